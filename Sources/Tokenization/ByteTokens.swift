/// The token of each single byte, from which merging starts.
///
/// Some vocabularies leave out bytes that hardly occur: those of no UTF-8 text, and first bytes of
/// planes without characters. Text with such a byte gets U+FFFD in its place.
struct ByteTokens: Sendable {
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private let tokens: FlatBuffer<TokenID>
  private let lacksSome: Bool

  /// - Throws: `TokenizationError.missingByte` when ASCII, continuation bytes or U+FFFD cannot be
  ///   spelled.
  init(_ table: TokenTable) throws(TokenizationError) {
    tokens = FlatBuffer(repeating: -1, count: 256)
    var lacksSome = false
    for byte in UInt8.min...UInt8.max {
      if let token = table.token(CollectionOfOne(byte)), table.kind(of: token).isMadeByMerging {
        tokens.base[Int(byte)] = token
      } else {
        guard byte >= 0xC0, !Self.replacement.contains(byte) else { throw .missingByte(byte) }
        lacksSome = true
      }
    }
    self.lacksSome = lacksSome
  }

  var base: UnsafePointer<TokenID> { UnsafePointer(tokens.base) }

  /// The text with U+FFFD for every character, or stray byte, that has no token for its first
  /// byte; nil when there is none.
  func repaired(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard lacksSome, let base = text.baseAddress,
      text.contains(where: { tokens.base[Int($0)] < 0 })
    else { return nil }
    var repaired: [UInt8] = []
    var position = 0
    while position < text.count {
      if tokens.base[Int(text[position])] < 0 {
        repaired += Self.replacement
        position += max(
          UTF8Form.length(of: base + position, available: text.count - position), 1)
      } else {
        repaired.append(text[position])
        position += 1
      }
    }
    return repaired
  }
}
