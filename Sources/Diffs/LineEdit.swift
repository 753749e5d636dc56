/// What happened to some lines that changed together, without their indentation.
package enum LineEdit: Sendable, Equatable {
  /// A line became another one.
  case became(old: String, new: String)
  /// Lines that replace none.
  case added([String])
  /// Lines that nothing replaces.
  case removed([String])
  /// Lines that have too little in common to tell which became which.
  case rewritten(old: [String], new: [String])
}

extension ChangedRun {
  /// How much of two lines must be the same for one to have become the other.
  private static let likeness = 0.5

  /// The run's edits in the order of the new lines.
  ///
  /// Lines are paired in order, so that the pairs have as much in common as possible. Lines that
  /// differ in blanks and brackets alone are no edit.
  package var edits: [LineEdit] {
    let old = Self.words(of: removed)
    let new = Self.words(of: added)
    let pairs = Self.pairs(old.map(\.words), new.map(\.words))
    let lost = old.indices.filter { index in !pairs.contains { $0.old == index } }
    let fresh = new.indices.filter { index in !pairs.contains { $0.new == index } }
    guard lost.isEmpty || fresh.isEmpty else {
      return [.rewritten(old: lost.map { old[$0].line }, new: fresh.map { new[$0].line })]
    }
    var edits: [LineEdit] = lost.isEmpty ? [] : [.removed(lost.map { old[$0].line })]
    var gathered: [String] = []
    for (index, line) in new.enumerated() {
      guard let pair = pairs.first(where: { $0.new == index }) else {
        gathered.append(line.line)
        continue
      }
      if !gathered.isEmpty { edits.append(.added(gathered)) }
      gathered = []
      if old[pair.old].words != line.words {
        edits.append(.became(old: old[pair.old].line, new: line.line))
      }
    }
    return gathered.isEmpty ? edits : edits + [.added(gathered)]
  }

  /// The lines that have a letter or a digit, with their words.
  private static func words(of lines: [String]) -> [(line: String, words: [CodeWord])] {
    lines.compactMap { line in
      guard line.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
      let trimmed = String(line.drop(while: \.isWhitespace)).droppingBlanksAtEnd
      return (trimmed, CodeWord.all(in: trimmed).meaningful)
    }
  }

  /// Positions that belong together: the pairs of the greatest likeness in all that do not cross.
  private static func pairs(
    _ old: [[CodeWord]], _ new: [[CodeWord]]
  ) -> [(old: Int, new: Int)] {
    guard !old.isEmpty, !new.isEmpty else { return [] }
    let likeness = old.map { line in new.map { line.likeness(to: $0) } }
    func gain(_ i: Int, _ j: Int) -> Double {
      likeness[i][j] >= Self.likeness ? likeness[i][j] : -1
    }
    let row = Array<Double>(repeating: 0, count: new.count + 1)
    var best = Array(repeating: row, count: old.count + 1)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain(i, j))
      }
    }
    var pairs: [(old: Int, new: Int)] = []
    var (i, j) = (0, 0)
    while i < old.count, j < new.count {
      if gain(i, j) > 0, best[i][j] == best[i + 1][j + 1] + gain(i, j) {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if best[i][j] == best[i + 1][j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}

extension String {
  fileprivate var droppingBlanksAtEnd: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
