/// The shape of well-formed UTF-8 (table 3-7 of the Unicode standard).
enum UTF8Form {
  /// How many bytes a sequence with this first byte has, or 0 when no sequence starts with it.
  @inline(__always)
  static func length(startingWith first: UInt8) -> Int {
    switch first {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
  }

  /// Whether `second` can follow `first` in a sequence of two or more bytes.
  @inline(__always)
  static func canFollow(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 0xE0: 0xA0...0xBF ~= second
    case 0xED: 0x80...0x9F ~= second
    case 0xF0: 0x90...0xBF ~= second
    case 0xF4: 0x80...0x8F ~= second
    default: 0x80...0xBF ~= second
    }
  }

  /// The length of the well-formed character at `bytes`, or 0 when there is none.
  @inline(__always)
  static func length(of bytes: UnsafePointer<UInt8>, available: Int) -> Int {
    let length = length(startingWith: bytes[0])
    guard length > 1 else { return length }
    guard length <= available, canFollow(bytes[0], bytes[1]) else { return 0 }
    for position in 2..<max(length, 2) where bytes[position] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// How many bytes at the end could become a character when more bytes follow.
  static func incompleteSuffix(of bytes: [UInt8]) -> Int {
    for count in 1...3 where count <= bytes.count {
      let start = bytes.count - count
      let length = length(startingWith: bytes[start])
      if bytes[start] & 0xC0 == 0x80 { continue }
      guard length > count else { return 0 }
      return count == 1 || canFollow(bytes[start], bytes[start + 1]) ? count : 0
    }
    return 0
  }
}
