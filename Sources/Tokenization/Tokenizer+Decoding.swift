extension Tokenizer {
  /// The bytes that a token stands for; none for a number beyond the vocabulary.
  ///
  /// - Parameter showsControlTokens: whether control tokens give their text or nothing.
  package func bytes(of token: TokenID, showsControlTokens: Bool = false) -> [UInt8] {
    Array(buffer(of: token, showsControlTokens))
  }

  /// Calls `body` with the bytes that a token stands for in plain text.
  ///
  /// They are none for control tokens, for those that are matched by their text, and for numbers
  /// beyond the vocabulary.
  package func withPlainBytes<Result>(
    of token: TokenID, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard tokens.contains(token), tokens.kind(of: token).isPlain else {
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
    return try body(tokens.bytes(of: token))
  }

  /// The bytes of a text; together with `encode` it gives back any bytes.
  ///
  /// - Parameter showsControlTokens: whether control tokens give their text or nothing.
  package func decode(
    _ sequence: some Sequence<TokenID>, showsControlTokens: Bool = false
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    for token in sequence { bytes += buffer(of: token, showsControlTokens) }
    return bytes
  }

  func buffer(of token: TokenID, _ showsControlTokens: Bool) -> UnsafeBufferPointer<UInt8> {
    guard tokens.contains(token) else { return UnsafeBufferPointer(start: nil, count: 0) }
    if !showsControlTokens, !tokens.kind(of: token).isMadeByMerging {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return tokens.bytes(of: token)
  }
}
