package import GGUF
package import ThreadTeam
package import Tokenization

extension Tokenizer {
  /// Reads the tokenizer of a model file; its tables stay views of the file's memory.
  ///
  /// - Parameter team: reads parts of the vocabulary together; nil reads it on this thread alone.
  /// - Throws: `GGUFError` when a key is missing, `TokenizationError` when the vocabulary makes no
  ///   sense or its kind is not supported.
  package convenience init(file: GGUFFile, team: WorkerTeam? = nil) throws {
    let metadata = file.metadata
    let tokens = try metadata.requireStrings("tokenizer.ggml.tokens")
    let merges = try metadata.strings("tokenizer.ggml.merges")
    let empty = UnsafeRawBufferPointer(start: nil, count: 0)
    let source = VocabularySource(
      model: try metadata.requireString("tokenizer.ggml.model"),
      preTokenizer: try metadata.string("tokenizer.ggml.pre") ?? "default",
      tokens: PackedStrings(count: tokens.count, bytes: tokens.bytes),
      merges: PackedStrings(count: merges?.count ?? 0, bytes: merges?.bytes ?? empty),
      tokenTypes: try metadata.int32s("tokenizer.ggml.token_type") ?? [],
      beginningOfSequence: try metadata.tokenID("tokenizer.ggml.bos_token_id"),
      endOfSequence: try metadata.tokenID("tokenizer.ggml.eos_token_id"),
      padding: try metadata.tokenID("tokenizer.ggml.padding_token_id"),
      addsBeginningOfSequence: try metadata.bool("tokenizer.ggml.add_bos_token"),
      fillInMiddle: try metadata.fillInMiddleTokens(), owner: file)
    if let team {
      try self.init(source) { parts, body in
        team.run(total: parts, chunk: 1) { range, _ in range.forEach(body) }
      }
    } else {
      try self.init(source)
    }
  }
}

extension GGUFMetadata {
  /// A token id, or nil when it is absent; one that no token can have counts as absent.
  fileprivate func tokenID(_ key: String) throws -> TokenID? {
    try int(key).flatMap { TokenID(exactly: $0) }
  }

  /// The tokens of prompts with a gap; older files name three of them without `fim_`.
  fileprivate func fillInMiddleTokens() throws -> FillInMiddleTokens {
    func token(_ names: String...) throws -> TokenID? {
      for name in names {
        if let token = try tokenID("tokenizer.ggml.\(name)_token_id") { return token }
      }
      return nil
    }
    var tokens = FillInMiddleTokens()
    tokens.prefix = try token("fim_pre", "prefix")
    tokens.suffix = try token("fim_suf", "suffix")
    tokens.middle = try token("fim_mid", "middle")
    tokens.padding = try token("fim_pad")
    tokens.repository = try token("fim_rep")
    tokens.fileSeparator = try token("fim_sep")
    return tokens
  }
}
