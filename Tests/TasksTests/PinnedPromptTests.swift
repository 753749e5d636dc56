import Edits
import Foundation
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// All prompts of each task, for small and large material, word for word.
///
/// The texts stand in `Tests/Fixtures/Prompts`. A change of a prompt is a change of what the program
/// does: remove the file, run the tests, which write it anew and fail, and read the difference.
struct PinnedPromptTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.git("init", "-q", "-b", "main")
    try fixture.folder.write("box.py", "import lid\n\ndef open_box(box):\n    lid.lift(box)\n")
    try fixture.folder.write("lid.py", "def lift(box):\n    box.is_open = True\n")
    try fixture.folder.git("add", "-A")
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Prompts")

  private func pin(_ name: String, _ prompts: [[Message]]) throws {
    let text = prompts.map { messages in
      messages.map { "[\($0.role.rawValue)]\n\($0.content)\n" }.joined(separator: "\n")
    }.joined(separator: "\n----\n\n").replacingOccurrences(of: fixture.folder.path + "/", with: "")
    let file = Self.folder.appendingPathComponent(name + ".txt")
    guard let pinned = try? String(contentsOf: file, encoding: .utf8) else {
      try FileManager.default.createDirectory(
        at: Self.folder, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("there was no \(name).txt; it is written now, and must be read")
      return
    }
    #expect(text == pinned, "\(name)")
  }

  private func pin(
    _ name: String, contextSize: Int = 4096, answerTokens: Int = 100,
    _ task: (Gatherer) throws -> some AssistantTask
  ) throws {
    let model = FakeTextModel(contextSize: contextSize, answers: ["It changes a thing."])
    _ = try TaskFixture.run(try task(fixture.gatherer), on: model, answerTokens: answerTokens)
    try pin(name, model.prompts)
  }

  private var box: String { fixture.folder.path("box.py") }

  @Test func ask() throws {
    try pin("ask") {
      try AskTask(
        question: "Why does it fail?", files: [box + ":3-4"], piped: TaskFixture.piped("no box\n"),
        gatherer: $0)
    }
    try pin("ask-with-context") {
      try AskTask(
        question: "What does `open_box` do?", context: .automatic, gatherer: $0)
    }
  }

  @Test func explainCode() throws {
    try pin("explain-code") { try ExplainTask(targets: [box], gatherer: $0) }
    try pin("explain-code-with-context") {
      try ExplainTask(targets: [box], surroundings: .automatic, gatherer: $0)
    }
  }

  @Test(arguments: [
    (
      "explain-trace",
      "Traceback (most recent call last):\n  File \"/srv/lid.py\", line 2, in lift\n"
    ),
    ("explain-log", "lid.py:2:5: error: no attribute 'is_open'\n1 error\n"),
    ("explain-text", "The box shall be closed at night.\n"),
  ])
  func explainInput(_ name: String, _ text: String) throws {
    try pin(name) {
      try ExplainTask(piped: TaskFixture.piped(text), surroundings: .automatic, gatherer: $0)
    }
  }

  @Test func explainDiffs() throws {
    func explain(_ name: String, _ diff: String, contextSize: Int = 4096) throws {
      try pin(name, contextSize: contextSize) {
        try ExplainTask(piped: TaskFixture.piped(diff), gatherer: $0)
      }
    }
    try explain("explain-diff-small", TaskFixture.diff)
    let hunks = (0..<9).map { "@@ -\($0 * 9 + 1) +\($0 * 9 + 1) @@\n-a(\($0))\n+b(\($0))\n" }
    try explain("explain-diff-of-many-functions", "--- a/x.c\n+++ b/x.c\n" + hunks.joined())
    try explain("explain-diff-large", TaskFixture.diff(files: 2, lines: 90))
    try explain(
      "explain-diff-folded", TaskFixture.diff(files: 2, lines: 60), contextSize: 550)
  }

  @Test func explainACommit() throws {
    try fixture.folder.git("commit", "-q", "-m", "Open boxes\n\nThey were closed.")
    try pin("explain-commit") { try ExplainTask(targets: ["HEAD"], gatherer: $0) }
  }

  @Test func review() throws {
    try pin("review") {
      try ReviewTask(piped: TaskFixture.piped(TaskFixture.diff), gatherer: $0)
    }
  }

  @Test func debug() throws {
    for (name, text) in [
      ("debug-trace", "Traceback (most recent call last):\n  File \"lid.py\", line 2, in lift\n"),
      ("debug-log", "lid.py:2:5: error: no attribute 'is_open'\n"),
      ("debug-text", "it crashed\n"),
    ] {
      try pin(name) { try DebugTask(piped: TaskFixture.piped(text), gatherer: $0) }
    }
  }

  @Test func refactor() throws {
    let task = try RefactorTask(
      targets: [box + ":open_box"], instruction: "Call it box_open.",
      root: EditRoot(fixture.folder.path), folder: fixture.folder.path,
      gatherer: fixture.gatherer)
    // The first answer is not code, so that the second prompt says why.
    let model = FakeTextModel(answers: [
      "def box_open(box:", "def box_open(box):\n    lid.lift(box)",
    ])
    let plan = try task.plan(for: model, answerTokens: nil)
    _ = try RefactorRunner(model: model, options: GenerationOptions()) { _ in }.run(task, plan)
    try pin("refactor", model.prompts)
  }
}
