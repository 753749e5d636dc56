extension JSONParser {
  /// Reads a string from its opening quote to behind its closing one.
  mutating func parseString() throws(JSONError) -> String {
    let opening = position
    position += 1
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    guard let byte = peek else { throw error(.endOfInput(expected: "a closing quote")) }
    if byte == UInt8(ascii: "\"") {
      position += 1
      return try decode(bytes[start..<position - 1], at: opening)
    }
    return try parseEscapedString(opening: opening, prefix: bytes[start..<position])
  }

  private mutating func parseEscapedString(
    opening: Int, prefix: Slice<UnsafeBufferPointer<UInt8>>
  ) throws(JSONError) -> String {
    var content = Array(prefix)
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return try decode(content[...], at: opening)
      case UInt8(ascii: "\\"): try parseEscape(into: &content)
      case 0..<0x20: throw error(.controlCharacter)
      default:
        content.append(byte)
        position += 1
      }
    }
    throw error(.endOfInput(expected: "a closing quote"))
  }

  private func decode(
    _ content: some Collection<UInt8>, at opening: Int
  ) throws(JSONError) -> String {
    guard let string = String(validating: content, as: UTF8.self) else {
      throw error(.invalidUTF8, at: opening)
    }
    return string
  }

  private mutating func parseEscape(into content: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    guard let byte = peek else { throw error(.endOfInput(expected: "an escaped character")) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try parseUnicodeEscape(from: start)
      content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw error(.invalidEscape, at: start)
    }
  }

  /// Reads the hex digits of `\uXXXX`, and the second half where they are a surrogate.
  private mutating func parseUnicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let unit = try parseHexDigits(from: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let second = position
    guard unit < 0xDC00, peek == UInt8(ascii: "\\"), second + 1 < bytes.count,
      bytes[second + 1] == UInt8(ascii: "u")
    else { throw error(.loneSurrogate, at: start) }
    position += 2
    let low = try parseHexDigits(from: second)
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw error(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func parseHexDigits(from start: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error(.invalidEscape, at: start)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
