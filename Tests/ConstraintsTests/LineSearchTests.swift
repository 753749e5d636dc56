import Constraints
import TestSupport
import Testing

/// The lines of a text as a reader would count them.
private func lines(of text: [UInt8]) -> [[UInt8]] {
  var lines = String(decoding: text, as: UTF8.self).replacing("\r\n", with: "\n")
    .split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
  if lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}

/// How often a run of lines stands in a text.
private func occurrences(of run: [[UInt8]], in lines: [[UInt8]]) -> Int {
  guard run.count <= lines.count, !run.isEmpty else { return 0 }
  return (0...lines.count - run.count).count { Array(lines[$0..<$0 + run.count]) == run }
}

/// All searches that are possible, found by trying each run of lines.
private func searches(_ search: LineSearch) -> Set<[UInt8]> {
  let all = lines(of: search.text)
  var found: Set<[UInt8]> = []
  for start in all.indices {
    for end in start + 1...all.count {
      let run = Array(all[start..<end])
      let bytes: [UInt8] = run.reduce(into: []) { $0 += $1 + [0x0A] }
      guard bytes.count <= search.byteLimit else { break }
      let isAllowed =
        search.runs?.contains { $0.lowerBound <= start && end <= $0.upperBound } ?? true
      guard isAllowed, occurrences(of: run, in: all) == 1 else { continue }
      found.insert(bytes)
      if search.ending == .whenUnique { break }
    }
  }
  return found
}

@Suite struct LineSearchTests {
  private func automaton(
    _ text: String, byteLimit: Int = 4096, ending: LineSearch.Ending = .whenUnique
  ) throws -> ConstraintAutomaton {
    try ConstraintAutomaton(
      .lines(LineSearch(Array(text.utf8), byteLimit: byteLimit, ending: ending)))
  }

  private func texts(_ automaton: ConstraintAutomaton) -> Set<String> {
    Set(automaton.allTexts(limit: 100).map { String(decoding: $0, as: UTF8.self) })
  }

  @Test(arguments: UInt64(0)..<300) func allAndOnlyUniqueRuns(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    var search = constraints.lines()
    for limit in [search.byteLimit, 12, 5] {
      search.byteLimit = limit
      let expected = searches(search)
      guard let automaton = try? ConstraintAutomaton(.lines(search)) else {
        #expect(expected.isEmpty, "\(search)")
        continue
      }
      #expect(automaton.allTexts(limit: limit + 1) == expected, "\(search)")
    }
  }

  @Test(arguments: UInt64(0)..<300) func allAndOnlyWithinItsRuns(seed: UInt64) throws {
    var random = RandomValues(seed: seed)
    var constraints = RandomConstraints(seed: seed)
    var search = constraints.lines()
    let count = lines(of: search.text).count
    search.runs = (0..<random.number(below: 4)).map { _ in
      let start = random.number(below: count + 2)
      return start..<start + random.number(below: count)
    }
    let expected = searches(search)
    guard let automaton = try? ConstraintAutomaton(.lines(search)) else {
      #expect(expected.isEmpty, "\(search)")
      return
    }
    #expect(automaton.allTexts(limit: search.byteLimit + 1) == expected, "\(search)")
  }

