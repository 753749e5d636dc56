// MARK: - Numbers

extension Lexer {
  mutating func readNumber() throws(Failure) {
    let start = position
    if source[start] == UInt8(ascii: "0"), let radix = radix(of: peek(start + 1)) {
      return try readInteger(radix: radix, from: start)
    }
    skipDigits()
    let isFloat = skipFraction() || skipExponent()
    let text = String(
      decoding: source[start..<position].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if isFloat {
      guard let value = Double(text) else { throw .invalidNumber(text, at: start) }
      return append(.float(value), at: start)
    }
    let hasLeadingZero = text.first == "0" && text.contains { $0 != "0" }
    guard !hasLeadingZero, let value = Int(text) else { throw .invalidNumber(text, at: start) }
    append(.integer(value), at: start)
  }

  private func radix(of letter: UInt8?) -> Int? {
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
    case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
    case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
    default: nil
    }
  }

  private mutating func readInteger(radix: Int, from start: Int) throws(Failure) {
    position += 2
    let first = position
    while let byte = peek(position), byte == UInt8(ascii: "_") || isHexDigit(byte) { position += 1 }
    let digits = source[first..<position].filter { $0 != UInt8(ascii: "_") }
    let text = String(decoding: digits, as: UTF8.self)
    guard let value = Int(text, radix: radix) else { throw .invalidNumber(text, at: start) }
    append(.integer(value), at: start)
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isHexDigit
  }

  private mutating func skipDigits() {
    while let byte = peek(position), byte.isDigitASCII || isSeparator(byte) { position += 1 }
  }

  /// An underscore counts only between digits.
  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") && peek(position + 1)?.isDigitASCII == true
  }

  private mutating func skipFraction() -> Bool {
    guard peek(position) == UInt8(ascii: "."), peek(position + 1)?.isDigitASCII == true,
      !followsDot
    else { return false }
    position += 1
    skipDigits()
    _ = skipExponent()
    return true
  }

  /// In `value.0.1` the numbers are subscripts, not a float.
  private var followsDot: Bool {
    tokens.last?.kind == .symbol(.dot)
  }

  private mutating func skipExponent() -> Bool {
    guard peek(position) == UInt8(ascii: "e") || peek(position) == UInt8(ascii: "E") else {
      return false
    }
    var digit = position + 1
    if peek(digit) == UInt8(ascii: "+") || peek(digit) == UInt8(ascii: "-") { digit += 1 }
    guard peek(digit)?.isDigitASCII == true else { return false }
    position = digit
    skipDigits()
    return true
  }
}

// MARK: - Strings

extension Lexer {
  mutating func readString(quote: UInt8) throws(Failure) {
    let start = position
    position += 1
    let first = position
    while let byte = peek(position), byte != quote, byte != UInt8(ascii: "\\") { position += 1 }
    if peek(position) == quote {
      append(.string(Array(source[first..<position])), at: start)
      position += 1
      return
    }
    var content = Array(source[first..<position])
    while let byte = peek(position), byte != quote {
      if byte == UInt8(ascii: "\\") {
        try readEscape(into: &content)
      } else {
        content.append(byte)
        position += 1
      }
    }
    guard position < source.count else { throw .unclosedString(at: start) }
    append(.string(content), at: start)
    position += 1
  }

  /// Reads an escape as Python has it; one that Python does not know stays as it is written.
  private mutating func readEscape(into content: inout [UInt8]) throws(Failure) {
    let start = position
    guard let byte = peek(start + 1) else { throw .unclosedString(at: start) }
    position += 2
    switch byte {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): content.append(byte)
    case UInt8(ascii: "x"): try readHexEscape(digits: 2, from: start, into: &content)
    case UInt8(ascii: "u"): try readHexEscape(digits: 4, from: start, into: &content)
    case UInt8(ascii: "U"): try readHexEscape(digits: 8, from: start, into: &content)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): readOctalEscape(into: &content)
    default:
      if let control = Self.controls[byte] {
        content.append(control)
      } else {
        content.append(contentsOf: [UInt8(ascii: "\\"), byte])
      }
    }
  }

  private static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "v"): 0x0B,
  ]

  private mutating func readHexEscape(
    digits: Int, from start: Int, into content: inout [UInt8]
  ) throws(Failure) {
    let end = position + digits
    guard end <= source.count, source[position..<end].allSatisfy(isHexDigit),
      let value = UInt32(String(decoding: source[position..<end], as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar)
    else { throw .invalidEscape(at: start) }
    content.append(contentsOf: encoded)
    position = end
  }

  private mutating func readOctalEscape(into content: inout [UInt8]) {
    position -= 1
    var value: UInt32 = 0
    var count = 0
    while count < 3, let byte = peek(position), (0x30...0x37).contains(byte) {
      value = value << 3 | UInt32(byte - 0x30)
      position += 1
      count += 1
    }
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
