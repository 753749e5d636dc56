/// What no sensible file goes beyond; above it, a file is taken to be broken or hostile.
enum GGUFLimits {
  /// Metadata entries, and tensors, in one file.
  static let entries: UInt64 = 65_536
  /// Bytes of a metadata key, as the format says.
  static let keyBytes: UInt64 = 65_535
  /// Bytes of one string.
  static let stringBytes: UInt64 = 64 << 20
  /// Elements of one array.
  static let elements: UInt64 = 1 << 30
  /// Bytes of a tensor's name: ggml keeps names in 64 bytes with a zero at the end.
  static let tensorNameBytes: UInt64 = 63
  /// Dimensions of a tensor.
  static let dimensions: UInt32 = 4
  /// The format asks for multiples of 8; more than a mebibyte would only waste space.
  static let alignments = 8...(1 << 20)
  /// The alignment of a file that names none.
  static let defaultAlignment = 32

  /// The fewest bytes of a metadata entry: a key of one byte, a type, a value of one byte.
  static let entryBytes: UInt64 = 8 + 1 + 4 + 1
  /// The fewest bytes of a tensor's description: a name of one byte and one dimension.
  static let tensorBytes: UInt64 = 8 + 1 + 4 + 8 + 4 + 8

  /// Whether tensors can be aligned to `number` bytes.
  static func isAlignment(_ number: Int) -> Bool {
    alignments.contains(number) && number & (number - 1) == 0
  }

  /// `value` raised to the next multiple of `alignment`, a power of two; nil on overflow.
  static func padded(_ value: Int, to alignment: Int) -> Int? {
    let (sum, overflow) = value.addingReportingOverflow(alignment - 1)
    return overflow ? nil : sum & ~(alignment - 1)
  }
}
