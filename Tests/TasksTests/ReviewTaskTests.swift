import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

struct ReviewTaskTests {
  private let fixture: TaskFixture

  init() throws { fixture = try TaskFixture() }

  private func review(_ diff: String) throws -> ReviewTask {
    try ReviewTask(piped: TaskFixture.piped(diff), gatherer: fixture.gatherer)
  }

  @Test func linesCarryTheirNewNumbers() throws {
    let diff = """
      --- a/Box.swift
      +++ b/Box.swift
      @@ -9,3 +9,3 @@ struct Box {
         func open() {
      -    lid.open()
      +    lid.close()
         }

      """
    let model = FakeTextModel()
    _ = try TaskFixture.run(review(diff), on: model)
    #expect(
      model.prompts.first?.last?.content == """
        \(ReviewPrompt.heading)
        ```
        File Box.swift
        @@ struct Box {
         9     func open() {
           -     lid.open()
        10 +     lid.close()
        11     }
        ```

        \(ReviewPrompt.instruction)
        """)
  }

  @Test func aLargeDiffIsReviewedFileByFile() throws {
    let model = FakeTextModel(
      contextSize: 8000,
      answers: ["No findings.", "error f2.c:3: bad\nwarning f2.c:4: odd", "No findings"])
    let result = try TaskFixture.run(review(TaskFixture.diff(files: 3, lines: 300)), on: model)
    #expect(result.text == "error f2.c:3: bad\nwarning f2.c:4: odd\n")
    #expect(model.prompts.count == 3)
  }

  @Test func nothingFoundInAnyFileIsSaidOnce() throws {
    let model = FakeTextModel(contextSize: 8000, answers: ["No findings."])
    let result = try TaskFixture.run(review(TaskFixture.diff(files: 3, lines: 300)), on: model)
    #expect(result.text == "No findings.\n")
  }

  @Test func aFileTooLargeForOnePromptIsSplitAtItsHunks() throws {
    let hunks = (0..<8).map { hunk in
      "@@ -\(hunk * 100 + 1),0 +\(hunk * 100 + 1),20 @@\n"
        + (0..<20).map { "+number \(hunk * 100 + $0) here\n" }.joined()
    }
    let diff = "--- a/x.c\n+++ b/x.c\n" + hunks.joined()
    let model = FakeTextModel(contextSize: 500, answers: ["No findings."])
    _ = try TaskFixture.run(review(diff), on: model, answerTokens: 50)
    let shown = model.prompts.compactMap(\.last?.content).joined()
    for hunk in 0..<8 { #expect(shown.contains("+ number \(hunk * 100 + 19) here")) }
    #expect(model.prompts.count > 1)
  }

  @Test func aHunkTooLargeForOnePromptIsSplitAtItsLines() throws {
    let lines = (0..<160).map { "+number \($0) here\n" }.joined()
    let diff = "--- a/x.c\n+++ b/x.c\n@@ -1,0 +1,160 @@ int f\n" + lines
    let model = FakeTextModel(contextSize: 500, answers: ["No findings."])
    _ = try TaskFixture.run(review(diff), on: model, answerTokens: 50)
    let shown = model.prompts.compactMap(\.last?.content)
    for number in 0..<160 {
      #expect(shown.count { $0.contains("\(number + 1) + number \(number) here\n") } == 1)
    }
    #expect(model.prompts.count > 1)
    #expect(shown.allSatisfy { $0.contains("File x.c\n@@ int f\n") })
  }

  @Test func otherTextIsNotReviewed() {
    #expect(throws: TaskError.notADiff("standard input")) { try review("hello\n") }
    #expect(throws: TaskError.nothingGiven(task: "review")) {
      try ReviewTask(gatherer: fixture.gatherer)
    }
  }

  @Test func filesWithoutLinesAreNamed() throws {
    let diff =
      TaskFixture.diff + "diff --git a/logo.png b/logo.png\nBinary files a/logo.png and"
      + " b/logo.png differ\n"
    let plan = try review(diff).plan(for: FakeTextModel(), answerTokens: 10)
    #expect(plan.warnings == ["logo.png has no changed lines to review"])
  }
}
