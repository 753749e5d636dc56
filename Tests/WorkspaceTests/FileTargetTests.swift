import Testing
import Workspace

struct FileTargetTests {
  private func parse(_ argument: String, existing: Set<String> = []) throws -> FileTarget {
    try FileTarget(parsing: argument, exists: existing.contains)
  }

  @Test func rangesAreReadFromTheEnd() throws {
    #expect(try parse("a.swift") == FileTarget(path: "a.swift"))
    #expect(try parse("a.swift:12") == FileTarget(path: "a.swift", lines: 12...12))
    #expect(try parse("a.swift:10-40") == FileTarget(path: "a.swift", lines: 10...40))
    #expect(try parse("C:/x.c:3-3") == FileTarget(path: "C:/x.c", lines: 3...3))
  }

  @Test func aColumnIsAcceptedAfterALine() throws {
    #expect(try parse("a.swift:12:5") == FileTarget(path: "a.swift", lines: 12...12))
    #expect(
      try parse("odd:12:5", existing: ["odd:12"]) == FileTarget(path: "odd:12", lines: 5...5))
  }

  @Test func anExistingFileWithAColonWins() throws {
    #expect(try parse("notes:10-40", existing: ["notes:10-40"]) == FileTarget(path: "notes:10-40"))
  }

  @Test(arguments: ["a:", "a:b", "a:1-", "a:-1", "a:1-2-3", "a:１", "a:+1", ":", "", "a: 1"])
  func otherTailsBelongToTheName(_ argument: String) throws {
    #expect(try parse(argument) == FileTarget(path: argument))
  }

  @Test func aNumberTooLargeForAnIntegerBelongsToTheName() throws {
    let argument = "a:99999999999999999999"
    #expect(try parse(argument) == FileTarget(path: argument))
  }

  @Test func impossibleRangesAreErrors() {
    let backwards = #expect(throws: WorkspaceError.self) { try parse("a:9-3") }
    #expect(backwards?.message == "the line range of 'a:9-3' runs backwards: 9 comes after 3")
    let zero = #expect(throws: WorkspaceError.self) { try parse("a:0") }
    #expect(zero?.message == "'a:0': lines are counted from 1")
    #expect(zero?.code == .invalidRange)
  }
}
