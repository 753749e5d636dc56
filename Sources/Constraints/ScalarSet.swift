/// A set of Unicode scalars: the characters that one place of a grammar may have.
package struct ScalarSet: Hashable, Sendable {
  /// Ascending, with gaps between them; none has a surrogate.
  package private(set) var ranges: [ClosedRange<UInt32>] = []

  private static let spaces: [ClosedRange<UInt32>] = [0...0xD7FF, 0xE000...0x10FFFF]

  /// The scalars whose numbers are in any of the ranges; what is no scalar is left out.
  package init(_ ranges: [ClosedRange<UInt32>]) {
    let clipped = Self.spaces.flatMap { space in
      ranges.filter { $0.overlaps(space) }.map { $0.clamped(to: space) }
    }
    for range in clipped.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
        let end = max(last.upperBound, range.upperBound)
        self.ranges[self.ranges.count - 1] = last.lowerBound...end
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// The scalars of some ranges, such as `["a"..."z", "_"..."_"]`.
  package init(_ ranges: ClosedRange<Unicode.Scalar>...) {
    self.init(ranges.map { $0.lowerBound.value...$0.upperBound.value })
  }

  /// The scalars of a text.
  package init(in text: String) {
    self.init(text.unicodeScalars.map { $0.value...$0.value })
  }

  package static let all = ScalarSet(spaces)

  package var isEmpty: Bool { ranges.isEmpty }

  package func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
  }

  package func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

  /// All scalars that are not in this set.
  package var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return ScalarSet(gaps)
  }
}
