import Diffs
import Edits
import Outlines
import Workspace

/// What of an answer is the new code of a piece: without what the file has beside it already.
///
/// A small model repeats what the prompt shows for reference, and functions that the new code
/// calls. The wanted code is there too, and asking again mostly brings the same.
struct OwnCode {
  private(set) var code: String
  /// Neighbours that the answer had with other code; they are taken out as well.
  private(set) var changedNeighbours: [String] = []
  /// Why the code cannot be used, in one sentence: it has nothing but copies, other code for a
  /// neighbour that the instruction is about, or more of the type around it.
  private(set) var problem: String?

  private let file: CodeFile
  private let piece: CodePiece
  private let spoken: SpokenNames

  /// Takes out what belongs to the file, where the piece is a unit of a known language.
  ///
  /// A type around the unit goes, too, where it has nothing new but the unit.
  init(_ answer: String, file: CodeFile, piece: CodePiece, instruction: String) {
    code = answer
    self.file = file
    self.piece = piece
    spoken = SpokenNames(in: instruction)
    guard let unit = piece.unit, let language = file.language else { return }
    let lines = answer.codeLines
    let answered = units(of: answer, language, count: lines.count)
    let outer = answered.outermost
    if let wrapper = outer.first(where: { isAround(unit, $0, answered) }) {
      unwrap(wrapper, lines, answered)
    } else {
      takeOut(lines, outer, container: nil)
    }
  }

  /// The units of an answer, with their lines counted from its first one.
  ///
  /// They are looked for where the code will stand: there a method is told from a function.
  private func units(of answer: String, _ language: SourceLanguage, count: Int) -> [CodeUnit] {
    let style = IndentationStyle(of: file.text)
    let indented = Indentation.adapted(answer, to: piece.text, style: style)
    let place = LineReplacement(lines: piece.lines, text: indented + "\n")
    let outline = FileOutline(of: file.text.replacing([place], first: 1), language: language)
    let first = piece.lines.lowerBound
    return outline.units.compactMap { unit in
      guard unit.lines.lowerBound >= first, unit.lines.upperBound < first + count else {
        return nil
      }
      var unit = unit
      let (lower, upper) = (unit.lines.lowerBound - first, unit.lines.upperBound - first)
      unit.lines = lower...upper
      unit.nameLine -= first
      return unit
    }
  }

  // MARK: The type around the unit

  /// Whether a unit of the answer is the type that the piece stands in, written once more.
  private func isAround(_ unit: CodeUnit, _ wrapper: CodeUnit, _ answered: [CodeUnit]) -> Bool {
    wrapper.isContainer
      && unit.container.split(separator: ".").last.map(String.init) == wrapper.name
      && answered.contains { $0.name == unit.name && $0.isInside(wrapper) }
  }

  private mutating func unwrap(
    _ wrapper: CodeUnit, _ lines: [Substring], _ answered: [CodeUnit]
  ) {
    let members = answered.filter { $0.isInside(wrapper) }.outermost
    let head = wrapper.lines.lowerBound...wrapper.linesWithoutComment.lowerBound
    // Beside the unit only what is taken out anyway may stand.
    let outer = answered.outermost.filter { $0 != wrapper }
    let others = outer.filter { isKnown($0, lines, outer, $0.container) }
    let parts = [head] + (members + others).map(\.lines)
    let known = knownLines
    let isPlain = lines.indices.allSatisfy { line in
      parts.contains { $0.contains(line) } || !lines[line].hasName
        || known.contains(lines[line].trimmed)
    }
    guard isPlain, let first = members.first, let last = members.last else {
      problem = problem ?? "it has '\(wrapper.name)' around \(wanted); only that is wanted."
      return
    }
    let inner = first.lines.lowerBound...last.lines.upperBound
    let shifted = members.map { member in
      var member = member
      member.lines = member.lines.moved(by: -inner.lowerBound)
      member.nameLine -= inner.lowerBound
      return member
    }
    takeOut(Array(lines[inner]), shifted, container: piece.unit?.container)
  }

  // MARK: What stands elsewhere

  /// - Parameters:
  ///   - outer: the units of these lines that are in no other.
  ///   - container: what they stand in, where their place does not tell.
  private mutating func takeOut(
    _ lines: [Substring], _ outer: [CodeUnit], container: String?
  ) {
    var known = outer.filter { isKnown($0, lines, outer, container ?? $0.container) }
    known += twice(outer.filter { !known.contains($0) }, lines)
    guard known.count < outer.count else {
      if !known.isEmpty { problem = "it has only code that stands elsewhere, and not \(wanted)." }
      return
    }
    var taken = Set(known.flatMap { Array($0.lines) })
    let loose = Set(lines.indices).subtracting(outer.flatMap { Array($0.lines) })
    taken.formUnion(repeated(loose, lines))
    if !taken.isEmpty || container != nil { code = lines.without(taken) }
  }

  /// Whether a unit of the answer is one that the file has beside the piece.
  private mutating func isKnown(
    _ unit: CodeUnit, _ lines: [Substring], _ outer: [CodeUnit], _ container: String
  ) -> Bool {
    if isCopy(unit, lines) {
      return unit.name != piece.unit?.name || outer.count { $0.name == unit.name } > 1
    }
    // A name at another level is another thing, and one that the piece itself has may come
    // again, as overloads do.
    let twins = neighbours.filter {
      $0.name == unit.name && ($0.container == container || $0.isContainer && unit.isContainer)
    }
    guard !twins.isEmpty, !ownNames.contains(unit.name) else { return false }
    let isRewritten = twins.contains { twin in
      file.pieces.contains { $0.lines.overlaps(twin.lines) && !$0.lines.overlaps(piece.lines) }
    }
    if isRewritten { return true }
    if twins.contains(where: { spoken.isSubject($0.name, in: $0.container) }) {
      problem = "it has '\(unit.name)' too, which stands elsewhere; only \(wanted) is wanted."
      return false
    }
    changedNeighbours.append(unit.name)
    return true
  }

