import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

struct DebugTaskTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.git("init", "-q", "-b", "main")
  }

  private func debug(_ text: String) throws -> DebugTask {
    try DebugTask(piped: TaskFixture.piped(text), gatherer: fixture.gatherer)
  }

  private func addFile(_ name: String, lines: Int) throws {
    try fixture.folder.write(name, (1...lines).map { "line \($0)\n" }.joined())
    try fixture.folder.git("add", "-A")
  }

  @Test func theLinesThatATraceNamesAreShown() throws {
    try addFile("main.py", lines: 40)
    let trace = "Traceback (most recent call last):\n  File \"/srv/app/main.py\", line 2, in f\n"
    let model = FakeTextModel()
    _ = try TaskFixture.run(debug(trace), on: model)
    #expect(
      model.prompts.first?.last?.content == """
        A stack trace:
        ```
        \(trace)```

        `main.py`, around line 2, which the output names:
        ```python
        \((1...14).map { "\($0)  line \($0)\n" }.joined())```

        \(DebugPrompt.instruction)
        """)
  }

  @Test func placesAreFoundInCompilerOutput() throws {
    try addFile("a.c", lines: 100)
    let plan = try debug("a.c:50:3: error: no\na.c:55: note: here\na.c:99:1: error: x\n")
      .plan(for: FakeTextModel(), answerTokens: 10)
    #expect(plan.receipt.entries.map(\.title) == ["standard input", "a.c:38-62", "a.c:87-100"])
    #expect(plan.receipt.entries.map(\.origin) == [.user, .lathe, .lathe])
  }

  @Test func excerptsAreLeftOutWhereTheyDoNotFit() throws {
    try addFile("a.c", lines: 100)
    let plan = try debug("a.c:50:3: error: no\n")
      .plan(for: FakeTextModel(contextSize: 170), answerTokens: 10)
    #expect(plan.receipt.entries.map(\.outcome) == [.included, .leftOut])
  }

  @Test func excerptsWithSecretsAreLeftOut() throws {
    try addFile("a.c", lines: 10)
    let token = TaskFixture.token
    try fixture.folder.write("a.c", "int a;\nchar *t = \"\(token)\";\n")
    let plan = try debug("a.c:1:3: error: no\n").plan(for: FakeTextModel(), answerTokens: 10)
    #expect(plan.receipt.entries.map(\.title) == ["standard input"])
    #expect(plan.receipt.leftOut.map(\.name) == ["a.c:1-2"])
    #expect(plan.receipt.leftOut.first?.cause.hasPrefix("holds ") == true)
    #expect(plan.receipt.leftOut.first?.reason == "the output names it")
  }

  @Test(arguments: [
    "at 12:30:01 it failed: error: x\n", "https://example.org:80/a.c is down: error: x\n",
    "b.c:3:1: error: unknown file\n", "a.c:0:1: error: no such line\n",
    "a.c:99999999999999999999: error: x\n", "a.c:900: error: past the end\n",
  ])
  func otherNumbersNameNoPlace(_ text: String) throws {
    try addFile("a.c", lines: 10)
    let plan = try debug(text).plan(for: FakeTextModel(), answerTokens: 10)
    #expect(plan.receipt.entries.map(\.title) == ["standard input"])
  }

  @Test func nothingPipedIsAnError() {
    #expect(throws: TaskError.nothingGiven(task: "debug")) {
      try DebugTask(piped: nil, gatherer: fixture.gatherer)
    }
    #expect(
      TaskError.nothingGiven(task: "debug").message
        == "there is nothing to debug; pipe a stack trace or the output of a test run in")
  }
}
