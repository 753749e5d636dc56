import ContextSelection
import Foundation
import TestSupport
import Testing
import Workspace

/// What is chosen for a cursor in a file.
struct CursorRequestTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "ledger.swift",
      """
      /// Money.
      struct Ledger {
        var entries: [Entry] = []

        mutating func book(_ entry: Entry, on day: Int) {
          check(day)
          entries.append(entry)
          total += entry.amount
          dirty = true
        }
      }

      struct Entry { var amount: Int }

      """)
    try folder.write(
      "report.swift",
      """
      func monthly(_ ledger: Ledger, month: Int) -> String {
        let lines = ledger.entries.filter { monthOf($0) == month }
        return renderTable(lines, title: "Month")
      }

      func unrelated() { print(1) }

      """)
    for number in 1...6 { try folder.write("other\(number).swift", "let number\(number) = 1\n") }
  }

  private let text = """
    import Foundation

    func yearly(_ ledger: Ledger, year: Int) -> String {
      let lines = ledger.entries.filter { yearOf($0) == year }
      return renderTable(lines, title: "Year")
    }

    """

  private func select(
    _ path: String = "year.swift", line: Int = 5, budget: Int = 1000, shown: Set<String> = [],
    text: String? = nil
  ) throws -> SelectedContext {
    let root = RepositoryRoot(path: folder.path, kind: .folder)
    let index = CodeIndex(of: try RepositoryFiles(walking: root))
    let request = CursorRequest(
      path: path, text: text ?? self.text, line: line, shownLines: 1...7, shown: shown,
      budget: budget)
    return try ContextSelector(index: index).select(request) { excerpts in
      excerpts.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count + 2 }
    }
  }

  @Test func declarationsOfWhatIsUsedAreShown() throws {
    let ledger = try #require(try select().excerpts.first { $0.path == "ledger.swift" })
    #expect(ledger.role == .definition)
    #expect(ledger.form == .signatures)
    #expect(ledger.text.contains("mutating func book(_ entry: Entry, on day: Int)"))
    #expect(!ledger.text.contains("check(day)"))
    #expect(ledger.reason == "defines Ledger, used once")
  }

  @Test func codeWithTheSameNamesIsShownWhole() throws {
    let like = try #require(try select().excerpts.first { $0.path == "report.swift" })
    #expect(like.role == .neighbour)
    #expect(like.form == .whole)
    #expect(like.text.hasPrefix("func monthly("))
    #expect(like.reason == "uses the same names")
    #expect(try !select().excerpts.contains { $0.text.contains("unrelated") })
  }

  @Test func whatThePromptShowsIsNotShownAgain() throws {
    try folder.write("year.swift", text)
    #expect(try !select().excerpts.contains { $0.path == "year.swift" })
    #expect(try select(shown: ["ledger.swift", "report.swift"]).excerpts.isEmpty)
  }

  @Test func declarationsOfTheFileOutsideTheWindowAreShown() throws {
    let more =
      text + String(repeating: "\n", count: 40) + "func yearOf(_ entry: Entry) -> Int {\n"
      + "  entry.day / 365\n  + 1970\n  + 0\n}\n"
    try folder.write("year.swift", more)
    let own = try select(text: more).excerpts.first { $0.path == "year.swift" }
    #expect(own?.text == "func yearOf(_ entry: Entry) -> Int\n")
  }

  @Test(arguments: Array(stride(from: 0, through: 80, by: 5)))
  func theBudgetHolds(_ budget: Int) throws {
    let context = try select(budget: budget)
    #expect(context.tokens <= budget)
    #expect(context.excerpts.count + context.leftOut.count > 0)
  }

  @Test func otherLanguagesAndEmptyTextsGetNothing() throws {
    #expect(try select("notes.txt").excerpts.isEmpty)
    #expect(try select("x.py").excerpts.isEmpty)
    #expect(try select(line: 1, text: "").excerpts.isEmpty)
  }
}
