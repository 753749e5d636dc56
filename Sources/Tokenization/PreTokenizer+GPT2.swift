extension PreTokenizer {
  /// The rule of GPT-2, and with numbers standing alone that of StarCoder.
  ///
  ///     's | 't | 're | 've | 'm | 'll | 'd | ' '?\p{L}+ | ' '?\p{N}+ | ' '?[^\s\p{L}\p{N}]+
  ///     | \s+(?!\S) | \s+
  ///
  /// StarCoder first cuts every `\p{N}` out; the rule then sees only what lies between.
  static func gpt2PieceEnd(
    from start: Int, in text: TextScanner, numbersStandAlone: Bool
  ) -> Int {
    let byte = text.base[start]
    if byte == UInt8(ascii: "'"), let end = contractionEnd(from: start, in: text, anyCase: false) {
      return end
    }
    let first = text.character(at: start)
    let second = start &+ first.length
    if numbersStandAlone, first.isNumber { return second }
    let isSpace = byte == UInt8(ascii: " ")
    let body = isSpace ? text.character(at: second) : first
    let afterBody = isSpace ? second &+ body.length : second
    if body.isLetter { return text.endOfLetters(from: afterBody) }
    if body.isNumber, !numbersStandAlone { return numbersEnd(from: afterBody, in: text) }
    if body.isOther { return othersEnd(from: afterBody, in: text) }
    let end = whitespaceEnd(from: start, in: text, newlinesEndPiece: false)
    guard numbersStandAlone, end < text.end else { return end }
    // The number after the whitespace is not in sight, so the whitespace is not followed by one.
    let last = text.character(at: end)
    let isCutOff = last.isWhitespace && text.character(at: end &+ last.length).isNumber
    return isCutOff ? end &+ last.length : end
  }

  private static func numbersEnd(from start: Int, in text: TextScanner) -> Int {
    var position = start
    while true {
      let next = text.character(at: position)
      guard next.isNumber else { return position }
      position &+= next.length
    }
  }

  /// The position after the characters that are no whitespace, letters or numbers.
  static func othersEnd(from start: Int, in text: TextScanner) -> Int {
    var position = start
    while true {
      let next = text.character(at: position)
      guard next.isOther else { return position }
      position &+= next.length
    }
  }
}
