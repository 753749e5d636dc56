import Foundation
import TestSupport
import Tokenization

/// The tokenizer keys of a GGUF file, read by the least code that does it.
///
/// The test of a leaf room needs no more than this; files are trusted.
final class VocabularyFile {
  private let data: NSData
  private var offset = 0
  private var texts: [String: String] = [:]
  private var numbers: [String: Int64] = [:]
  private var strings: [String: PackedStrings] = [:]
  private var types: [Int32] = []

  convenience init(named name: String) throws {
    try self.init(Conformance.url("tokenizers/ggml-vocab-\(name).gguf"))
  }

  init(_ url: URL) throws {
    data = try NSData(contentsOf: url, options: .alwaysMapped)
    offset = 16
    for _ in 0..<read(UInt64.self) {
      let key = readString()
      readValue(key, type: read(UInt32.self))
    }
  }

  var source: VocabularySource {
    let empty = PackedStrings(count: 0, bytes: UnsafeRawBufferPointer(start: nil, count: 0))
    func token(_ name: String) -> TokenID? { numbers["tokenizer.ggml." + name].map(TokenID.init) }
    return VocabularySource(
      model: texts["tokenizer.ggml.model"] ?? "",
      preTokenizer: texts["tokenizer.ggml.pre"] ?? "",
      tokens: strings["tokenizer.ggml.tokens"] ?? empty,
      merges: strings["tokenizer.ggml.merges"] ?? empty, tokenTypes: types,
      beginningOfSequence: token("bos_token_id"), endOfSequence: token("eos_token_id"),
      padding: token("padding_token_id"),
      addsBeginningOfSequence: numbers["tokenizer.ggml.add_bos_token"].map { $0 != 0 },
      owner: self)
  }

  private func read<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type) -> Number {
    defer { offset += MemoryLayout<Number>.size }
    return (data.bytes + offset).loadUnaligned(as: Number.self)
  }

  private func readString() -> String {
    let length = Int(read(UInt64.self))
    defer { offset += length }
    return String(
      decoding: UnsafeRawBufferPointer(start: data.bytes + offset, count: length), as: UTF8.self)
  }

  private func readValue(_ key: String, type: UInt32) {
    switch type {
    case 0, 1, 7: numbers[key] = Int64(read(UInt8.self))
    case 2, 3: numbers[key] = Int64(read(UInt16.self))
    case 4, 5: numbers[key] = Int64(read(Int32.self))
    case 8: texts[key] = readString()
    case 9: readArray(key)
    case 10, 11, 12: numbers[key] = read(Int64.self)
    default: offset += 4
    }
  }

  private func readArray(_ key: String) {
    let type = read(UInt32.self)
    let count = Int(read(UInt64.self))
    switch type {
    case 8:
      let start = offset
      for _ in 0..<count { offset += Int(read(UInt64.self)) }
      strings[key] = PackedStrings(
        count: count,
        bytes: UnsafeRawBufferPointer(start: data.bytes + start, count: offset - start))
    case 4, 5:
      let numbers = (0..<count).map { _ in read(Int32.self) }
      if key == "tokenizer.ggml.token_type" { types = numbers }
    default:
      for _ in 0..<count { readValue(key, type: type) }
    }
  }
}

/// Tokenizers of the reference vocabularies, each read once.
enum Reference {
  private static let loaded = LockedTokenizers()

  static func tokenizer(_ name: String) throws -> Tokenizer { try loaded.tokenizer(name) }
}

private final class LockedTokenizers: @unchecked Sendable {
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
