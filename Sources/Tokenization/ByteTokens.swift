/// The token of each single byte, from which merging starts.
struct ByteTokens: Sendable {
  private let tokens: FlatBuffer<TokenID>
  /// Bytes that occur in no UTF-8 and that the vocabulary cannot spell; most can spell all.
  private let missing: [UInt8]

  /// - Throws: `TokenizationError.missingByte` when a byte of UTF-8 has no token.
  init(_ table: TokenTable) throws(TokenizationError) {
    tokens = FlatBuffer(repeating: -1, count: 256)
    var missing: [UInt8] = []
    for byte in UInt8.min...UInt8.max {
      let token = withUnsafePointer(to: byte) { table.token($0, count: 1) }
      if let token, table.kind(of: token).isMadeByMerging {
        tokens.base[Int(byte)] = token
      } else {
        guard byte >= 0xC0, UTF8Form.length(startingWith: byte) == 0 else {
          throw .missingByte(byte)
        }
        missing.append(byte)
      }
    }
    self.missing = missing
  }

  var base: UnsafePointer<TokenID> { UnsafePointer(tokens.base) }

  /// Calls `body` with the text, in which bytes without a token are replaced by U+FFFD.
  func withSpellable<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard !missing.isEmpty, text.contains(where: { tokens.base[Int($0)] < 0 }) else {
      return body(text)
    }
    var repaired: [UInt8] = []
    for byte in text {
      if tokens.base[Int(byte)] < 0 {
        repaired += [0xEF, 0xBF, 0xBD]
      } else {
        repaired.append(byte)
      }
    }
    return repaired.withUnsafeBufferPointer(body)
  }
}
