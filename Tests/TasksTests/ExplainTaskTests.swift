import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

struct ExplainTaskTests {
  private let fixture: TaskFixture

  init() throws { fixture = try TaskFixture() }

  private func prompt(_ task: ExplainTask) throws -> String {
    let model = FakeTextModel()
    _ = try TaskFixture.run(task, on: model)
    return model.prompts.first?.last { $0.role == .user }?.content ?? ""
  }

  private func explain(_ piped: String) throws -> ExplainTask {
    try ExplainTask(piped: TaskFixture.piped(piped), gatherer: fixture.gatherer)
  }

  @Test func aCommitComesWithItsMessage() throws {
    try fixture.folder.git("init", "-q", "-b", "main")
    try fixture.folder.write("a.txt", "one\n")
    try fixture.folder.git("add", "-A")
    try fixture.folder.git("commit", "-q", "-m", "Say one")
    let task = try ExplainTask(targets: ["HEAD"], gatherer: fixture.gatherer)
    let text = try prompt(task)
    #expect(
      text.hasPrefix(
        """
        The author's message for this change:
        ```
        Say one
        ```

        ```diff
        """))
    #expect(
      text.contains("new file mode 100644\n--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+one\n"))
    #expect(!text.contains("a@example.org"))
  }

  @Test func stagedChangesAndRangesAreDiffs() throws {
    try fixture.folder.git("init", "-q", "-b", "main")
    for text in ["one\n", "two\n"] {
      try fixture.folder.write("a.txt", text)
      try fixture.folder.git("add", "-A")
      try fixture.folder.git("commit", "-q", "-m", text)
    }
    let range = try ExplainTask(targets: ["HEAD~1..HEAD"], gatherer: fixture.gatherer)
    #expect(try prompt(range).contains("```\none\n```\n\nAfter:\n```\ntwo\n```"))
    try fixture.folder.write("a.txt", "three\n")
    try fixture.folder.git("add", "-A")
    let staged = try ExplainTask(staged: true, gatherer: fixture.gatherer)
    #expect(try prompt(staged).contains("```\ntwo\n```\n\nAfter:\n```\nthree\n```"))
  }

  @Test func codeIsExplainedAsCode() throws {
    let path = try fixture.folder.write("a.py", "x = 1\ny = 2\nz = 3\n")
    let task = try ExplainTask(targets: [path + ":2-3"], gatherer: fixture.gatherer)
    #expect(
      try prompt(task) == """
        File `\(path):2-3`:
        ```python
        y = 2
        z = 3
        ```

        \(ExplainPrompt.codeInstruction)
        """)
  }

  @Test func filesAloneAreWhatIsToBeExplained() throws {
    let path = try fixture.folder.write("a.py", "x = 1\n")
    let task = try ExplainTask(files: [path], gatherer: fixture.gatherer)
    #expect(try prompt(task).hasSuffix(ExplainPrompt.codeInstruction))
  }

  @Test(arguments: [
    (
      "Traceback (most recent call last):\n  File \"a.py\", line 1\n",
      ExplainPrompt.traceInstruction
    ),
    ("a.c:1:2: error: no\n", ExplainPrompt.logInstruction),
    ("let x = 1\n", ExplainPrompt.plainInstruction),
    (TaskFixture.diff, ExplainPrompt.unitInstruction),
    (TaskFixture.diff(files: 2, lines: 50), ExplainPrompt.changesInstruction),
    (TaskFixture.diff(files: 2, lines: 90), ExplainPrompt.diffInstruction),
  ])
  func theInstructionFollowsTheKind(_ text: String, _ instruction: String) throws {
    #expect(try prompt(explain(text)).hasSuffix("\n\n" + instruction))
  }

  @Test func aPatchFileIsADiff() throws {
    let path = try fixture.folder.write("fix.patch", TaskFixture.diff)
    let task = try ExplainTask(targets: [path], gatherer: fixture.gatherer)
    #expect(try prompt(task).hasSuffix(ExplainPrompt.unitInstruction))
  }

  @Test func aLargeDiffIsListedByFile() throws {
    let text = try prompt(explain(TaskFixture.diff(files: 2, lines: 90)))
    #expect(
      text.contains(
        """
        Files in this diff, with added and removed lines:
        - f1.c (+90 -0)
        - f2.c (+90 -0)

        """))
  }

  @Test func manyChangesAreNumberedWithTheirFunctions() throws {
    let functions = (1...9).map { " func f\($0)() {\n-\trun(\($0))\n+\trun(0)\n }\n" }.joined()
    let diff = """
      diff --git a/main.go b/main.go
      --- a/main.go
      +++ b/main.go
      @@ -1,32 +1,32 @@
       import (
      +\t"os"
       )
      \(functions) func old() {
      -\tstop()
       }
      diff --git a/logo.png b/logo.png
      Binary files a/logo.png and b/logo.png differ

      """
    let text = try prompt(explain(diff))
    #expect(
      text.contains(
        """
        1. main.go, in `func f1()`:
           before:
             run(1)
           after:
             run(0)
        2. main.go, in `func f2()`:

        """))
    #expect(text.contains("10. main.go, in `func old()`:\n   removed:\n     stop()\n"))
    #expect(text.contains("11. logo.png (binary)\n"))
  }

  @Test func badTargetsAreNamed() throws {
    try fixture.folder.git("init", "-q")
    func message(_ target: String) -> String? {
      do {
        _ = try ExplainTask(targets: [target], gatherer: fixture.gatherer)
        return nil
      } catch let error as TaskError {
        return error.message
      } catch let error as WorkspaceError {
        return error.message
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message("nope")
        == "'nope' is no file here, no commit that git knows, and no function or type of a"
        + " repository here")
    #expect(message("nope.c") == "there is no file 'nope.c'")
    #expect(message("nope:12") == "there is no file 'nope'")
    #expect(message("a..b") == "git knows no commit called 'a'")
  }

  @Test func nothingToExplainIsAnError() throws {
    #expect(throws: TaskError.nothingGiven(task: "explain")) {
      try ExplainTask(gatherer: fixture.gatherer)
    }
    try fixture.folder.git("init", "-q")
    #expect(throws: TaskError.emptyChange("staged changes")) {
      try ExplainTask(staged: true, gatherer: fixture.gatherer)
    }
  }

  @Test func codeThatDoesNotFitIsAnError() throws {
    let text = String(repeating: "word ", count: 500)
    #expect(throws: PromptError.self) {
      try explain(text).plan(for: FakeTextModel(contextSize: 300), answerTokens: 50)
    }
  }
}
