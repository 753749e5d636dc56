import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

struct AskTaskTests {
  private let fixture: TaskFixture

  init() throws { fixture = try TaskFixture() }

  @Test func theQuestionFollowsTheMaterial() throws {
    let path = try fixture.folder.write("worker.swift", "actor Worker {}\n")
    let task = try AskTask(
      question: "Why does this deadlock?", files: [path], piped: TaskFixture.piped("a log\n"),
      gatherer: fixture.gatherer)
    let model = FakeTextModel()
    _ = try TaskFixture.run(task, on: model)
    #expect(
      model.prompts == [
        [
          Message(
            .system,
            "You are a precise programming assistant. Answer briefly and concretely. When the"
              + " answer depends on the given files, use only what they show and name the"
              + " functions concerned."),
          Message(
            .user,
            """
            File `\(path)`:
            ```swift
            actor Worker {}
            ```

            Input:
            ```
            a log
            ```

            Why does this deadlock?
            """),
        ]
      ])
  }

  @Test func withoutAQuestionStandardInputIsIt() throws {
    let task = try AskTask(
      question: nil, piped: TaskFixture.piped("What is a monad?\n"), system: "",
      gatherer: fixture.gatherer)
    let model = FakeTextModel()
    _ = try TaskFixture.run(task, on: model)
    #expect(model.prompts == [[Message(.user, "What is a monad?\n")]])
  }

  @Test func theAnswerEndsWithOneNewline() throws {
    let task = try AskTask(question: "q", gatherer: fixture.gatherer)
    let model = FakeTextModel(answers: ["\n\n  Yes,\n\nit is. \n\n"])
    #expect(try TaskFixture.run(task, on: model).text == "Yes,\n\nit is.\n")
  }

  @Test func theTokenLimitReachesTheModel() throws {
    let task = try AskTask(question: "q", gatherer: fixture.gatherer)
    let model = FakeTextModel(answers: ["one two three four"])
    let result = try TaskFixture.run(task, on: model, answerTokens: 2)
    #expect(result.text == "one two\n")
    #expect(result.summary.stopReason == .tokenLimit)
    #expect(model.options.map(\.maxTokens) == [2])
  }

  @Test func missingQuestionsAreErrors() {
    #expect(throws: TaskError.noQuestion) {
      try AskTask(question: nil, gatherer: fixture.gatherer)
    }
    #expect(throws: TaskError.noQuestion) {
      try AskTask(question: "  \n", gatherer: fixture.gatherer)
    }
    #expect(throws: TaskError.emptyInput) {
      try AskTask(question: nil, piped: TaskFixture.piped(""), gatherer: fixture.gatherer)
    }
    #expect(throws: TaskError.emptyInput) {
      try AskTask(question: "q", piped: TaskFixture.piped(" \n"), gatherer: fixture.gatherer)
    }
  }

  @Test func aMissingFileIsAnError() {
    let error = #expect(throws: WorkspaceError.self) {
      try AskTask(question: "q", files: ["no/such.c"], gatherer: fixture.gatherer)
    }
    #expect(error?.message == "there is no file 'no/such.c'")
  }

  @Test func repairedBytesAreToldToTheUser() throws {
    let task = try AskTask(
      question: "q", piped: DecodedText(text: "caf\u{FFFD}", repairedSequences: 1),
      gatherer: fixture.gatherer)
    let plan = try task.plan(for: FakeTextModel(), answerTokens: 10)
    #expect(plan.warnings == ["standard input is not valid UTF-8: 1 sequence replaced"])
  }

  @Test func answerLengthsFollowTheContext() {
    #expect(AskTask.answerTokens(asked: nil, contextSize: 32768) == 2048)
    #expect(AskTask.answerTokens(asked: nil, contextSize: 1000) == 250)
    #expect(AskTask.answerTokens(asked: 5000, contextSize: 1000) == 5000)
  }
}
