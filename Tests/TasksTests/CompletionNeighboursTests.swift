import Foundation
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// What a repository adds to completions in it.
struct CompletionNeighboursTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.git("init", "-q", "-b", "main")
    try folder.write(
      "ledger.swift",
      """
      struct Ledger {
        var entries: [Int] = []
        func total(of month: Int) -> Int {
          let all = entries
          return all.reduce(0, +) / month
        }
      }

      """)
  }

  private func task(
    _ name: String = "use.swift", budget: ContextBudget = .tokens(384), window: Int? = nil,
    named: CompletionSurroundings? = nil
  ) -> CompletionTask {
    CompletionTask(
      place: CompletionPlace(
        before: "func use(_ ledger: Ledger) {\n  ", after: "\n}\n", name: folder.path(name)),
      windowTokens: window, surroundings: named,
      neighbours: CompletionNeighbours(indexes: CodeIndexes(), budget: budget))
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  private let declarations =
    "ledger.swift\nstruct Ledger {\n  var entries: [Int] = []\n"
    + "  func total(of month: Int) -> Int\n}\n"

  @Test func declarationsComeInTheModelsOwnForm() throws {
    let plan = try task().plan(for: FakeTextModel(), answerTokens: 9)
    #expect(
      plan.parts.prefix(6) == [
        .token(.repository), .text(Self.name(of: folder.path) + "\n"),
        .token(.fileSeparator), .text(declarations), .token(.fileSeparator),
        .text("use.swift\n"),
      ])
    let entry = try #require(plan.receipt.entries.first)
    #expect(entry.title == "ledger.swift:1-7, declarations only")
    #expect(entry.origin == .lathe)
    #expect(entry.reason == "defines Ledger, used once")
    #expect(plan.receipt.promptTokens == (try FakeTextModel().tokenCount(of: plan.parts)))
  }

  @Test func nothingIsAddedWhereNothingCanBe() throws {
    let plain = try CompletionTask(place: task().place).plan(for: FakeTextModel(), answerTokens: 9)
    #expect(try task(budget: .tokens(0)).plan(for: FakeTextModel(), answerTokens: 9) == plain)
    let model = FakeTextModel()
    model.infillTokens[.fileSeparator] = nil
    #expect(try task().plan(for: model, answerTokens: 9).parts == plain.parts)
    let text = try task("use.txt").plan(for: FakeTextModel(), answerTokens: 9)
    #expect(text.receipt.entries.allSatisfy { $0.origin == .user })
  }

  @Test func nobodyMissesWhatTheAutomaticBudgetLeavesOut() throws {
    let plan = try task(budget: .automatic).plan(for: FakeTextModel(), answerTokens: 9)
    #expect(plan.receipt.missing.isEmpty)
    let added = plan.receipt.entries.filter { $0.origin == .lathe }.reduce(0) { $0 + $1.tokens }
    #expect(added <= CompletionNeighbours.automaticTokens)
  }

  @Test func aBudgetThatIsTooSmallIsTold() throws {
    let plan = try task(budget: .tokens(5)).plan(for: FakeTextModel(), answerTokens: 9)
    #expect(plan.receipt.leftOut.map(\.name) == ["ledger.swift:1-7"])
    #expect(plan.receipt.missing == ["ledger.swift:1-7"])
    #expect(plan.parts.first == .token(.prefix))
  }

  @Test func whatIsAddedGoesBeforeLinesDo() throws {
    for size in [30, 36, 42, 60] {
      let plan = try task(budget: .tokens(100)).plan(
        for: FakeTextModel(contextSize: size), answerTokens: 9)
      #expect(plan.receipt.promptTokens < size)
      #expect(plan.leftOut.isEmpty)
    }
  }

  @Test func filesThatWereNamedStandNearest() throws {
    let named = CompletionSurroundings(
      repository: "shop", files: [SourceText(path: "b.swift", text: "let b = 1")])
    let parts = try task(named: named).plan(for: FakeTextModel(), answerTokens: 9).parts
    #expect(parts[1] == .text("shop\n"))
    #expect(parts[3] == .text(declarations))
    #expect(parts[5] == .text("b.swift\nlet b = 1\n"))
    let same = CompletionSurroundings(
      repository: "shop", files: [SourceText(path: folder.path("ledger.swift"), text: "x")])
    let once = try task(named: same).plan(for: FakeTextModel(), answerTokens: 9)
    #expect(once.receipt.entries.allSatisfy { $0.origin == .user })
  }
}
