extension PreTokenizer {
  /// The rule of Llama 3, and with single digits that of Qwen 2.
  ///
  ///     (?i:'s|'t|'re|'ve|'m|'ll|'d) | [^\r\n\p{L}\p{N}]?\p{L}+ | \p{N}{1,3}
  ///     | ' '?[^\s\p{L}\p{N}]+[\r\n]* | \s*[\r\n]+ | \s+(?!\S) | \s+
  ///
  /// - Parameter digits: how many numbers at most make a piece: 3, or 1 for Qwen 2.
  static func llama3PieceEnd(from start: Int, in text: TextScanner, digits: Int) -> Int {
    let byte = text.base[start]
    if byte == UInt8(ascii: "'"), let end = contractionEnd(from: start, in: text, anyCase: true) {
      return end
    }
    let first = text.character(at: start)
    let second = start &+ first.length
    if first.isLetter { return text.endOfLetters(from: second) }
    if first.isNumber { return numbersEnd(from: start, in: text, atMost: digits) }
    let next = text.character(at: second)
    if next.isLetter, !isNewline(byte) { return text.endOfLetters(from: second &+ next.length) }
    if first.isOther { return othersAndNewlinesEnd(from: second, in: text) }
    if byte == UInt8(ascii: " "), next.isOther {
      return othersAndNewlinesEnd(from: second, in: text)
    }
    return whitespaceEnd(from: start, in: text, newlinesEndPiece: true)
  }

  @inline(__always)
  static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The position after `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d`, if one is at the quote.
  static func contractionEnd(from quote: Int, in text: TextScanner, anyCase: Bool) -> Int? {
    let mask: UInt8 = anyCase ? 0x20 : 0
    let first = text.byte(at: quote &+ 1) | mask
    let second = text.byte(at: quote &+ 2) | mask
    switch (first, second) {
    case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "m"), _),
      (UInt8(ascii: "d"), _):
      return quote + 2
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "l"), UInt8(ascii: "l")):
      return quote + 3
    default:
      return nil
    }
  }

  private static func othersAndNewlinesEnd(from start: Int, in text: TextScanner) -> Int {
    var position = othersEnd(from: start, in: text)
    while position < text.end, isNewline(text.base[position]) { position &+= 1 }
    return position
  }

  private static func numbersEnd(from start: Int, in text: TextScanner, atMost: Int) -> Int {
    var position = start
    for _ in 0..<atMost {
      let next = text.character(at: position)
      guard next.isNumber else { break }
      position &+= next.length
    }
    return position
  }

  /// The end of a piece of whitespace that starts at `start`.
  ///
  /// A run ends after its last newline where newlines end a piece, else before its last character
  /// when a character that is no whitespace follows, so that the two make the next piece.
  static func whitespaceEnd(
    from start: Int, in text: TextScanner, newlinesEndPiece: Bool
  ) -> Int {
    var position = start
    var last = start
    var afterNewline = start
    while true {
      let next = text.character(at: position)
      guard next.isWhitespace else { break }
      last = position
      position &+= next.length
      if newlinesEndPiece, isNewline(text.base[last]) { afterNewline = position }
    }
    if afterNewline > start { return afterNewline }
    return position < text.end && last > start ? last : position
  }
}