  /// The second "a" is not to be found, but keeps the first from being unique by itself.
  @Test func linesOutsideOfTheRunsCountAsWell() throws {
    let search = LineSearch(Array("a\nb\na\nc\n".utf8), ending: .anyUniqueLine, runs: [0..<2])
    let automaton = try ConstraintAutomaton(.lines(search))
    #expect(texts(automaton) == ["a\nb\n", "b\n"])
    var none = search
    none.runs = []
    #expect(throws: ConstraintError.noUniqueLines(lines: 4, byteLimit: 4096)) {
      try ConstraintAutomaton(.lines(none))
    }
  }

  @Test(arguments: UInt64(0)..<100) func whatWasWrittenIsFound(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let search = constraints.lines()
    let automaton = try ConstraintAutomaton(.lines(search))
    var random = RandomValues(seed: seed)
    let text = try #require(automaton.randomText(&random))
    let range = try #require(search.lines(of: text))
    let found: [UInt8] = lines(of: search.text)[range].reduce(into: []) { $0 += $1 + [0x0A] }
    #expect(found == text)
  }

  @Test func whatStandsNowhereOrTwiceIsNotFound() {
    let search = LineSearch(Array("a\r\nb\na\nc".utf8))
    #expect(search.lines(of: Array("a\nb\n".utf8)) == 0..<2)
    #expect(search.lines(of: Array("c\n".utf8)) == 3..<4)
    #expect(search.lines(of: Array("a\n".utf8)) == nil)
    #expect(search.lines(of: Array("b\nc\n".utf8)) == nil)
    #expect(search.lines(of: []) == nil)
    #expect(LineSearch(Array("a\r\r\nb\r".utf8)).lines(of: Array("a\r\n".utf8)) == 0..<1)
    #expect(LineSearch(Array("a\r\r\nb\r".utf8)).lines(of: Array("b\r\n".utf8)) == 1..<2)
    #expect(search.lines(of: Array("a\nb\na\nc\n\n".utf8)) == nil)
  }

  @Test func endsWithTheFirstLineThatIsUnique() throws {
    let automaton = try automaton("x\na\ny\na\nz\n")
    #expect(texts(automaton) == ["x\n", "y\n", "z\n", "a\ny\n", "a\nz\n"])
    let state = try #require(automaton.next(automaton.start, "y\n".utf8))
    #expect(state.canEnd && state.isComplete)
  }

  @Test func mayGoOnWhereAsked() throws {
    let automaton = try automaton("x\na\ny\na\n", byteLimit: 4, ending: .anyUniqueLine)
    #expect(texts(automaton) == ["x\n", "y\n", "x\na\n", "a\ny\n", "y\na\n"])
    let state = try #require(automaton.next(automaton.start, "x\n".utf8))
    #expect(state.canEnd && !state.isComplete)
  }

  /// Of equal lines only the whole file is unique: whoever wrote fewer would be in two places.
  @Test func equalLinesAreWrittenAll() throws {
    #expect(texts(try automaton("a\na\na\n")) == ["a\na\na\n"])
    #expect(throws: ConstraintError.noUniqueLines(lines: 3, byteLimit: 5)) {
      try automaton("a\na\na\n", byteLimit: 5)
    }
  }

  /// The last "a" would never become unique, so after "a" comes the line that only the first has.
  @Test func aPlaceThatNeverBecomesUniqueIsNoPlace() throws {
    let automaton = try automaton("a\nb\na\n")
    #expect(texts(automaton) == ["b\n", "a\nb\n"])
    let state = try #require(automaton.next(automaton.start, "a".utf8))
    #expect(automaton.forcedBytes(after: state) == Array("\nb\n".utf8))
  }

  @Test func theLimitLeavesOutPlacesThatNeedMore() throws {
    let text = "long long long\nx\nlong long long\ny\nb\n"
    #expect(texts(try automaton(text, byteLimit: 10)) == ["x\n", "y\n", "b\n"])
  }

  @Test func lineEndingsAreNotWritten() throws {
    #expect(texts(try automaton("a\r\nb\r\na\r\nc")) == ["b\n", "c\n", "a\nb\n", "a\nc\n"])
    // A carriage return that ends no line is a character.
    #expect(texts(try automaton("a\rb\nc\r")) == ["a\rb\n", "c\r\n"])
    // Mixed endings make no difference between lines.
    #expect(texts(try automaton("a\r\na\nb\n")) == ["b\n", "a\na\n", "a\nb\n"])
  }

  @Test func blankLinesAreLines() throws {
    #expect(texts(try automaton("\na\n\nb\n")) == ["a\n", "b\n", "\na\n", "\nb\n"])
    #expect(texts(try automaton("\n")) == ["\n"])
  }

  @Test func linesThatAreNotUTF8AreNotWritten() throws {
    let text = Array("a\n".utf8) + [0xFF, 0x0A] + Array("b\na\nc\n".utf8)
    let automaton = try ConstraintAutomaton(.lines(LineSearch(text)))
    // The first "a" would need the broken line.
    #expect(texts(automaton) == ["b\n", "c\n", "a\nc\n"])
  }

  @Test func bytesWithoutATokenAreNotWritten() throws {
    let search = LineSearch(Array("ab\nc\na\n".utf8))
    let automaton = try ConstraintAutomaton(.lines(search), alphabet: ByteSet("ac\n".utf8))
    #expect(texts(automaton) == ["c\n", "a\n"])
  }

  @Test(arguments: ["", "a\na\n"]) func nothingUniqueIsAnError(text: String) {
    let error = #expect(throws: ConstraintError.self) { try automaton(text, byteLimit: 3) }
    #expect(error?.description.contains("no run of whole lines") == true)
    #expect(throws: ConstraintError.self) { try automaton(text, byteLimit: -1) }
    #expect(throws: ConstraintError.self) { try automaton(text, byteLimit: .max) }
  }

  /// A file whose order is hard to find: suffix after suffix begins the same.
  @Test func manyEqualLines() throws {
    let text = String(repeating: "x\n", count: 20_000) + "end\n"
    let automaton = try automaton(text, byteLimit: 60)
    // From "x" the end is near enough for the last ones only.
    var state = try #require(automaton.next(automaton.start, "x\nx\nx\n".utf8))
    #expect(automaton.distance(state) == 4)
    state = try #require(automaton.next(state, "end\n".utf8))
    #expect(state.isComplete)
    let all = try #require(
      automaton.next(automaton.start, String(repeating: "x\n", count: 28).utf8))
    #expect(automaton.forcedBytes(after: all) == Array("end\n".utf8))
    #expect(!automaton.allows(String(repeating: "x\n", count: 28) + "x"))
  }
}
