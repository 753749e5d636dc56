import Prompting
import TestSupport
import Testing
import TextModel

struct PromptPlanTests {
  private func plan() -> PromptPlan {
    PromptPlan(
      system: "be brief",
      sections: [
        PromptSection(title: "a.c", text: "one two three"),
        PromptSection(title: "b.c", text: "four five", origin: .lathe),
        PromptSection(title: "c.c", text: "six", origin: .lathe),
      ],
      instruction: "explain it")
  }

  @Test func theMaterialComesBeforeTheInstruction() {
    #expect(
      plan().messages == [
        Message(.system, "be brief"),
        Message(.user, "one two three\n\nfour five\n\nsix\n\nexplain it"),
      ])
  }

  @Test func anEmptySystemTextIsNoMessage() {
    let plan = PromptPlan(system: "", instruction: "hello")
    #expect(plan.messages == [Message(.user, "hello")])
  }

  @Test func aPlanThatFitsIsWhole() throws {
    // 2 + 3 + 8 + 3 tokens of prompt, 4 of answer.
    let prompt = try plan().fitted(to: FakeTextModel(contextSize: 20), answerReserve: 4)
    #expect(prompt.messages == plan().messages)
    #expect(prompt.receipt.promptTokens == 16)
    #expect(prompt.receipt.isWhole)
    #expect(prompt.receipt.entries.map(\.tokens) == [3, 2, 1])
  }

  @Test func whatLatheChoseIsLeftOutLastFirst() throws {
    let prompt = try plan().fitted(to: FakeTextModel(contextSize: 19), answerReserve: 4)
    #expect(prompt.messages[1].content == "one two three\n\nfour five\n\nexplain it")
    #expect(prompt.receipt.entries.map(\.title) == ["a.c", "b.c", "c.c"])
    #expect(prompt.receipt.entries.map(\.outcome) == [.included, .included, .leftOut])
    #expect(prompt.receipt.promptTokens == 15)
    #expect(!prompt.receipt.isWhole)
  }

  @Test func whatTheUserNamedIsNeverDropped() {
    let error = #expect(throws: PromptError.self) {
      try plan().fitted(to: FakeTextModel(contextSize: 16), answerReserve: 4)
    }
    #expect(
      error?.message
        == "the prompt needs 13 tokens and 4 are kept for the answer, but the context holds 16;"
        + " largest parts: a.c 3")
  }

  @Test func theReceiptIsATable() {
    let receipt = Receipt(
      contextSize: 100, answerReserve: 10, promptTokens: 60,
      entries: [
        .init(title: "a.c", tokens: 12, outcome: .included),
        .init(title: "b.c", tokens: 3, origin: .lathe, outcome: .included),
        .init(title: "c.c", tokens: 30, origin: .lathe, outcome: .leftOut),
        .init(title: "d.c", tokens: 5, outcome: .folded),
        .init(title: "e.lock", tokens: 400, outcome: .counted),
      ],
      notes: ["A note."])
    #expect(
      receipt.lines == [
        "   12  a.c",
        "    3  b.c (added by lathe)",
        "   30  c.c (left out: it does not fit)",
        "    5  d.c (read in parts)",
        "  400  e.lock (lines counted, not read)",
        "prompt: 60 tokens, 10 kept for the answer, context: 100",
        "A note.",
      ])
  }

  @Test(arguments: [
    ("x", "```swift\nx\n```"), ("x\n", "```swift\nx\n```"), ("", "```swift\n```"),
    ("a\n```\nb\n", "````swift\na\n```\nb\n````"),
    ("`````", "``````swift\n`````\n``````"),
  ])
  func fencesCannotBeClosedFromWithin(_ text: String, _ expected: String) {
    #expect(Fence.wrap(text, label: "swift") == expected)
  }

  /// A long system text costs small models more than it gives.
  @Test(arguments: [
    AskPrompt.system, ExplainPrompt.system, ReviewPrompt.system, DebugPrompt.system,
    RefactorPrompt.system,
  ])
  func systemTextsAreShort(_ text: String) {
    #expect(text.split(separator: " ").count < 60)
  }
}
