extension PreTokenizer {
  /// The rule of DeepSeek Coder: five cuts, each within the pieces of those before.
  ///
  ///     [\r\n]   then   \s?\p{L}+   then   \s?\p{P}+   then   [一-龥ࠀ-一가-퟿]+   then   \p{N}
  ///
  /// What no cut takes stays together. All five follow from the characters at hand, so that one
  /// walk does for them: a piece goes on while its kind and its being East Asian stay the same.
  static func deepSeekCoderPieceEnd(from start: Int, in text: TextScanner) -> Int {
    let first = text.character(at: start)
    let second = start &+ first.length
    if isNewline(text.base[start]) || first.isNumber { return second }
    if first.isWhitespace {
      let next = text.character(at: second)
      if isWord(next) {
        return isEastAsian(at: second, next, in: text)
          ? second : wordEnd(from: second, next, in: text)
      }
    } else if isWord(first) {
      return wordEnd(from: start, first, in: text)
    }
    return restEnd(from: start, first, in: text)
  }

  /// Whether the second or third cut takes a character.
  private static func isWord(_ character: TextScanner.Scanned) -> Bool {
    character.isLetter || character.characterClass == .punctuation
  }

  private static func wordEnd(
    from start: Int, _ first: TextScanner.Scanned, in text: TextScanner
  ) -> Int {
    let isEastAsian = isEastAsian(at: start, first, in: text)
    var position = start &+ first.length
    while true {
      let next = text.character(at: position)
      guard next.length > 0, next.characterClass == first.characterClass,
        Self.isEastAsian(at: position, next, in: text) == isEastAsian
      else { return position }
      position &+= next.length
    }
  }

  /// The end of a piece that starts with what neither the second nor the third cut takes.
  private static func restEnd(
    from start: Int, _ first: TextScanner.Scanned, in text: TextScanner
  ) -> Int {
    let isEastAsian = isEastAsian(at: start, first, in: text)
    var position = start &+ first.length
    while true {
      let next = text.character(at: position)
      guard next.length > 0, !isWord(next), !next.isNumber, !isNewline(text.base[position]),
        Self.isEastAsian(at: position, next, in: text) == isEastAsian
      else { return position }
      if next.isWhitespace, isWord(text.character(at: position &+ next.length)) {
        return position
      }
      position &+= next.length
    }
  }

  /// Whether the fourth cut takes a character: U+0800 to U+9FA5 and U+AC00 to U+D7FF, no spaces.
  private static func isEastAsian(
    at position: Int, _ character: TextScanner.Scanned, in text: TextScanner
  ) -> Bool {
    guard character.length == 3, !character.isWhitespace else { return false }
    let codePoint =
      UInt32(text.base[position] & 0xF) << 12 | UInt32(text.base[position &+ 1] & 0x3F) << 6
      | UInt32(text.base[position &+ 2] & 0x3F)
    return 0x0800...0x9FA5 ~= codePoint || 0xAC00...0xD7FF ~= codePoint
  }
}
