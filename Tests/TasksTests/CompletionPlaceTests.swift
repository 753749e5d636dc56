import Tasks
import Testing
import Workspace

struct CompletionPlaceTests {
  @Test(arguments: [
    ("a.c:12", CursorTarget(path: "a.c", line: 12)),
    ("a.c:12:5", CursorTarget(path: "a.c", line: 12, column: 5)),
    ("a b:3:1", CursorTarget(path: "a b", line: 3, column: 1)),
    ("odd:7:2", CursorTarget(path: "odd:7", line: 2)),
  ])
  func argumentsNamePlaces(_ argument: String, _ target: CursorTarget) throws {
    #expect(try CursorTarget(parsing: argument) { $0 == "odd:7" } == target)
  }

  @Test(arguments: ["a.c", "a.c:", ":4", "a.c:x", "a.c:99999999999999999999", ""])
  func argumentsWithoutALineAreRefused(_ argument: String) {
    #expect(throws: TaskError.noPlace(argument)) {
      try CursorTarget(parsing: argument) { _ in false }
    }
  }

  @Test(arguments: ["a.c:0", "a.c:0:1", "a.c:1:0"])
  func countingStartsAtOne(_ argument: String) {
    #expect(throws: TaskError.placeZero(argument)) {
      try CursorTarget(parsing: argument) { _ in false }
    }
  }

  private func place(_ line: Int, _ column: Int? = nil, in text: String) throws -> CompletionPlace {
    try CompletionPlace(
      CursorTarget(path: "a.py", line: line, column: column), in: DecodedText(text: text))
  }

  @Test func theCursorStandsBeforeItsColumn() throws {
    let place = try place(2, 3, in: "ab\ncäe\nf\n")
    #expect(place.before == "ab\ncä")
    #expect(place.after == "e\nf\n")
    #expect(place.line == 2)
    #expect(place.column == 3)
    #expect(place.language == "python")
  }

  @Test func withoutAColumnTheCursorIsAtTheEndOfTheLine() throws {
    #expect(try place(1, in: "ab\nc\n").before == "ab")
    #expect(try place(1, in: "ab\nc\n").after == "\nc\n")
    #expect(try place(2, in: "ab\nc").after == "")
    #expect(try place(1, in: "").before == "")
    // The line after the last line end.
    #expect(try place(3, in: "ab\nc\n").before == "ab\nc\n")
    #expect(try place(3, 1, in: "ab\nc\n").after == "")
  }

  @Test func placesThatAreNotThereAreRefused() {
    #expect(throws: TaskError.noLine(3, name: "a.py", count: 2)) { try place(3, in: "ab\nc") }
    #expect(throws: TaskError.noColumn(4, line: 1, name: "a.py", count: 3)) {
      try place(1, 4, in: "ab\r\nc")
    }
    #expect(throws: TaskError.noColumn(2, line: 2, name: "a.py", count: 1)) {
      try place(2, 2, in: "ab\n")
    }
  }

  @Test func lineEndsAreThoseOfTheText() throws {
    let place = try place(2, in: "a\r\nb\r\nc\r\n")
    #expect(place.before == "a\nb")
    #expect(place.after == "\nc\n")
    #expect(place.inLineEnds("\nx\ny") == "\r\nx\r\ny")
    #expect(try self.place(1, in: "a\n").inLineEnds("\nx") == "\nx")
  }

  @Test func aMarkIsThereOnce() throws {
    let text = DecodedText(text: "a<C>b")
    let place = try CompletionPlace(mark: "<C>", in: text, name: "x.c")
    #expect(place.before == "a")
    #expect(place.after == "b")
    #expect(throws: TaskError.marks("<D>", count: 0)) {
      try CompletionPlace(mark: "<D>", in: text, name: "x.c")
    }
    #expect(throws: TaskError.marks("<C>", count: 2)) {
      try CompletionPlace(mark: "<C>", in: DecodedText(text: "<C><C>"), name: "x.c")
    }
    #expect(throws: TaskError.marks("", count: 0)) {
      try CompletionPlace(mark: "", in: text, name: "x.c")
    }
  }
}
