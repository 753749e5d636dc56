import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// Diffs that are too large for one prompt.
struct FoldTests {
  private let fixture: TaskFixture

  init() throws { fixture = try TaskFixture() }

  private func explain(_ diff: String) throws -> ExplainTask {
    try ExplainTask(piped: TaskFixture.piped(diff), gatherer: fixture.gatherer)
  }

  @Test func aLargeDiffIsReadFileByFile() throws {
    let model = FakeTextModel(contextSize: 550, answers: ["Adds one.", "Adds two.", "It adds."])
    let task = try explain(TaskFixture.diff(files: 2, lines: 60))
    var steps: [TaskEvent] = []
    let result = try TaskFixture.run(task, on: model) {
      if case .step = $0 { steps.append($0) }
    }
    #expect(
      result.text == """
        f1.c (+60 -0)
        Adds one.

        f2.c (+60 -0)
        Adds two.

        The whole change
        It adds.

        """)
    #expect(
      steps == [
        .step(number: 1, count: 3, title: "f1.c (+60 -0)"),
        .step(number: 2, count: 3, title: "f2.c (+60 -0)"),
        .step(number: 3, count: 3, title: "the whole change"),
      ])
    #expect(result.summary.prompts == 3)
    #expect(
      model.prompts[2].last?.content == """
        \(ExplainPrompt.summariesHeading)
        - f1.c (+60 -0): Adds one.
        - f2.c (+60 -0): Adds two.

        \(ExplainPrompt.closingInstruction)
        """)
  }

  @Test func everyLineOfALargeFileIsShown() throws {
    let model = FakeTextModel(contextSize: 300)
    _ = try TaskFixture.run(explain(TaskFixture.diff(files: 1, lines: 200)), on: model)
    let shown = model.prompts.compactMap(\.last?.content).joined(separator: "\n")
    for line in 1...200 { #expect(shown.contains("\n+line \(line) of file 1\n")) }
    #expect(model.prompts.count > 5)
  }

  @Test func aSingleLongLineIsShownWhole() throws {
    let line = (1...3000).map { "w\($0)" }.joined(separator: " ")
    let diff = "--- a/x.c\n+++ b/x.c\n@@ -0,0 +1 @@\n+\(line)\n"
    let model = FakeTextModel(contextSize: 600)
    let plan = try explain(diff).plan(for: model, answerTokens: 50)
    let shown = plan.steps.compactMap(\.prompt).map { $0.messages.last?.content ?? "" }
    let added = shown.flatMap { $0.split(separator: "\n") }
      .filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }
    #expect(added.map { $0.dropFirst() }.joined() == line)
  }

  @Test func theReceiptSaysHowItWasFolded() throws {
    let diff =
      TaskFixture.diff(files: 2, lines: 60)
      + "diff --git a/run b/run\nold mode 100644\nnew mode 100755\n"
      + "diff --git a/yarn.lock b/yarn.lock\n--- a/yarn.lock\n+++ b/yarn.lock\n@@ -1 +1 @@\n-a\n+b\n"
    let plan = try explain(diff).plan(for: FakeTextModel(contextSize: 500), answerTokens: 50)
    #expect(
      plan.receipt.entries.map(\.title) == [
        "f1.c (+60 -0)", "f2.c (+60 -0)", "run (+0 -0)", "yarn.lock (+1 -1)",
      ])
    #expect(plan.receipt.entries.map(\.outcome) == [.folded, .folded, .folded, .counted])
    #expect(
      plan.receipt.notes == [
        "The diff does not fit into one prompt: 4 files are read in 2 prompts,"
          + " and the answer is made from their summaries."
      ])
    #expect(
      plan.steps.suffix(2).map(\.content) == [
        .known("mode 100644 became 100755"), .known("generated file, not read"),
      ])
  }

  @Test func manySummariesAreMergedFirst() throws {
    let answers = String(repeating: "word ", count: 30)
    let model = FakeTextModel(contextSize: 420, answers: [answers])
    let task = try explain(TaskFixture.diff(files: 16, lines: 30))
    let result = try TaskFixture.run(task, on: model, answerTokens: 60)
    #expect(model.prompts.count > 17)
    #expect(model.prompts.allSatisfy { (try? model.tokenCount(of: $0)).map { $0 < 420 } == true })
    #expect(result.text.hasSuffix("The whole change\n" + answers.dropLast() + "\n"))
  }

  @Test func aContextTooSmallForAnyPartIsAnError() throws {
    #expect(throws: PromptError.self) {
      try explain(TaskFixture.diff(files: 2, lines: 40))
        .plan(for: FakeTextModel(contextSize: 80), answerTokens: 40)
    }
  }

  @Test func anInterruptedFoldStops() throws {
    let model = FakeTextModel(contextSize: 400)
    model.stopReason = .cancelled
    let result = try TaskFixture.run(explain(TaskFixture.diff(files: 3, lines: 40)), on: model)
    #expect(model.prompts.count == 1)
    #expect(result.summary.stopReason == .cancelled)
  }
}
