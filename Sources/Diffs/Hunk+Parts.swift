extension Hunk {
  /// Some of the lines as a hunk of their own, with the headline that is right for them.
  ///
  /// - Parameter range: positions in `lines`.
  package func part(_ range: Range<Int>) -> Hunk {
    var part = self
    part.lines = Array(lines[range])
    let old = side(range, start: oldStart, \.oldNumber)
    let new = side(range, start: newStart, \.newNumber)
    part.oldStart = old.start
    part.newStart = new.start
    let numbers = "@@ -\(old.start),\(old.count) +\(new.start),\(new.count) @@"
    part.headline = section.isEmpty ? numbers + "\n" : "\(numbers) \(section)\n"
    return part
  }

  /// Where the lines begin on one side; without lines, the line that they stand after.
  private func side(
    _ range: Range<Int>, start: Int, _ number: (Line) -> Int?
  ) -> (start: Int, count: Int) {
    let numbers = lines[range].compactMap(number)
    if let first = numbers.first { return (first, Set(numbers).count) }
    let before = lines[..<range.lowerBound].compactMap(number).last
    let isEmpty = lines.allSatisfy { number($0) == nil }
    return (before ?? (isEmpty ? start : start - 1), 0)
  }
}
