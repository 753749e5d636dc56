import Edits
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

struct RefactorTaskTests {
  private let fixture: TaskFixture
  private let root: EditRoot

  init() throws {
    fixture = try TaskFixture()
    root = try EditRoot(fixture.folder.path)
  }

  private static let cache = """
    # A cache.
    class Cache:
        def get(self, key):
            return self.items[key]

        def put(self, key, value):
            self.items[key] = value


    def size(cache):
        return len(cache.items)

    """

  private func task(_ targets: String..., words: String = "do it") throws -> RefactorTask {
    try RefactorTask(
      targets: targets.map { fixture.folder.path($0) }, instruction: words, format: .whole,
      root: root, folder: fixture.folder.path, gatherer: fixture.gatherer)
  }

  /// What comes of the task, with a model that gives these answers.
  private func run(
    _ task: RefactorTask, _ answers: String..., contextSize: Int = 4096, answerTokens: Int? = nil
  ) throws -> (outcome: RefactorOutcome, model: FakeTextModel) {
    let model = FakeTextModel(contextSize: contextSize, answers: answers)
    let plan = try task.plan(for: model, answerTokens: answerTokens)
    let runner = RefactorRunner(model: model, options: GenerationOptions()) { _ in }
    return (try runner.run(task, plan), model)
  }

  private func edits(_ outcome: RefactorOutcome) -> [FileEdit] {
    if case .edits(let set) = outcome.ending { return set.edits }
    Issue.record("\(outcome.ending)")
    return []
  }

  /// The new text of the first file.
  private func text(_ outcome: RefactorOutcome) -> String? {
    edits(outcome).first?.updated.map { String(decoding: $0, as: UTF8.self) }
  }

