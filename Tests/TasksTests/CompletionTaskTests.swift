import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// Prompts of completions, with a model that counts words for tokens.
struct CompletionTaskTests {
  private func task(_ before: String, _ after: String, window: Int? = nil) -> CompletionTask {
    CompletionTask(
      place: CompletionPlace(before: before, after: after, name: "a.swift"), windowTokens: window)
  }

  @Test func thePromptIsMadeOfTokensAndText() throws {
    let plan = try task("let <|fim_middle|> = ", "\n").plan(for: FakeTextModel(), answerTokens: 9)
    #expect(
      plan.parts == [
        .token(.prefix), .text("let <|fim_middle|> = "), .token(.suffix), .text("\n"),
        .token(.middle),
      ])
    #expect(plan.leftOut.isEmpty)
    #expect(plan.receipt.promptTokens == 6)
    #expect(plan.receipt.entries.map(\.tokens) == [3, 0])
    let empty = try task("", "").plan(for: FakeTextModel(), answerTokens: 9)
    #expect(empty.parts == [.token(.prefix), .token(.suffix), .token(.middle)])
  }

  @Test func aModelWithoutTheTokensIsRefused() {
    let model = FakeTextModel()
    model.infillTokens[.suffix] = nil
    #expect(throws: TextModelError.missingInfillTokens(model: "fake")) {
      try task("a", "b").plan(for: model, answerTokens: 9)
    }
  }

  private static let above = (1...100).map { "above \($0)\n" }.joined()
  private static let below = "\n" + (1...100).map { "below \($0)\n" }.joined()

  @Test func theWindowHasWholeLinesAroundTheCursor() throws {
    let plan = try task(Self.above + "here", Self.below, window: 20)
      .plan(for: FakeTextModel(), answerTokens: 9)
    #expect(
      plan.parts[1]
        == .text((94...100).map { "above \($0)\n" }.joined() + "here"))
    #expect(plan.parts[3] == .text("\nbelow 1\nbelow 2\n"))
    #expect(
      plan.leftOut == [
        "the first 93 lines of a.swift are left out", "the last 98 lines of a.swift are left out",
      ])
    #expect(plan.receipt.notes == plan.leftOut)
  }

  @Test func whatOneSideDoesNotNeedGoesToTheOther() throws {
    let atTop = try task("top ", Self.below, window: 20).plan(
      for: FakeTextModel(), answerTokens: 9)
    #expect(atTop.parts[3] == .text("\n" + (1...9).map { "below \($0)\n" }.joined()))
    let atEnd = try task(Self.above, "", window: 20).plan(for: FakeTextModel(), answerTokens: 9)
    #expect(atEnd.parts[1] == .text((91...100).map { "above \($0)\n" }.joined()))
  }

  @Test func theWindowLeavesRoomForTheCompletion() throws {
    let model = FakeTextModel(contextSize: 40)
    let plan = try task(Self.above, Self.below).plan(for: model, answerTokens: 10)
    #expect(plan.receipt.promptTokens <= 30)
    #expect(plan.receipt.promptTokens > 20)
  }

  @Test func aLineThatDoesNotFitIsRefused() {
    let line = String(repeating: "word ", count: 100)
    #expect(throws: TextModelError.contextOverflow(promptTokens: 103, contextSize: 50)) {
      try task(line, "").plan(for: FakeTextModel(contextSize: 50), answerTokens: 10)
    }
  }

  private static let surroundings = CompletionSurroundings(
    repository: "shop",
    files: [
      SourceText(path: "b.swift", text: "let b = 1"), SourceText(path: "c.swift", text: "\n"),
    ])

  @Test func otherFilesComeFirst() throws {
    let place = CompletionPlace(before: "x", after: "", name: "a.swift")
    let task = CompletionTask(place: place, surroundings: Self.surroundings)
    let plan = try task.plan(for: FakeTextModel(), answerTokens: 9)
    #expect(
      plan.parts == [
        .token(.repository), .text("shop\n"), .token(.fileSeparator),
        .text("b.swift\nlet b = 1\n"), .token(.fileSeparator), .text("c.swift\n\n"),
        .token(.fileSeparator), .text("a.swift\n"), .token(.prefix), .text("x"),
        .token(.suffix), .token(.middle),
      ])
    #expect(plan.receipt.entries.map(\.title).first == "b.swift")
  }

  @Test func otherFilesAreNeverLeftOut() {
    let place = CompletionPlace(before: "x", after: "", name: "a.swift")
    let task = CompletionTask(place: place, surroundings: Self.surroundings)
    #expect(throws: TextModelError.contextOverflow(promptTokens: 16, contextSize: 12)) {
      try task.plan(for: FakeTextModel(contextSize: 12), answerTokens: 9)
    }
    let model = FakeTextModel()
    model.infillTokens[.repository] = nil
    #expect(throws: TextModelError.missingFileTokens(model: "fake")) {
      try task.plan(for: model, answerTokens: 9)
    }
  }

  private func complete(
    _ task: CompletionTask, _ model: FakeTextModel, answerTokens: Int = 50
  ) throws -> Completion {
    let plan = try task.plan(for: model, answerTokens: answerTokens)
    return try task.run(plan, on: model, options: GenerationOptions()) { _ in }
  }

  @Test func theModelIsStoppedWhereTheCompletionEnds() throws {
    let model = FakeTextModel(answers: ["return 1\n}\n\nfunc g() {\n  never read\n}"])
    let completion = try complete(task("func f() {\n  ", "\n}\n"), model)
    #expect(completion.text == "return 1")
    #expect(completion.stop == .unit)
    #expect(completion.summary.stopReason == .enoughText)
    #expect(completion.summary.generatedTokens == 3)
  }

  @Test func theTokenLimitLeavesWholeLines() throws {
    let model = FakeTextModel(answers: ["a = 1\nb = 2\nc = 3"])
    let completion = try complete(task("", ""), model, answerTokens: 5)
    #expect(completion.text == "a = 1")
    #expect(completion.stop == .tokenLimit)
    #expect(model.options.map(\.maxTokens) == [5])
  }

  @Test func lineEndsAreThoseOfTheFile() throws {
    let model = FakeTextModel(answers: ["a\nb"])
    let completion = try complete(task("x\r\n", "\r\ny\r\n"), model)
    #expect(completion.text == "a\r\nb")
    #expect(
      model.rawPrompts == [
        [.token(.prefix), .text("x\n"), .token(.suffix), .text("\ny\n"), .token(.middle)]
      ])
  }
}
