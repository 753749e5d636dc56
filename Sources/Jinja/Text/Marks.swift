/// Which bytes of a text came from the input and which from the template.
enum Marks: Sendable {
  case template
  case input
  /// Runs in order, the last ending at the text's end; neighbours differ in origin.
  case mixed([Run])

  struct Run: Sendable, Equatable {
    /// The byte behind the run.
    var end: Int
    var isInput: Bool
  }

  static func uniform(_ isInput: Bool) -> Marks {
    isInput ? .input : .template
  }

  /// Whether any part came from the input.
  var holdsInput: Bool {
    switch self {
    case .template: false
    case .input: true
    case .mixed(let runs): runs.contains { $0.isInput }
    }
  }

  /// The runs of a range of bytes, none empty.
  func runs(in range: Range<Int>) -> [(range: Range<Int>, isInput: Bool)] {
    guard !range.isEmpty else { return [] }
    guard case .mixed(let runs) = self else { return [(range, holdsInput)] }
    var result: [(range: Range<Int>, isInput: Bool)] = []
    var start = range.lowerBound
    var position = Self.firstRun(runs, endingAfter: start)
    while start < range.upperBound, position < runs.count {
      let end = min(runs[position].end, range.upperBound)
      result.append((start..<end, runs[position].isInput))
      start = end
      position += 1
    }
    return result
  }

  /// The origin of one byte.
  func isInput(at offset: Int) -> Bool {
    guard case .mixed(let runs) = self else { return holdsInput }
    let position = Self.firstRun(runs, endingAfter: offset)
    return position < runs.count && runs[position].isInput
  }

  private static func firstRun(_ runs: [Run], endingAfter offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
