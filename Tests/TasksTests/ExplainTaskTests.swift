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
    return model.prompts.first?.last?.content ?? ""
  }

  private func explain(_ piped: String) throws -> ExplainTask {
    try ExplainTask(piped: TaskFixture.piped(piped), gatherer: fixture.gatherer)
  }

  @Test func aDiffIsShownBeforeTheInstruction() throws {
    #expect(
      try prompt(explain(TaskFixture.diff)) == """
        A diff. Lines that start with + were added, lines that start with - were removed, other \
        lines are unchanged context.
        ```diff
        --- a/Box.swift
        +++ b/Box.swift
        @@ -10,3 +10,4 @@ struct Box {
           func open() {
        +    guard !isLocked else { return }
             lid.open()
           }
        ```

        Change 1, in `Box.swift`:
        These lines were added
        ```
            guard !isLocked else { return }
        ```

        \(ExplainPrompt.listInstruction)
        """)
  }

  @Test func aLongDiffIsToldByItsFiles() throws {
    let lines = (0...ChangeList.lineLimit).map { "+line \($0)\n" }.joined()
    let diff = "--- a/a.txt\n+++ b/a.txt\n@@ -0,0 +1,\(ChangeList.lineLimit + 1) @@\n" + lines
    #expect(
      try prompt(explain(diff)).hasSuffix(
        """
        Files in this diff, with added and removed lines:
        - a.txt (+\(ChangeList.lineLimit + 1) -0)

        \(ExplainPrompt.diffInstruction)
        """))
  }

  @Test func replacedAndRemovedLinesAreToldApart() throws {
    let diff = """
      --- a/a.txt
      +++ b/a.txt
      @@ -1,4 +1,3 @@
      -one
      +two
       same
      -three
       end

      """
    #expect(
      try prompt(explain(diff)).contains(
        """
        Change 1, in `a.txt`:
        These lines
        ```
        one
        ```
        became
        ```
        two
        ```

        Change 2, in `a.txt`:
        These lines were removed
        ```
        three
        ```
        """))
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

        A diff.
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
    #expect(try prompt(range).contains("-one\n+two\n"))
    try fixture.folder.write("a.txt", "three\n")
    try fixture.folder.git("add", "-A")
    let staged = try ExplainTask(staged: true, gatherer: fixture.gatherer)
    #expect(try prompt(staged).contains("-two\n+three\n"))
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
    (TaskFixture.diff, ExplainPrompt.listInstruction),
  ])
  func theInstructionFollowsTheKind(_ text: String, _ instruction: String) throws {
    #expect(try prompt(explain(text)).hasSuffix("\n\n" + instruction))
  }

  @Test func aPatchFileIsADiff() throws {
    let path = try fixture.folder.write("fix.patch", TaskFixture.diff)
    let task = try ExplainTask(targets: [path], gatherer: fixture.gatherer)
    #expect(try prompt(task).hasSuffix(ExplainPrompt.listInstruction))
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
    #expect(message("nope") == "'nope' is neither a file here nor a commit that git knows")
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
