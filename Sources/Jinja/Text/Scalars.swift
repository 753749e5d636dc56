/// Steps through UTF-8 that is known to be valid.
enum Scalars {
  /// The number of scalars.
  static func count(_ bytes: some Sequence<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The length of the scalar that starts with this byte.
  static func length(leading byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// The scalar at an offset and its length in bytes.
  static func scalar(
    in bytes: [UInt8], at offset: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    let length = min(length(leading: first), bytes.count - offset)
    guard length > 1 else { return (Unicode.Scalar(first), 1) }
    var value = UInt32(first & (0x7F >> UInt8(length)))
    for position in 1..<length { value = value << 6 | UInt32(bytes[offset + position] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// The scalar that ends before an offset, and its length in bytes.
  static func scalar(
    in bytes: [UInt8], before offset: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    var start = offset - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return (scalar(in: bytes, at: start).scalar, offset - start)
  }

  /// Whether Python's `str.isspace` holds.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  /// Whether Python's `str.splitlines` ends a line here.
  static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Whether Python's `repr` writes the character as it is.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }
}

extension Text {
  /// The number of scalars, as Python's `len` counts.
  var length: Int { Scalars.count(bytes) }

  /// Calls for every scalar with its offset.
  func forEachScalar<Failure: Error>(
    _ body: (Unicode.Scalar, Range<Int>) throws(Failure) -> Void
  ) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let (scalar, length) = Scalars.scalar(in: bytes, at: offset)
      try body(scalar, offset..<offset + length)
      offset += length
    }
  }

  /// Where every scalar starts, and the end of the text.
  var scalarOffsets: [Int] {
    var offsets: [Int] = []
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 { offsets.append(offset) }
    offsets.append(bytes.count)
    return offsets
  }

  var scalars: [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    forEachScalar { scalar, _ in scalars.append(scalar) }
    return scalars
  }
}
