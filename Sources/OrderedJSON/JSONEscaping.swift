/// Spells the characters of JSON strings.
package enum JSONEscaping {
  /// Appends UTF-8 text as it stands between the quotes of a JSON string.
  ///
  /// - Parameter escapesNonASCII: writes what is outside ASCII as `\uXXXX`, in surrogate pairs
  ///   where one unit does not suffice.
  package static func append(
    _ text: some Sequence<UInt8>, to output: inout [UInt8], escapesNonASCII: Bool = false
  ) {
    guard !escapesNonASCII else { return appendASCII(text, to: &output) }
    for byte in text { append(byte, to: &output) }
  }

  private static func append(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      output.append(UInt8(ascii: "\\"))
      output.append(byte)
    case 0..<0x20: appendControl(byte, to: &output)
    default: output.append(byte)
    }
  }

  private static func appendControl(_ byte: UInt8, to output: inout [UInt8]) {
    let letter: StaticString
    switch byte {
    case 0x08: letter = "\\b"
    case 0x09: letter = "\\t"
    case 0x0A: letter = "\\n"
    case 0x0C: letter = "\\f"
    case 0x0D: letter = "\\r"
    default: return appendUnit(UInt16(byte), to: &output)
    }
    output.append(contentsOf: UnsafeBufferPointer(start: letter.utf8Start, count: 2))
  }

  private static func appendASCII(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
    for scalar in String(decoding: Array(text), as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        append(UInt8(truncatingIfNeeded: scalar.value), to: &output)
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          appendUnit(unit, to: &output)
        }
      }
    }
  }

  private static func appendUnit(_ unit: UInt16, to output: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    output.append(contentsOf: "\\u".utf8)
    output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
    output.append(contentsOf: digits.utf8)
  }
}
