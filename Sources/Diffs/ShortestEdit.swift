/// The search of Myers for the fewest lines to remove and add, in linear space.
///
/// Each region is split at a point on a shortest path, which is searched from both ends at once
/// (Myers, "An O(ND) difference algorithm and its variations", 1986, section 4b). A search that
/// took `costLimit` steps gives up and splits where it got furthest, so the work is bounded by
/// lines times `costLimit`.
package struct ShortestEdit {
  package let old: [Int32]
  package let new: [Int32]
  /// Lines of `old` that are not in the new text.
  package private(set) var removed: [Int] = []
  /// Lines of `new` that were not in the old text.
  package private(set) var added: [Int] = []
  private let costLimit: Int
  /// The furthest `x` on each diagonal `x - y`, from the start and from the end.
  private var forward: [Int32]
  private var backward: [Int32]
  private let offset: Int

  private struct Region {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// - Parameter costLimit: how many differences a search follows; nil for a limit that grows
  ///   with the size of the texts.
  package init(old: [Int32], new: [Int32], costLimit: Int? = nil) {
    self.old = old
    self.new = new
    let sum = old.count + new.count
    self.costLimit = max(1, costLimit ?? max(256, Int(Double(sum).squareRoot())))
    forward = [Int32](repeating: -1, count: sum + 3)
    backward = forward
    offset = new.count + 1
  }

  /// Fills `removed` and `added`; the anchors are lines known to stay.
  package mutating func run(anchors: [LineAnchors.Anchor] = []) {
    var start = LineAnchors.Anchor(old: 0, new: 0)
    for anchor in anchors + [.init(old: old.count, new: new.count)] {
      compare(Region(old: start.old..<anchor.old, new: start.new..<anchor.new))
      start = .init(old: anchor.old + 1, new: anchor.new + 1)
    }
  }

  private mutating func compare(_ whole: Region) {
    var waiting = [whole]
    while let next = waiting.popLast() {
      let region = trimmed(next)
      if region.old.isEmpty || region.new.isEmpty {
        removed += region.old
        added += region.new
        continue
      }
      let (x, y) = split(region)
      waiting.append(Region(old: x..<region.old.upperBound, new: y..<region.new.upperBound))
      waiting.append(Region(old: region.old.lowerBound..<x, new: region.new.lowerBound..<y))
    }
  }

  /// The region without the equal lines at its start and end.
  private func trimmed(_ region: Region) -> Region {
    var (x0, x1) = (region.old.lowerBound, region.old.upperBound)
    var (y0, y1) = (region.new.lowerBound, region.new.upperBound)
    while x0 < x1, y0 < y1, old[x0] == new[y0] { (x0, y0) = (x0 + 1, y0 + 1) }
    while x0 < x1, y0 < y1, old[x1 - 1] == new[y1 - 1] { (x1, y1) = (x1 - 1, y1 - 1) }
    return Region(old: x0..<x1, new: y0..<y1)
  }

  /// The diagonals that a search has reached; every second one of them holds a value.
  private struct Reach {
    var low: Int
    var high: Int

    /// Widens the reach by one diagonal on each side, but never beyond `limits`.
    ///
    /// A side that stands at its limit moves inward instead, which keeps the parity right. The
    /// diagonals just outside get `border`, so that no path comes from them.
    mutating func widen(
      _ limits: ClosedRange<Int>, _ reached: inout [Int32], border: Int32, offset: Int
    ) {
      if low > limits.lowerBound {
        low -= 1
        reached[low - 1 + offset] = border
      } else {
        low += 1
      }
      if high < limits.upperBound {
        high += 1
        reached[high + 1 + offset] = border
      } else {
        high -= 1
      }
    }
  }

  /// A point inside of the region, which is trimmed and has lines on both sides.
  private mutating func split(_ region: Region) -> (Int, Int) {
    let lowest = region.old.lowerBound - region.new.upperBound
    let highest = region.old.upperBound - region.new.lowerBound
    let limits = lowest...highest
    let start = region.old.lowerBound - region.new.lowerBound
    let end = region.old.upperBound - region.new.upperBound
    forward[start + offset] = Int32(clamping: region.old.lowerBound)
    backward[end + offset] = Int32(clamping: region.old.upperBound)
    var ahead = Reach(low: start, high: start)
    var behind = Reach(low: end, high: end)
    let meetsAhead = (start - end) & 1 != 0
    for _ in 0..<costLimit {
      widenForward(&ahead, limits)
      if let point = stepForward(region, ahead, meeting: meetsAhead ? behind : nil) {
        return point
      }
      widenBackward(&behind, limits)
      if let point = stepBackward(region, behind, meeting: meetsAhead ? nil : ahead) {
        return point
      }
    }
    return furthest(region, ahead, behind)
  }

  private mutating func widenForward(_ reach: inout Reach, _ limits: ClosedRange<Int>) {
    reach.widen(limits, &forward, border: -1, offset: offset)
  }

  private mutating func widenBackward(_ reach: inout Reach, _ limits: ClosedRange<Int>) {
    reach.widen(limits, &backward, border: .max, offset: offset)
  }

  /// Takes one more difference from the start, on every diagonal; the point where the searches met.
  private mutating func stepForward(
    _ region: Region, _ reach: Reach, meeting other: Reach?
  ) -> (Int, Int)? {
    for diagonal in stride(from: reach.high, through: reach.low, by: -2) {
      let place = diagonal + offset
      var x = Int(max(forward[place - 1] &+ 1, forward[place + 1]))
      while x < region.old.upperBound, x - diagonal < region.new.upperBound,
        old[x] == new[x - diagonal]
      {
        x += 1
      }
      forward[place] = Int32(truncatingIfNeeded: x)
      if let other, other.low <= diagonal, diagonal <= other.high, x >= Int(backward[place]) {
        return (x, x - diagonal)
      }
    }
    return nil
  }

  private mutating func stepBackward(
    _ region: Region, _ reach: Reach, meeting other: Reach?
  ) -> (Int, Int)? {
    for diagonal in stride(from: reach.high, through: reach.low, by: -2) {
      let place = diagonal + offset
      var x = Int(min(backward[place - 1], backward[place + 1] &- 1))
      while x > region.old.lowerBound, x - diagonal > region.new.lowerBound,
        old[x - 1] == new[x - diagonal - 1]
      {
        x -= 1
      }
      backward[place] = Int32(truncatingIfNeeded: x)
      if let other, other.low <= diagonal, diagonal <= other.high, x <= Int(forward[place]) {
        return (x, x - diagonal)
      }
    }
    return nil
  }

  /// The point where either search got furthest, for one that is given up.
  private func furthest(_ region: Region, _ ahead: Reach, _ behind: Reach) -> (Int, Int) {
    let first = (region.old.lowerBound, region.new.lowerBound)
    let last = (region.old.upperBound, region.new.upperBound)
    var (best, bestBack) = (first, last)
    for diagonal in stride(from: ahead.high, through: ahead.low, by: -2) {
      let x = min(Int(forward[diagonal + offset]), last.0, last.1 + diagonal)
      if x + x - diagonal > best.0 + best.1 { best = (x, x - diagonal) }
    }
    for diagonal in stride(from: behind.high, through: behind.low, by: -2) {
      let x = max(Int(backward[diagonal + offset]), first.0, first.1 + diagonal)
      if x + x - diagonal < bestBack.0 + bestBack.1 { bestBack = (x, x - diagonal) }
    }
    let gained = best.0 + best.1 - first.0 - first.1
    let gainedBack = last.0 + last.1 - bestBack.0 - bestBack.1
    return gained >= gainedBack ? best : bestBack
  }
}