  private func message(_ targets: String...) -> String? {
    let error = #expect(throws: TaskError.self) {
      try RefactorTask(
        targets: targets.map { fixture.folder.path($0) }, instruction: "x", format: .whole,
        root: root, folder: fixture.folder.path, gatherer: fixture.gatherer)
    }
    return error?.message.replacing(fixture.folder.path + "/", with: "")
  }

  // MARK: Prompts

  @Test func theCodeComesFirstAndTheFormLast() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let (_, model) = try run(try task("cache.py:put", words: " store a copy\n"), "def put(): pass")
    #expect(
      model.prompts == [
        [
          Message(.system, RefactorPrompt.system),
          Message(
            .user,
            """
            The code of `put`, which stands in `Cache`:
            ```python
                def put(self, key, value):
                    self.items[key] = value
            ```

            Rewrite this code so: store a copy
            Keep its other behaviour, names and comments. Write all of the new code, nothing left \
            out, and nothing that is not part of it. Answer with only the new code in one fenced \
            block.
            """),
          Message(.assistant, "```python\n"),
        ]
      ])
    #expect(model.options.first?.stopStrings == ["\n```"])
    #expect(model.options.first?.sampling == .greedy)
  }

  // MARK: Units

  @Test(arguments: [
    ("cache.py:size", 10...11), ("cache.py:Cache", 1...7), ("cache.py:Cache.get", 3...4),
    ("cache.py:4", 3...4), ("cache.py:4-6", 3...7), ("cache.py:7-11", 1...11),
    ("cache.py", 1...11), ("cache.py:2-3", 1...7),
  ])
  func theToolPicksTheUnit(_ target: String, _ lines: ClosedRange<Int>) throws {
    try fixture.folder.write("cache.py", Self.cache)
    let (_, model) = try run(try task(target), "x")
    let wanted = Self.cache.split(separator: "\n", omittingEmptySubsequences: false)[
      (lines.lowerBound - 1)..<lines.upperBound
    ].joined(separator: "\n")
    #expect(model.prompts.first?[1].content.contains("```python\n\(wanted)\n```\n") == true)
  }

  @Test func targetsThatShareLinesAreOnePiece() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let (outcome, model) = try run(
      try task("cache.py:get", "cache.py:4", "cache.py:Cache"),
      "class Cache:\n    pass")
    #expect(model.prompts.count == 1)
    #expect(outcome.summary.prompts == 1)
  }

  @Test func wrongTargetsAreRefusedWithWords() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let long = Self.cache + String(repeating: "x = 1\n", count: 200)
    try fixture.folder.write("long.py", long)
    try fixture.folder.write("twice.py", "def a():\n    pass\ndef a():\n    pass\n")
    try fixture.folder.write("empty.py", " \n\n")
    #expect(
      message("cache.py:delete")
        == "'cache.py' has no function or type 'delete'; it has Cache, Cache.get, Cache.put, size")
    #expect(
      message("long.py")
        == "'long.py' has 211 lines, more than the 200 that are rewritten whole; name lines of it"
        + " (long.py:10-40), or a function or type in it (long.py:NAME): Cache, Cache.get,"
        + " Cache.put, size")
    #expect(
      message("twice.py:a")
        == "'a' is the name of several places; name one by its lines: twice.py:1-2, twice.py:3-4")
    #expect(
      message("empty.py")
        == "there is nothing but white space in 'empty.py', so there is nothing to rewrite")
    #expect(message() == TaskError.nothingGiven(task: "refactor").message)
    #expect(throws: TaskError.noInstruction) { try task("cache.py", words: " \n") }
    #expect(throws: TaskError.nameWithoutFile("evict")) {
      try RefactorTask(
        targets: ["evict"], instruction: "x", root: root, folder: fixture.folder.path,
        gatherer: fixture.gatherer)
    }
    for (target, words) in [
      ("none.py:a", "there is no file 'none.py'"),
      ("cache.py:90", "'cache.py' has 11 lines, so line 90 does not exist"),
    ] {
      let error = #expect(throws: WorkspaceError.self) { try task(target) }
      #expect(error?.message.replacing(fixture.folder.path + "/", with: "") == words)
    }
  }

  @Test func aFileOutsideOfTheRootIsRefused() throws {
    let other = try TemporaryFolder()
    try other.write("a.py", "x = 1\n")
    let error = #expect(throws: EditError.self) {
      try RefactorTask(
        targets: [other.path("a.py")], instruction: "x", root: root, folder: fixture.folder.path,
        gatherer: fixture.gatherer)
    }
    #expect(error?.code == .outsideRoot)
  }

  @Test func aPieceThatDoesNotFitIsRefusedWithCounts() throws {
    try fixture.folder.write("a.txt", String(repeating: "word word word\n", count: 100))
    let task = try task("a.txt")
    let error = #expect(throws: PromptError.self) {
      try task.plan(for: FakeTextModel(contextSize: 500), answerTokens: nil)
    }
    // 300 words, a quarter more and 64 for the answer.
    #expect(error?.message.contains(" and 439 are kept for the answer") == true)
  }

  // MARK: Answers

  private static let newSize = "def size(cache):\n    return cache.count"

  @Test(arguments: [
    newSize, newSize + "\n```\nIt counts.", "```python\n\(newSize)\n```",
    "Sure, here it is:\n\n```python\n\(newSize)\n```\n\nIt counts now.",
    "```python\n\(newSize)", "\n\n\(newSize)\n\n", newSize.replacing("\n", with: "\r\n"),
  ])
  func codeIsTakenOutOfTheAnswer(_ answer: String) throws {
    try fixture.folder.write("cache.py", Self.cache)
    let (outcome, model) = try run(try task("cache.py:size"), answer)
    #expect(
      text(outcome)
        == Self.cache.replacing("return len(cache.items)", with: "return cache.count"))
    #expect(model.prompts.count == 1)
  }

  @Test func aMethodAtTheMarginIsIndented() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let answer = "def get(self, key):\n    return self.items.get(key)"
    let (outcome, _) = try run(try task("cache.py:get"), answer)
    #expect(
      text(outcome)
        == Self.cache.replacing("return self.items[key]\n", with: "return self.items.get(key)\n"))
  }

  @Test func aBadAnswerIsAskedForAgain() throws {
    try fixture.folder.write("a.swift", "func a() {\n  b()\n}\n")
    let (outcome, model) = try run(
      try task("a.swift:a"), "func a() {\n  c(\n}", "func a() {\n  c()\n}")
    #expect(text(outcome) == "func a() {\n  c()\n}\n")
    #expect(outcome.summary.prompts == 2)
    #expect(model.prompts[1].dropLast(2).last?.content == "```swift\nfunc a() {\n  c(\n}\n```")
    #expect(
      model.prompts[1].dropLast().last?.content.hasPrefix(
        "This code cannot be used: line 3: '}' cannot close '(' of line 2") == true)
    #expect(model.prompts[1].last == Message(.assistant, "```swift\n"))
  }

  @Test(arguments: [
    ("func a() {", "line 1: "), ("", "there is no code"), ("I cannot do that.", "is not the code"),
    ("func a() {\n  // ... rest of the function\n}", "line 2 leaves code out"),
  ])
  func aSecondBadAnswerIsTheEnd(_ answer: String, _ words: String) throws {
    try fixture.folder.write("a.swift", "func a() {\n  b()\n}\n")
    let (outcome, model) = try run(try task("a.swift:a"), answer)
    guard case .unusable(_, let problem, let code) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(problem.contains(words))
    #expect(code == answer)
    #expect(model.prompts.count == 2)
  }

  @Test func nothingChangedIsAnEmptySet() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let same = "def size(cache):\n    return len(cache.items)\n"
    let (outcome, _) = try run(try task("cache.py:size"), same)
    #expect(edits(outcome) == [])
  }

  @Test func anAnswerCutAtItsLimitIsNoEdit() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let task = try task("cache.py:size")
    let (cut, _) = try run(task, "```python\n" + Self.newSize, answerTokens: 3)
    #expect(
      cut.ending == .cut(title: fixture.folder.path("cache.py:10-11"), maxTokens: 3))
    let (whole, _) = try run(
      task, "```python\n\(Self.newSize)\n```\n" + String(repeating: "so ", count: 30),
      answerTokens: 20)
    #expect(edits(whole).count == 1)
  }

  @Test func anInterruptedRunIsNoEdit() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let task = try task("cache.py:size")
    let model = FakeTextModel(answers: [Self.newSize])
    model.stopReason = .cancelled
    let plan = try task.plan(for: model, answerTokens: nil)
    let outcome = try RefactorRunner(model: model, options: GenerationOptions()) { _ in }
      .run(task, plan)
    #expect(outcome.ending == .cancelled)
  }

  // MARK: Files

  @Test func severalPiecesAndFilesAreOneSet() throws {
    try fixture.folder.write("cache.py", Self.cache)
    try fixture.folder.write("b.go", "package b\n\nfunc B() int {\n\treturn 1\n}\n")
    let task = try task("cache.py:size", "b.go:B", "cache.py:get")
    let (outcome, model) = try run(
      task, "    def get(self, key):\n        return 0", "def size(cache):\n    return 2",
      "func B() int {\n    return 3\n}")
    #expect(model.prompts.count == 3)
    let texts = edits(outcome).map { String(decoding: $0.updated ?? [], as: UTF8.self) }
    #expect(
      texts == [
        Self.cache.replacing("return self.items[key]\n", with: "return 0\n")
          .replacing("return len(cache.items)", with: "return 2"),
        "package b\n\nfunc B() int {\n\treturn 3\n}\n",
      ])
  }

  @Test func theFilesFormStays() throws {
    let bytes = Array("\u{FEFF}x = 1\r\ndef f():\r\n    return 1\r\ny = \"".utf8) + [0xE9, 0x22]
    try fixture.folder.write("a.py", bytes)
    let (outcome, _) = try run(try task("a.py:f"), "def f():\n    return 2\n")
    let new = Array("\u{FEFF}x = 1\r\ndef f():\r\n    return 2\r\ny = \"".utf8) + [0xE9, 0x22]
    #expect(edits(outcome).first?.updated == new)
  }

  @Test func fencesInTheCodeBelongToIt() throws {
    try fixture.folder.write("a.md", "# A\n\n```sh\nls\n```\n")
    let (outcome, model) = try run(try task("a.md"), "# B\n\n```sh\nls\n```\n\nEnd.\n````")
    #expect(text(outcome) == "# B\n\n```sh\nls\n```\n\nEnd.\n")
    #expect(model.prompts.first?.last?.content == "````markdown\n")
  }

  @Test(arguments: ["", "\n```", "\n````\nDone."])
  func newFencesInMarkdownBelongToIt(_ end: String) throws {
    try fixture.folder.write("a.md", "# A\n")
    let (outcome, model) = try run(try task("a.md"), "# A\n\n```sh\nls\n```" + end)
    #expect(text(outcome) == "# A\n\n```sh\nls\n```\n")
    #expect(model.options.first?.stopStrings == ["\n````"])
  }
}
