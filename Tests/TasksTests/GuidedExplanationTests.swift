import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// Small diffs, explained with sentences that Lathe begins.
struct GuidedExplanationTests {
  private let fixture: TaskFixture

  init() throws { fixture = try TaskFixture() }

  private func explain(_ diff: String) throws -> ExplainTask {
    try ExplainTask(piped: TaskFixture.piped(diff), gatherer: fixture.gatherer)
  }

  private func beginnings(_ diff: String) throws -> [[String]] {
    let plan = try explain(diff).plan(for: FakeTextModel(), answerTokens: 100)
    return plan.steps.map { step in
      if case .guided(_, let leads) = step.content { leads.map(\.text) } else { [] }
    }
  }

  private static let twoFunctions = """
    diff --git a/cart.js b/cart.js
    --- a/cart.js
    +++ b/cart.js
    @@ -1,8 +1,8 @@
     function total(items) {
    -  for (let i = 0; i <= items.length; i++) add(items[i]);
    +  for (let i = 0; i < items.length; i++) add(items[i]);
       return sum;
     }
     function copy(name) {
    -  strcpy(field, name);
    +  strncpy(field, name, 8);
     }

    """

  @Test func theProgramSaysWhatIsCertainAndTheModelTheRest() throws {
    let model = FakeTextModel(answers: ["ran past the end. And more", "is bounded.\n\nAnd more."])
    let result = try TaskFixture.run(explain(Self.twoFunctions), on: model)
    #expect(
      result.text.hasPrefix(
        """
        `cart.js` (+2 -2): `total`, `copy`
        In `total`, `i <= items.length` became `i < items.length`: when `i` equals `items.length`, \
        this was true and is false now. In that case, the old code ran past the end.
        """))
    #expect(
      result.text.contains(
        "\n\nIn `copy`, `strcpy` was replaced by `strncpy`, which is also given `8`, so that it is bounded."
      ))
    #expect(result.summary.stopReason == .endOfTurn)
    #expect(result.summary.prompts == 2)
  }

  @Test func theModelGoesOnWithWhatLatheBegan() throws {
    let model = FakeTextModel()
    _ = try TaskFixture.run(explain(TaskFixture.diff), on: model)
    let last = try #require(model.prompts.first?.last)
    #expect(last.role == .assistant)
    #expect(last.content == "In `open`, `guard !isLocked else { return }` is new: it")
    #expect(model.options.first?.stopStrings.prefix(2) == [". ", "\n"])
    let second = try #require(model.prompts.dropFirst().first?.last)
    #expect(second.content.hasPrefix(last.content + " An answer."))
  }

  @Test func bothVersionsAreShownWithTheirPlace() throws {
    let model = FakeTextModel()
    _ = try TaskFixture.run(explain(TaskFixture.diff), on: model)
    #expect(
      model.prompts.first?.dropLast().last?.content == """
        A change in `Box.swift`, in `func open()`, in `struct Box`.

        Before:
        ```swift
        func open() {
          lid.open()
        }
        ```

        After:
        ```swift
        func open() {
          guard !isLocked else { return }
          lid.open()
        }
        ```

        \(ExplainPrompt.unitInstruction)
        """)
  }

  @Test func conditionsThatAreJoinedOtherwiseAreToldExactly() throws {
    let diff = "--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-return a or b\n+return a and b\n"
    #expect(
      try beginnings(diff).first?.first
        == "`a or b` became `a and b`: one of the two was enough before and both are needed now,"
        + " so it")
  }

  @Test func aMovedBoundInAResultIsToldAsTheResult() throws {
    let diff = "--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-return n < limit;\n+return n <= limit;\n"
    #expect(
      try beginnings(diff).first?.first
        == "`n < limit` became `n <= limit`: when `n` equals `limit`, the result was false and is"
        + " true now, so now it")
  }

  @Test func manyNewLinesAreToldByWhatIsCertainInThem() throws {
    let diff = """
      --- a/a.py
      +++ b/a.py
      @@ -1,2 +1,9 @@
       def fetch(url):
      +    for attempt in range(5):
      +        try:
      +            return once(url)
      +        except IOError:
      +            wait(attempt)
      +    raise LookupError(url)
      +def once(url):
           return get(url)

      """
    #expect(
      try beginnings(diff).first == [
        "Now `fetch`", "Before, it did not: it", "`for attempt in range(5)` means that",
        "The new function `once`", "`raise LookupError(url)` happens when", "In all, this change",
      ])
  }

  @Test func newAndBinaryFilesStandBesideFunctions() throws {
    let diff =
      Self.twoFunctions + "diff --git a/b.png b/b.png\nBinary files a/b.png and b/b.png differ\n"
    let result = try TaskFixture.run(explain(diff), on: FakeTextModel())
    #expect(result.text.hasSuffix("\n\n`b.png` (+0 -0, binary)\nbinary\n"))
  }

  @Test func aDiffOfManyFunctionsIsNotGuided() throws {
    let hunks = (0..<9).map { "@@ -\($0 * 9 + 1) +\($0 * 9 + 1) @@\n-a(\($0))\n+b(\($0))\n" }
    let diff = "--- a/x.c\n+++ b/x.c\n" + hunks.joined()
    let plan = try explain(diff).plan(for: FakeTextModel(), answerTokens: 100)
    #expect(plan.layout == .single)
  }

  @Test func theLimitHoldsForTheWholeAnswer() throws {
    let model = FakeTextModel(answers: ["one two three four five six seven"])
    let result = try TaskFixture.run(explain(Self.twoFunctions), on: model, answerTokens: 5)
    #expect(result.summary.generatedTokens == 5)
    #expect(result.summary.stopReason == .tokenLimit)
    #expect(result.text.hasSuffix(" one two three four five …\n"))
  }

  @Test func anInterruptEndsTheAnswer() throws {
    let model = FakeTextModel(answers: ["x"])
    model.stopReason = .cancelled
    let result = try TaskFixture.run(explain(Self.twoFunctions), on: model)
    #expect(result.summary.stopReason == .cancelled)
    #expect(result.summary.prompts == 1)
  }

  @Test func aFunctionThatDoesNotFitIsExplainedAnotherWay() throws {
    let changes = ["-", "+"].map { mark in
      (1...18).map { "\(mark)  call(\(mark)\($0)) of a line that has many words in it\n" }.joined()
    }
    let diff = "--- a/x.c\n+++ b/x.c\n@@ -1,18 +1,18 @@ int f(void)\n" + changes.joined()
    var ways: Set<Bool> = []
    for size in stride(from: 200, through: 900, by: 20) {
      let model = FakeTextModel(contextSize: size)
      guard let plan = try? explain(diff).plan(for: model, answerTokens: 10) else { continue }
      let isTold = plan.receipt.notes.contains {
        $0.hasPrefix("The diff is not explained function")
      }
      #expect(isTold == (plan.layout != .sequence(maxTokens: 10)))
      ways.insert(isTold)
    }
    #expect(ways == [true, false])
  }

  /// A model that cannot count the tokens of a conversation.
  private final class BrokenModel: TextGenerator {
    struct Fault: Error {}

    let name = "broken"
    let contextSize = 4096

    func tokenCount(of text: String) -> Int { text.utf8.count }

    func tokenCount(of messages: [Message]) throws -> Int { throw Fault() }

    func generate(
      _ messages: [Message], options: GenerationOptions, handler: (GenerationEvent) throws -> Void
    ) throws -> GenerationSummary { throw Fault() }
  }

  @Test func otherErrorsAreNotSwallowed() throws {
    #expect(throws: BrokenModel.Fault.self) {
      try explain(Self.twoFunctions).plan(for: BrokenModel(), answerTokens: 10)
    }
  }
}
