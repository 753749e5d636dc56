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
    self.init(
      old: (0..<old.count).map { old[$0] }, new: (0..<new.count).map { new[$0] })
  }

  /// Compares two lists of lines.
  package init(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>]) {
    let numbers = LineNumbers(old: old, new: new)
    let marks = ChangeMarks(numbers)
    let shapes = (old.map(LineShape.init), new.map(LineShape.init))
    changes = ChangeSliding(numbers: numbers, shapes: shapes).slid(marks.changes)
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
    let places = (numbers.old.indices.filter { !old[$0] }, numbers.new.indices.filter { !new[$0] })
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
