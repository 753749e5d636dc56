/// A part of a prompt, and whether it may spell special tokens.
package struct Segment: Sendable, Equatable {
  package var text: String
  /// True for what a template wrote; false for what came from a user or a file.
  package var parsesSpecialTokens: Bool

  package init(text: String, parsesSpecialTokens: Bool) {
    self.text = text
    self.parsesSpecialTokens = parsesSpecialTokens
  }
}

extension Tokenizer {
  /// The tokens of a text in which nothing is read as a control token.
  ///
  /// Tokens that the vocabulary defines as plain text of its own (user-defined ones, such as
  /// `<tool_call>`) are still found.
  package func encode(_ text: String) -> [TokenID] {
    var text = text
    return text.withUTF8 { encode($0) }
  }

  /// The tokens of bytes that should be UTF-8; bytes that are not are kept as they are.
  package func encode(_ text: Span<UInt8>) -> [TokenID] {
    text.withUnsafeBufferPointer { encode($0) }
  }

  /// The tokens of bytes that should be UTF-8; bytes that are not are kept as they are.
  package func encode(_ text: UnsafeBufferPointer<UInt8>) -> [TokenID] {
    guard let repaired = byteTokens.repaired(text) else { return encode(text, parsing: []) }
    return repaired.withUnsafeBufferPointer { encode($0, parsing: []) }
  }

  /// The tokens of a prompt made of parts.
  ///
  /// A control token is found only where its whole text lies within one part that parses special
  /// tokens. The text between two special tokens is encoded in one go across the borders of parts.
  package func encode(_ segments: [Segment]) -> [TokenID] {
    var text: [UInt8] = []
    var parsing: [Range<Int>] = []
    for segment in segments {
      let start = text.count
      let bytes = Array(segment.text.utf8)
      text += bytes.withUnsafeBufferPointer(byteTokens.repaired) ?? bytes
      if segment.parsesSpecialTokens { parsing.append(start..<text.count) }
    }
    return text.withUnsafeBufferPointer { encode($0, parsing: parsing) }
  }

  /// The tokens of a text with control tokens within the ranges `parsing`, which are in order.
  private func encode(
    _ text: UnsafeBufferPointer<UInt8>, parsing: [Range<Int>]
  ) -> [TokenID] {
    var encoder = PlainTextEncoder(
      tokens: tokens, merges: merges, byteTokens: byteTokens.base, preTokenizer: preTokenizer,
      text: text)
    var ranges = parsing[...]
    var runStart = 0
    var position = 0
    while position < text.count {
      guard special.canStart(with: text[position]) else {
        position &+= 1
        continue
      }
      while let range = ranges.first, range.upperBound <= position { ranges.removeFirst() }
      guard let match = specialToken(in: text, at: position, parsing: ranges.first) else {
        position &+= 1
        continue
      }
      encoder.encode(from: runStart, to: position)
      encoder.output.append(match.token)
      position = match.end
      runStart = position
    }
    encoder.encode(from: runStart, to: text.count)
    return encoder.output
  }

  /// The longest special token at a position: a control token only within `parsing`.
  private func specialToken(
    in text: UnsafeBufferPointer<UInt8>, at position: Int, parsing: Range<Int>?
  ) -> (token: TokenID, end: Int)? {
    let limit = parsing.flatMap { $0.contains(position) ? $0.upperBound : nil } ?? 0
    return special.longestMatch(in: text, at: position) { token, end in
      end <= limit || tokens.kind(of: token) == .userDefined
    }
  }
}
