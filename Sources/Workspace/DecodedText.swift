/// Text made from bytes that somebody else wrote.
package struct DecodedText: Sendable, Equatable {
  package var text: String
  /// How many invalid UTF-8 sequences were replaced by U+FFFD.
  package var repairedSequences: Int

  package init(text: String, repairedSequences: Int = 0) {
    self.text = text
    self.repairedSequences = repairedSequences
  }

  /// Why bytes are not taken for text.
  package enum Refusal: Error, Sendable, Equatable {
    case utf16
    case zeroByte(offset: Int)
    case notUTF8(invalid: Int, size: Int)
  }

  /// Decodes UTF-8, repairing it where only little is wrong.
  ///
  /// Line ends stay as they are; a byte order mark is taken off.
  ///
  /// - Throws: `Refusal` for UTF-16, for any zero byte, and where more than one byte in ten starts
  ///   an invalid sequence: no source text looks like that, and a model must not be shown it.
  package static func decode(_ bytes: [UInt8]) throws(Refusal) -> DecodedText {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    if let offset = bytes.firstIndex(of: 0) { throw .zeroByte(offset: offset) }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    if let valid = String(validating: body, as: UTF8.self) {
      return DecodedText(text: valid)
    }
    let repaired = String(decoding: body, as: UTF8.self)
    let invalid = replacementCount(repaired.utf8) - replacementCount(body)
    guard invalid * 10 <= body.count else {
      throw .notUTF8(invalid: invalid, size: body.count)
    }
    return DecodedText(text: repaired, repairedSequences: invalid)
  }

  /// Decodes like `decode`, with an error that names where the bytes came from.
  package static func decode(_ bytes: [UInt8], from name: String) throws(WorkspaceError) -> Self {
    do {
      return try decode(bytes)
    } catch {
      throw .binary(name, error)
    }
  }

  /// Counts the bytes EF BF BD, the replacement character, in valid or invalid UTF-8.
  private static func replacementCount(_ bytes: some Sequence<UInt8>) -> Int {
    var count = 0
    var matched = 0
    for byte in bytes {
      switch (matched, byte) {
      case (1, 0xBF): matched = 2
      case (2, 0xBD):
        count += 1
        matched = 0
      default: matched = byte == 0xEF ? 1 : 0
      }
    }
    return count
  }
}
