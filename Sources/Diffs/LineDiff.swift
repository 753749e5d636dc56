/// Which lines of one text became which lines of another.
///
/// Lines that stand once in either text hold the two together (patience); what lies between is
/// compared by the algorithm of Myers with a bound on its work. So the time grows little faster
/// than the number of lines, and where the bound is reached the result is right, but not shortest.
package struct LineDiff: Sendable, Equatable {
  /// Lines that were replaced together; one of the ranges may be empty.
  package struct Change: Sendable, Equatable {
    /// Lines of the old text, counted from 0.
    package var old: Range<Int>
    /// Lines of the new text, counted from 0.
    package var new: Range<Int>

    package init(old: Range<Int>, new: Range<Int>) {
      self.old = old
      self.new = new
    }
  }

  /// In the order of the lines; between two changes stands at least one line that is kept.
  package let changes: [Change]

  /// Compares two texts line by line, line ends included.
  package init(old: ByteLines, new: ByteLines) {
    // Lazily, because a file of blank lines has as many lines as bytes.
    self.init((0..<old.count).lazy.map { old[$0] }, (0..<new.count).lazy.map { new[$0] })
  }

  /// Compares two lists of lines.
  package init(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>]) {
    self.init(old, new)
  }

  private init<Lines: RandomAccessCollection>(_ old: Lines, _ new: Lines)
  where Lines.Element == ArraySlice<UInt8>, Lines.Index == Int {
    let numbers = LineNumbers(old: old, new: new)
    let sliding = ChangeSliding(
      numbers: numbers, oldShape: { LineShape(old[$0]) }, newShape: { LineShape(new[$0]) })
    changes = sliding.slid(ChangeMarks(numbers).changes)
  }
}

/// How many lines two texts share at their start and at their end; no line counts twice.
private struct SharedEnds {
  var start = 0
  var end = 0

  init(_ old: [Int32], _ new: [Int32]) {
    let limit = min(old.count, new.count)
    while start < limit, old[start] == new[start] { start += 1 }
    while end < limit - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
  }
}

/// Marks the lines that only one of the two texts has.
struct ChangeMarks {
  private(set) var old: [Bool]
  private(set) var new: [Bool]

  /// A line that the other text lacks is marked at once, so that the search sees only the others.
  init(_ numbers: LineNumbers) {
    var inOld = [Bool](repeating: false, count: numbers.count)
    var inNew = inOld
    for number in numbers.old { inOld[Int(number)] = true }
    for number in numbers.new { inNew[Int(number)] = true }
    old = numbers.old.map { !inNew[Int($0)] }
    new = numbers.new.map { !inOld[Int($0)] }
    let shared = SharedEnds(numbers.old, numbers.new)
    let places = (
      (shared.start..<numbers.old.count - shared.end).filter { !old[$0] },
      (shared.start..<numbers.new.count - shared.end).filter { !new[$0] }
    )
    var search = ShortestEdit(
      old: places.0.map { numbers.old[$0] }, new: places.1.map { numbers.new[$0] })
    search.run(anchors: LineAnchors.find(search.old, search.new, numberCount: numbers.count))
    for index in search.removed { old[places.0[index]] = true }
    for index in search.added { new[places.1[index]] = true }
  }

  /// The marked lines as ranges; the lines between are equal, one by one.
  var changes: [LineDiff.Change] {
    var changes: [LineDiff.Change] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      let (leftStart, rightStart) = (left, right)
      while left < old.count, old[left] { left += 1 }
      while right < new.count, new[right] { right += 1 }
      if left > leftStart || right > rightStart {
        changes.append(.init(old: leftStart..<left, new: rightStart..<right))
      }
      left = min(left + 1, old.count)
      right = min(right + 1, new.count)
    }
    return changes
  }
}
