/// Walks over packed strings and checks every length before it is used.
struct PackedStringReader {
  private let list: TokenizationError.List
  private let strings: PackedStrings
  private var offset = 0
  private(set) var index = 0

  init(_ strings: PackedStrings, list: TokenizationError.List) {
    self.strings = strings
    self.list = list
  }

  /// The next string, or nil after the last.
  ///
  /// - Throws: `TokenizationError.truncatedStrings` when it does not lie within the bytes.
  @inline(__always)
  mutating func next() throws(TokenizationError) -> UnsafeBufferPointer<UInt8>? {
    guard index < strings.count else { return nil }
    let available = strings.bytes.count &- offset
    guard available >= 8, let base = strings.bytes.baseAddress else { throw truncated() }
    let length = UInt64(littleEndian: (base + offset).loadUnaligned(as: UInt64.self))
    guard length <= UInt64(available &- 8) else { throw truncated() }
    let start = base + offset + 8
    offset &+= 8 &+ Int(length)
    index &+= 1
    return UnsafeBufferPointer(
      start: start.assumingMemoryBound(to: UInt8.self), count: Int(length))
  }

  private func truncated() -> TokenizationError {
    .truncatedStrings(list: list, index: index, count: strings.count, offset: offset)
  }
}
