extension UnitTable {
  /// One character of a set, in UTF-8.
  convenience init(_ characters: ScalarSet, alphabet: ByteSet) {
    var builder = CharacterTableBuilder()
    builder.addCharacters(characters)
    self.init(builder.rows, alphabet: alphabet)
  }

  /// One character of a JSON string between its quotes: itself, or an escape.
  ///
  /// Halves of surrogate pairs cannot be written; characters beyond U+FFFF are written themselves.
  convenience init(jsonStringWith alphabet: ByteSet) {
    var builder = CharacterTableBuilder()
    builder.addCharacters(ScalarSet("\u{0}"..."\u{1F}", "\""..."\"", "\\"..."\\").inverted)
    builder.addEscapes()
    self.init(builder.rows, alphabet: alphabet)
  }
}

/// Makes the rows of a table of characters.
private struct CharacterTableBuilder {
  private struct Suffix: Hashable {
    /// How many bytes follow, six bits each.
    var length: Int
    /// Which numbers of so many bits are in the set.
    var ranges: [ClosedRange<UInt32>]
  }

  private(set) var rows = [Self.emptyRow]
  private var known: [Suffix: UInt16] = [:]

  private static let emptyRow = [UInt16](repeating: UnitTable.dead, count: 256)

  mutating func addCharacters(_ characters: ScalarSet) {
    for range in characters.ranges where range.lowerBound < 0x80 {
      for value in range.lowerBound...min(range.upperBound, 0x7F) {
        rows[0][Int(value)] = UnitTable.border
      }
    }
    addLeads(0xC2...0xDF, 0x80...0x7FF, following: 1, characters)
    addLeads(0xE0...0xEF, 0x800...0xFFFF, following: 2, characters)
    addLeads(0xF0...0xF4, 0x10000...0x10FFFF, following: 3, characters)
  }

  /// Adds the characters of `span`, whose first bytes are `leads`.
  private mutating func addLeads(
    _ leads: ClosedRange<UInt8>, _ span: ClosedRange<UInt32>, following: Int,
    _ characters: ScalarSet
  ) {
    let ranges = characters.ranges.filter { $0.overlaps(span) }.map { $0.clamped(to: span) }
    // A first byte of a sequence of n bytes starts with n ones and a zero.
    let mask = UInt32(0x3F) >> UInt32(following)
    for lead in leads {
      let base = (UInt32(lead) & mask) << UInt32(6 * following)
      if let state = state(for: Self.cut(ranges, base, length: following)) {
        rows[0][Int(lead)] = state
      }
    }
  }

  /// The part of the ranges that starts at `base` and has `length` times six bits.
  private static func cut(
    _ ranges: [ClosedRange<UInt32>], _ base: UInt32, length: Int
  ) -> Suffix {
    let block = base...base + (1 << UInt32(6 * length)) - 1
    let parts = ranges.filter { $0.overlaps(block) }.map { range in
      let part = range.clamped(to: block)
      return part.lowerBound - base...part.upperBound - base
    }
    return Suffix(length: length, ranges: parts)
  }

  /// The state from which the suffix is read; nil when it has nothing.
  private mutating func state(for suffix: Suffix) -> UInt16? {
    guard !suffix.ranges.isEmpty else { return nil }
    if let state = known[suffix] { return state }
    let state = UInt16(truncatingIfNeeded: rows.count)
    known[suffix] = state
    rows.append(Self.emptyRow)
    for bits in UInt32(0)..<64 {
      let base = bits << UInt32(6 * (suffix.length - 1))
      let rest = Self.cut(suffix.ranges, base, length: suffix.length - 1)
      guard !rest.ranges.isEmpty else { continue }
      let target = suffix.length == 1 ? UnitTable.border : self.state(for: rest)
      if let target { rows[Int(state)][Int(0x80 | bits)] = target }
    }
    return state
  }

  mutating func addEscapes() {
    let first = UInt16(truncatingIfNeeded: rows.count)
    // After the backslash, after the u, after D, and before the last two digits.
    let (digit1, surrogate, digit2, digit3, digit4) =
      (first + 1, first + 2, first + 3, first + 4, first + 5)
    rows += [[UInt16]](repeating: Self.emptyRow, count: 6)
    rows[0][Int(UInt8(ascii: "\\"))] = first
    for byte in "\"\\/bfnrt".utf8 { rows[Int(first)][Int(byte)] = UnitTable.border }
    rows[Int(first)][Int(UInt8(ascii: "u"))] = digit1
    for byte in "0123456789abcdefABCDEF".utf8 {
      let startsSurrogate = byte == UInt8(ascii: "d") || byte == UInt8(ascii: "D")
      rows[Int(digit1)][Int(byte)] = startsSurrogate ? surrogate : digit2
      rows[Int(digit2)][Int(byte)] = digit3
      rows[Int(digit3)][Int(byte)] = digit4
      rows[Int(digit4)][Int(byte)] = UnitTable.border
    }
    for byte in "01234567".utf8 { rows[Int(surrogate)][Int(byte)] = digit3 }
  }
}
