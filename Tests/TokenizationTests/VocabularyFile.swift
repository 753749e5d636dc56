import Foundation
import GGUF
import TestSupport
import Tokenization

/// The tokenizer keys of a GGUF file.
struct VocabularyFile {
  let source: VocabularySource

  /// Reads one of the reference vocabularies.
  init(named name: String) throws {
    let file = try GGUFFile(path: Conformance.url("tokenizers/ggml-vocab-\(name).gguf").path)
    let metadata = file.metadata
    let tokens = try metadata.requireStrings("tokenizer.ggml.tokens")
    let merges = try metadata.requireStrings("tokenizer.ggml.merges")
    func token(_ role: String) throws -> TokenID? {
      try metadata.unsigned("tokenizer.ggml.\(role)_token_id").map(TokenID.init)
    }
    source = VocabularySource(
      model: try metadata.requireString("tokenizer.ggml.model"),
      preTokenizer: try metadata.requireString("tokenizer.ggml.pre"),
      tokens: PackedStrings(count: tokens.count, bytes: tokens.bytes),
      merges: PackedStrings(count: merges.count, bytes: merges.bytes),
      tokenTypes: try metadata.int32s("tokenizer.ggml.token_type") ?? [],
      beginningOfSequence: try token("bos"), endOfSequence: try token("eos"),
      padding: try token("padding"),
      addsBeginningOfSequence: try metadata.bool("tokenizer.ggml.add_bos_token"), owner: file)
  }
}

/// Tokenizers of the reference vocabularies, each read once.
enum Reference {
  private static let loaded = LoadedTokenizers()

  static func tokenizer(_ name: String) throws -> Tokenizer { try loaded.tokenizer(name) }
}

/// The lock guards the dictionary, which nothing else touches.
private final class LoadedTokenizers: @unchecked Sendable {
  private let lock = NSLock()
  private var tokenizers: [String: Tokenizer] = [:]

  func tokenizer(_ name: String) throws -> Tokenizer {
    try lock.withLock {
      if let known = tokenizers[name] { return known }
      let new = try Tokenizer(VocabularyFile(named: name).source)
      tokenizers[name] = new
      return new
    }
  }
}
