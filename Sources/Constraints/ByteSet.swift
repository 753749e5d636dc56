/// A set of byte values.
package struct ByteSet: Hashable, Sendable {
  private var words = SIMD4<UInt64>()

  package init() {}

  package init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  /// All 256 values.
  package static let all = ByteSet(0...255)

  package var isEmpty: Bool { words == SIMD4() }

  package var count: Int {
    (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount }
  }

  @inline(__always)
  package func contains(_ byte: UInt8) -> Bool {
    words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0
  }

  package mutating func insert(_ byte: UInt8) {
    words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
  }

  package mutating func formUnion(_ other: ByteSet) { words |= other.words }

  package mutating func formIntersection(_ other: ByteSet) { words &= other.words }

  package func isDisjoint(with other: ByteSet) -> Bool { words & other.words == SIMD4() }

  /// The members in ascending order.
  package var members: [UInt8] { (UInt8.min...UInt8.max).filter(contains) }
}
