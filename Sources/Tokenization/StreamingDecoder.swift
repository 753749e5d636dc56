/// Turns tokens into text as they come, in whole characters only.
///
/// A token may end in the middle of a character. The bytes of such a start, at most three, are
/// held back until the rest comes; everything else is given out at once. Bytes that can no longer
/// become a character give U+FFFD, one for each maximal part as Unicode recommends.
package struct StreamingDecoder: Sendable {
  private let tokenizer: Tokenizer
  private let showsControlTokens: Bool
  private var pending: [UInt8] = []

  /// - Parameter showsControlTokens: whether control tokens give their text or nothing.
  package init(_ tokenizer: Tokenizer, showsControlTokens: Bool = false) {
    self.tokenizer = tokenizer
    self.showsControlTokens = showsControlTokens
  }

  /// Adds a token and returns the text that is now complete, which may be empty.
  package mutating func append(_ token: TokenID) -> String {
    append(bytes: tokenizer.buffer(of: token, showsControlTokens))
  }

  /// Ends the text: what is held back is not a character and gives U+FFFD.
  package mutating func finish() -> String {
    defer { pending.removeAll() }
    return String(decoding: pending, as: UTF8.self)
  }

  mutating func append(bytes: some Sequence<UInt8>) -> String {
    pending += bytes
    let held = UTF8Form.incompleteSuffix(of: pending)
    let text = String(decoding: pending.dropLast(held), as: UTF8.self)
    pending.removeFirst(pending.count - held)
    return text
  }
}
