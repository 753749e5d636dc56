import Tasks
import TestSupport
import TextModel
import Workspace

/// A task's way from its material to its answer, with a model that was told what to say.
struct TaskFixture {
  let folder: TemporaryFolder
  let gatherer: Gatherer

  init() throws {
    folder = try TemporaryFolder()
    gatherer = Gatherer(
      git: Git(directory: folder.path, environment: TemporaryFolder.environment))
  }

  /// Everything that the task prints.
  static func run(
    _ task: some AssistantTask, on model: FakeTextModel, answerTokens: Int = 100,
    events: ((TaskEvent) -> Void)? = nil
  ) throws -> (text: String, summary: TaskSummary) {
    let plan = try task.plan(for: model, answerTokens: answerTokens)
    var text = ""
    let runner = TaskRunner(model: model, options: GenerationOptions()) { event in
      if case .text(let piece) = event { text += piece }
      events?(event)
    }
    let summary = try runner.run(plan)
    return (text, summary)
  }

  static func piped(_ text: String) -> DecodedText { DecodedText(text: text) }

  /// What looks like a token of GitHub's, put together here so that it is none to other tools.
  static let token = "ghp_" + "aK3bZ9cQ7dW1eT5fR8gM2hN6jP4kS0mVxYuL"

  static let diff = """
    diff --git a/Box.swift b/Box.swift
    index 83db48f..bf269f4 100644
    --- a/Box.swift
    +++ b/Box.swift
    @@ -10,3 +10,4 @@ struct Box {
       func open() {
    +    guard !isLocked else { return }
         lid.open()
       }

    """

  /// A diff of several files, each with so many changed lines.
  static func diff(files: Int, lines: Int) -> String {
    (1...files).map { file in
      let body = (1...lines).map { "+line \($0) of file \(file)\n" }.joined()
      return "--- a/f\(file).c\n+++ b/f\(file).c\n@@ -0,0 +1,\(lines) @@\n\(body)"
    }.joined()
  }
}
