/// How a line looks to a reader: blank, or indented by some columns.
struct LineShape {
  /// The columns before the first character, where a tab goes to the next eighth; nil if blank.
  let indentation: Int?

  init(_ line: ArraySlice<UInt8>) {
    var columns = 0
    // No indentation is wider than that, and the line may have megabytes of blanks.
    let start = line.prefix(200)
    for byte in start {
      switch byte {
      case 0x20: columns += 1
      case 0x09: columns = (columns / 8 + 1) * 8
      case 0x0A, 0x0D: break
      default:
        indentation = columns
        return
      }
    }
    indentation = start.endIndex < line.endIndex ? columns : nil
  }
}

/// Moves changes to where a reader expects them.
///
/// Lines that were added or removed alone can often be shown in several places: of two equal
/// blank lines either may be the new one. A change is joined with the one before it where it can
/// reach it; else it goes where the least indented line begins it and the next thing after it, a
/// blank line before it if there is one.
struct ChangeSliding {
  let numbers: LineNumbers
  let oldShape: (Int) -> LineShape
  let newShape: (Int) -> LineShape

  func slid(_ changes: [LineDiff.Change]) -> [LineDiff.Change] {
    var result: [LineDiff.Change] = []
    for (index, change) in changes.enumerated() {
      var current = change
      while let last = result.last, let joined = joined(current, to: last) {
        result.removeLast()
        current = joined
      }
      let next = index + 1 < changes.count ? changes[index + 1] : nil
      result.append(placed(current, after: result.last, before: next))
    }
    return result
  }

  /// Both changes as one, where the second can move up to the first.
  private func joined(
    _ change: LineDiff.Change, to last: LineDiff.Change
  ) -> LineDiff.Change? {
    guard let side = Side(change, self) else { return nil }
    let limit = side.range(of: last).upperBound
    let room = side.range.lowerBound - limit
    guard side.upward(limit: limit) == room else { return nil }
    return .init(
      old: last.old.lowerBound..<change.old.upperBound - room,
      new: last.new.lowerBound..<change.new.upperBound - room)
  }

  private func placed(
    _ change: LineDiff.Change, after last: LineDiff.Change?, before next: LineDiff.Change?
  ) -> LineDiff.Change {
    guard let side = Side(change, self) else { return change }
    let up = side.upward(limit: last.map { side.range(of: $0).upperBound } ?? 0)
    // One line is left between, or else the two changes would be one.
    let end = next.map { side.range(of: $0).lowerBound - 1 } ?? side.numbers.count
    let down = side.downward(limit: end)
    guard up > 0 || down > 0 else { return change }
    let shift = side.bestShift(-min(up, Self.reach)...min(down, Self.reach))
    return .init(
      old: change.old.lowerBound + shift..<change.old.upperBound + shift,
      new: change.new.lowerBound + shift..<change.new.upperBound + shift)
  }

  /// How many places up and down are looked at; a reader sees no more either.
  private static let reach = 200
}

extension ChangeSliding {
  /// The one text that a pure insertion or removal has lines in.
  private struct Side {
    let numbers: [Int32]
    let shape: (Int) -> LineShape
    let range: Range<Int>
    private let isInsertion: Bool

    /// Nil where the change replaces lines, because such a change has one place.
    init?(_ change: LineDiff.Change, _ sliding: ChangeSliding) {
      guard change.old.isEmpty != change.new.isEmpty else { return nil }
      isInsertion = change.old.isEmpty
      numbers = isInsertion ? sliding.numbers.new : sliding.numbers.old
      shape = isInsertion ? sliding.newShape : sliding.oldShape
      range = isInsertion ? change.new : change.old
    }

    func range(of change: LineDiff.Change) -> Range<Int> {
      isInsertion ? change.new : change.old
    }

    /// How many lines the change can move up without getting above `limit`.
    func upward(limit: Int) -> Int {
      var shift = 0
      while range.lowerBound - shift > limit,
        numbers[range.lowerBound - shift - 1] == numbers[range.upperBound - shift - 1]
      {
        shift += 1
      }
      return shift
    }

    func downward(limit: Int) -> Int {
      var shift = 0
      while range.upperBound + shift < limit,
        numbers[range.lowerBound + shift] == numbers[range.upperBound + shift]
      {
        shift += 1
      }
      return shift
    }

    /// The best of some shifts; of equally good ones, the lowest place.
    func bestShift(_ shifts: ClosedRange<Int>) -> Int {
      var best = shifts.lowerBound
      var bestScore = (Int.max, Int.max)
      for shift in shifts {
        let first = score(range.lowerBound + shift)
        let second = score(range.upperBound + shift)
        let score = (first.0 + second.0, first.1 + second.1)
        if score <= bestScore { (best, bestScore) = (shift, score) }
      }
      return best
    }

    /// How bad it is to begin or end a change before a line: its columns, then its looks.
    private func score(_ line: Int) -> (Int, Int) {
      let after = line..<min(line + 20, numbers.count)
      let before = (max(line - 20, 0)..<line).reversed()
      let next = after.lazy.compactMap { shape($0).indentation }.first ?? 0
      let previous = before.lazy.compactMap { shape($0).indentation }.first
      var penalty = 0
      if let previous, next < previous { penalty += 3 }
      if line > 0, shape(line - 1).indentation == nil { penalty -= 2 }
      if line < numbers.count, shape(line).indentation == nil { penalty += 1 }
      return (next, penalty)
    }
  }
}