  /// Whether the file has the same code beside the piece, indentation and comment above aside.
  private func isCopy(_ unit: CodeUnit, _ lines: [Substring]) -> Bool {
    let code = unit.code(in: lines)
    return neighbours.contains { $0.name == unit.name && oldCode(of: $0) == code }
  }

  /// Units that the answer has once more, and the old code of the piece beside a new one.
  private func twice(_ units: [CodeUnit], _ lines: [Substring]) -> [CodeUnit] {
    let old = piece.unit.map(oldCode)
    var seen: [[Substring]] = []
    return units.filter { unit in
      let code = unit.code(in: lines)
      let hasNew = units.contains { $0.name == unit.name && $0.code(in: lines) != old }
      if seen.contains(code) || code == old && hasNew { return true }
      seen.append(code)
      return false
    }
  }

  private func oldCode(of unit: CodeUnit) -> [Substring] {
    file.text(of: unit.linesWithoutComment).codeLines.map(\.trimmed).filter { !$0.isEmpty }
  }

  /// Lines in no unit that the file has, too: imports, constants.
  private func repeated(_ loose: Set<Int>, _ lines: [Substring]) -> Set<Int> {
    let known = knownLines
    var found: Set<Int> = []
    for run in loose.filter({ lines[$0].isCode }).runs {
      let isKnown = run.allSatisfy { known.contains(lines[$0].trimmed) }
      let hasConditions = run.contains { lines[$0].isCondition }
      guard !hasConditions else { continue }
      found.formUnion(
        run.filter { isKnown || known.contains(lines[$0].trimmed) && lines[$0].isStatement })
    }
    return found
  }

  // MARK: The file

  private var wanted: String { "'\(piece.name)' itself" }

  /// The units beside the piece that code elsewhere can name.
  private var neighbours: [CodeUnit] {
    let units = file.outline?.units ?? []
    return units.filter { unit in
      !unit.lines.overlaps(piece.lines)
        && !units.contains { !$0.isContainer && $0 != unit && unit.isInside($0) }
    }
  }

  private var ownNames: Set<String> {
    let units = file.outline?.units ?? []
    return Set(
      units.filter {
        piece.lines.lowerBound <= $0.lines.lowerBound
          && $0.lines.upperBound <= piece.lines.upperBound
      }.map(\.name))
  }

  /// The lines of the file that are in no function and not in the piece, without blanks around.
  private var knownLines: Set<Substring> {
    let functions = (file.outline?.units ?? []).filter { !$0.isContainer }.map(\.lines)
    let hidden = functions + [piece.lines]
    return file.text.codeLines.enumerated().reduce(into: []) { known, line in
      if !hidden.contains(where: { $0.contains(line.offset + 1) }) {
        known.insert(line.element.trimmed)
      }
    }
  }
}

extension CodeUnit {
  /// Its lines without blanks around, those of the comment above left out.
  fileprivate func code(in lines: [Substring]) -> [Substring] {
    lines[linesWithoutComment].map(\.trimmed).filter { !$0.isEmpty }
  }

  fileprivate func isInside(_ other: CodeUnit) -> Bool {
    other.lines.lowerBound <= lines.lowerBound && lines.upperBound <= other.lines.upperBound
      && (lines != other.lines || other.isContainer && !isContainer)
  }
}

extension [CodeUnit] {
  /// Those that are in no other of them.
  fileprivate var outermost: [CodeUnit] {
    filter { unit in !contains { unit.isInside($0) } }
  }
}

extension ClosedRange<Int> {
  fileprivate func moved(by count: Int) -> ClosedRange<Int> {
    lowerBound + count...upperBound + count
  }
}

extension Set<Int> {
  /// Numbers that follow each other, in their order.
  fileprivate var runs: [ClosedRange<Int>] {
    sorted().reduce(into: []) { runs, number in
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
  }
}

extension String {
  fileprivate var codeLines: [Substring] {
    split(separator: "\n", omittingEmptySubsequences: false)
  }
}

extension [Substring] {
  /// The lines that are not taken, without the blank lines that stood before those that are.
  fileprivate func without(_ taken: Set<Int>) -> String {
    var kept: [Substring] = []
    for (index, line) in enumerated() {
      guard taken.contains(index) else {
        kept.append(line)
        continue
      }
      if !taken.contains(index - 1) {
        while let last = kept.last, !last.isCode { kept.removeLast() }
      }
    }
    let first = kept.firstIndex(where: \.isCode) ?? kept.endIndex
    let last = kept.lastIndex(where: \.isCode).map { $0 + 1 } ?? first
    return kept[first..<last].joined(separator: "\n")
  }
}

extension Substring {
  fileprivate var hasName: Bool { contains(where: \.isNamePart) }

  /// Whether other lines go with it, so that it can be taken away only with them.
  fileprivate var isCondition: Bool { ["#if", "#el", "#end"].contains(where: trimmed.hasPrefix) }

  /// Whether it is whole by itself: no bracket is open at its end, and it says something.
  fileprivate var isStatement: Bool {
    let open = count { "([{".contains($0) }
    let end = trimmed.last ?? ","
    return hasName && open == count { ")]}".contains($0) } && !",\\:".contains(end)
  }
}
