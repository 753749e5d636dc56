import Constraints
import Edits
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// Search-and-replace blocks, with a model that was told what to say.
struct RefactorBlockTests {
  private let fixture: TaskFixture
  private let root: EditRoot

  init() throws {
    fixture = try TaskFixture()
    root = try EditRoot(fixture.folder.path)
  }

  private static let cache = """
    class Cache:
        def get(self, key):
            return self.items[key]

        def put(self, key, value):
            self.items[key] = value

    """

  private func task(
    _ targets: String..., words: String = "do it", format: EditFormat = .searchReplace
  ) throws -> RefactorTask {
    try RefactorTask(
      targets: targets.map { fixture.folder.path($0) }, instruction: words, format: format,
      root: root, folder: fixture.folder.path, gatherer: fixture.gatherer)
  }

  private func run(
    _ task: RefactorTask, _ answers: [String], contextSize: Int = 4096, answerTokens: Int? = nil
  ) throws -> (outcome: RefactorOutcome, model: FakeTextModel) {
    let model = FakeTextModel(contextSize: contextSize, answers: answers)
    let plan = try task.plan(for: model, answerTokens: answerTokens)
    let runner = RefactorRunner(model: model, options: GenerationOptions()) { _ in }
    return (try runner.run(task, plan), model)
  }

  /// What the file becomes with these blocks, and the end of the answer.
  private func text(_ name: String, _ old: String, _ answers: String...) throws -> String? {
    try fixture.folder.write(name, old)
    return try run(try task(name), answers + [""]).outcome.newText
  }

  private func problem(_ name: String, _ old: String, _ answers: String...) throws -> String? {
    try fixture.folder.write(name, old)
    let (outcome, _) = try run(try task(name), answers)
    guard case .unusable(_, let problem, _) = outcome.ending else { return nil }
    return problem
  }

  // MARK: Prompts

  @Test func theFormOfABlockIsShownAndItsFirstMarkWritten() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let (_, model) = try run(try task("cache.py", words: " store a copy\n"), [""])
    #expect(
      model.prompts.first == [
        Message(.system, BlockPrompt.system),
        Message(
          .user,
          """
          The code of `Cache`:
          ```python
          \(Self.cache)```

          Change this code so: store a copy
          Write a block for each place that has to change, below the name of its function or type:
          In `name`:
          <<<<<<< SEARCH
          the old lines, exactly as they stand above
          =======
          the new lines that replace them
          >>>>>>> REPLACE
          Keep all other code as it is. Answer with only the blocks.
          """),
        Message(.assistant, "In `"),
      ])
    #expect(
      model.options.first?.constraint
        == .sequence([.choice(["Cache", "get", "put"]), .literal("`:\n")]))
  }

  @Test func codeWithoutPlacesIsSearchedAtOnce() throws {
    try fixture.folder.write("a.txt", "one\ntwo\n")
    let (_, model) = try run(try task("a.txt"), [""])
    #expect(model.prompts[0].last == Message(.assistant, "<<<<<<< SEARCH\n"))
    #expect(
      model.prompts[0][1].content.contains(
        "Write a block for each place that has to change:\n<<<<<<< SEARCH\nthe old lines"))
    #expect(model.options.first?.stopStrings == ["\n>>>>>>> REPLACE"])
  }

  @Test func aShortFunctionIsWrittenWhole() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let get = "    def get(self, key):\n        return 0"
    let (outcome, model) = try run(try task("cache.py"), ["get`:\n", get, ""])
    let search =
      "In `get`:\n<<<<<<< SEARCH\n    def get(self, key):\n        return self.items[key]\n=======\n"
    #expect(model.prompts[1].last?.content == search)
    #expect(model.prompts[2].last?.content == search + get + "\n>>>>>>> REPLACE\n")
    let last = String(describing: model.options[2].constraint)
    #expect(last.contains(#"choice(["Cache", "put"])"#))
    #expect(outcome.attempts == 1)
    #expect(
      outcome.newText
        == Self.cache.replacing("return self.items[key]", with: "return 0"))
  }

  @Test func aFunctionThatStaysTheSameIsNoBlock() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let get = "    def get(self, key):\n        return self.items[key]"
    let put = "    def put(self, key, value):\n        pass"
    // Before a change another place may follow; after one it is the end.
    let (first, model) = try run(
      try task("cache.py"), ["get`:\n", get, "In `put`:\n", put, ""])
    #expect(first.newText?.contains("pass") == true)
    #expect(model.prompts.count == 5)
    let (last, second) = try run(try task("cache.py"), ["put`:\n", put, "In `get`:\n", get, "?"])
    #expect(last.newText?.contains("pass") == true)
    #expect(second.prompts.count == 4)
  }

  @Test func manyFunctionsThatStayTheSameAreTheEnd() throws {
    let functions = (1...6).map { "def f\($0)():\n    return \($0)" }
    try fixture.folder.write("a.py", functions.joined(separator: "\n\n") + "\n")
    let answers = functions.enumerated().flatMap { index, function in
      ["\(index == 0 ? "" : "In `")f\(index + 1)`:\n", function]
    }
    let (outcome, model) = try run(try task("a.py"), Array(answers.prefix(8)) + answers)
    #expect(model.prompts.count == 16)
    guard case .unusable(_, let problem, _) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(problem == "the new lines are the same as the old ones.")
  }

  @Test func aFunctionIsDeletedByNothing() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let (outcome, _) = try run(try task("cache.py"), ["get`:\n", ">>>>>>> REPLACE", ""])
    #expect(
      outcome.newText
        == "class Cache:\n\n    def put(self, key, value):\n        self.items[key] = value\n")
  }

  @Test func whatIsInNoFunctionIsSearchedForByLines() throws {
    try fixture.folder.write("cache.py", "import a\n\n\n" + Self.cache)
    let (outcome, model) = try run(
      try task("cache.py"),
      [
        "Cache`:\n", "class Cache:\n=======\nclass Cache(dict):", "In `<top level>`:\n",
        "import a\n=======\nimport b", "",
      ])
    #expect(
      String(describing: model.options[1].constraint).contains("[Range(3..<4), Range(6..<7)]"))
    #expect(String(describing: model.options[3].constraint).contains("[Range(0..<3)]"))
    #expect(
      outcome.newText
        == "import b\n\n\n" + Self.cache.replacing("class Cache:", with: "class Cache(dict):"))
  }

  @Test func aLongFunctionIsSearchedForByLines() throws {
    let body = (1...70).map { "    x\($0) = \($0)\n" }.joined()
    try fixture.folder.write("a.py", "def f():\n\(body)\ndef g():\n    return 1\n")
    let (outcome, model) = try run(
      try task("a.py"), ["f`:\n", "    x5 = 5\n=======\n    x5 = 6", ""])
    #expect(String(describing: model.options[1].constraint).contains("[Range(0..<71)]"))
    #expect(outcome.newText?.contains("\n    x4 = 4\n    x5 = 6\n    x6 = 6\n") == true)
  }

  @Test func namesThatAreThereTwiceHaveTheirTypesWithThem() throws {
    try fixture.folder.write(
      "a.swift", "struct A {\n  func f() {}\n}\n\nstruct B {\n  func f() {}\n  func g() {}\n}\n")
    let (_, model) = try run(try task("a.swift"), ["?"])
    let form = String(describing: model.options[0].constraint)
    #expect(form.contains(#"["A", "A.f", "<top level>", "B", "B.f", "g"]"#), "\(form)")
  }

  @Test func theNextBlockGoesOnFromThoseBefore() throws {
    try fixture.folder.write("cache.txt", Self.cache)
    let first = "        return self.items[key]\n=======\n        return 0\n>>>>>>> REPLACE"
    let second =
      "<<<<<<< SEARCH\n        self.items[key] = value\n=======\n        pass\n>>>>>>> REPLACE"
    let (outcome, model) = try run(try task("cache.txt"), [first, second, ""])
    #expect(model.prompts.count == 3)
    #expect(model.prompts[1].last?.content == "<<<<<<< SEARCH\n" + first + "\n")
    #expect(
      model.prompts[2].last?.content == "<<<<<<< SEARCH\n" + first + "\n" + second + "\n")
    #expect(outcome.attempts == 1)
    #expect(outcome.summary.prompts == 3)
    guard case .edits(let set) = outcome.ending else { return }
    #expect(
      set.edits.first?.updated
        == Array(
          Self.cache.replacing("return self.items[key]", with: "return 0")
            .replacing("self.items[key] = value", with: "pass").utf8))
  }

  @Test func linesThatWereReplacedCannotBeSearchedForAgain() throws {
    try fixture.folder.write("cache.txt", Self.cache)
    let answer = "        return self.items[key]\n=======\n        return 0\n>>>>>>> REPLACE"
    let (_, model) = try run(try task("cache.txt"), [answer, ""])
    let searches = model.options.map { String(describing: $0.constraint) }
    #expect(searches[0].contains("runs: Optional([Range(0..<6)])"))
    #expect(searches[1].contains("runs: Optional([Range(0..<2), Range(3..<6)])"))
  }

  @Test func onlyTheLinesOfAUnitCanBeSearchedFor() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let (_, model) = try run(try task("cache.py:put"), [""])
    #expect(
      String(describing: model.options[0].constraint).contains("runs: Optional([Range(4..<6)])"))
    #expect(model.prompts[0][1].content.contains("The code of `put`, which stands in `Cache`:"))
  }

  @Test(arguments: [(EditFormat.auto, 200, false), (.auto, 201, true), (.searchReplace, 3, true)])
  func longCodeIsEditedInBlocks(_ format: EditFormat, _ lines: Int, _ isBlocks: Bool) throws {
    try fixture.folder.write("a.txt", (1...lines).map { "line \($0)\n" }.joined())
    let (_, model) = try run(try task("a.txt", format: format), ["x"])
    #expect((model.prompts[0].last?.content == "<<<<<<< SEARCH\n") == isBlocks)
  }

  @Test func codeThatDoesNotFitTwiceIsEditedInBlocks() throws {
    try fixture.folder.write("a.txt", (1...100).map { "word\($0) word word\n" }.joined())
    let (_, model) = try run(
      try task("a.txt", format: .auto), ["word7 word word\n=======\n>>>>>>> REPLACE", ""],
      contextSize: 600)
    #expect(model.prompts[0].last?.content == "<<<<<<< SEARCH\n")
  }

  // MARK: Blocks

  @Test func anEmptyReplacementDeletes() throws {
    #expect(
      try text("a.txt", "one\ntwo\nthree\n", "two\n=======\n>>>>>>> REPLACE") == "one\nthree\n")
    #expect(
      try text("a.txt", "one\ntwo\nthree\n", "two\n=======\n\n>>>>>>> REPLACE")
        == "one\n\nthree\n")
    // As a stop string leaves it.
    #expect(try text("a.txt", "one\ntwo\n", "two\n=======") == "one\n")
  }

  @Test func theFormOfTheFileStays() throws {
    #expect(
      try text(
        "a.txt", "\u{FEFF}one\r\ntwo\r\nthree", "one\n=======\n1\n1.5",
        "<<<<<<< SEARCH\nthree\n=======\n3")
        == "\u{FEFF}1\r\n1.5\r\ntwo\r\n3")
  }

  @Test(arguments: [
    "    return self.items[key]\n", "return self.items.get(key)\n",
    "if key in self.items:\n    return 1\nreturn self.items[key]\n",
  ])
  func lostIndentationIsGivenBack(_ new: String) throws {
    let old = "        return self.items[key]\n"
    let margin = new.hasPrefix(" ") ? "    x = 1\n" : ""
    let wanted = (margin + new).split(separator: "\n").map {
      "        " + $0.dropFirst(margin.isEmpty ? 0 : 4) + "\n"
    }.joined()
    #expect(
      try text("cache.txt", Self.cache, old + "=======\n" + margin + new + ">>>>>>> REPLACE")
        == Self.cache.replacing(old, with: wanted))
  }

  @Test func aFileWithMarksGetsLongerOnes() throws {
    let old = "Title\n=======\n\n>>>>>>> REPLACE\nend\n"
    try fixture.folder.write("a.rst", old)
    let (outcome, model) = try run(
      try task("a.rst"), ["Title\n=======\n========\nName\n=======\n>>>>>>>> REPLACE", ""])
    #expect(model.prompts[0][1].content.contains("\n========\nthe new lines"))
    guard case .edits(let set) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(
      set.edits.first?.updated == Array("Name\n=======\n\n>>>>>>> REPLACE\nend\n".utf8))
  }

  // MARK: What is wrong

  @Test func theSameLinesAreNoEdit() throws {
    #expect(
      try problem("a.txt", "one\ntwo\n", "two\n=======\ntwo")
        == "the new lines are the same as the old ones.")
    // After a block that changes something it is the end.
    #expect(
      try text("a.txt", "one\ntwo\n", "two\n=======\n2", "<<<<<<< SEARCH\none\n=======\none")
        == "one\n2\n")
  }

  @Test func whatIsNoBlockIsAskedForAgain() throws {
    try fixture.folder.write("a.txt", "one\ntwo\n")
    let (outcome, model) = try run(
      try task("a.txt"), ["I would rather not.", "two\n=======\n2", ""])
    #expect(
      model.prompts[1].suffix(2) == [
        Message(.user, BlockPrompt.retry("the answer is no search/replace block.")),
        Message(.assistant, "<<<<<<< SEARCH\n"),
      ])
    #expect(outcome.attempts == 2)
    guard case .edits = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
  }

  @Test(arguments: ["three\n=======\n3", "one\n=======\n3", "one\ntwo\n=======\n3"])
  func linesThatAreNotThereOrTwiceAreRefused(_ answer: String) throws {
    #expect(
      try problem("a.txt", "one\ntwo\none\n\none\ntwo\n", answer)?.contains("at exactly one place")
        == true)
  }

  @Test func theChecksOfNewCodeHoldForBlocks() throws {
    let problem = try problem(
      "a.swift", "func a() {\n  b()\n}\n", "  b()\n=======\n  b(")
    #expect(problem?.hasPrefix("line 3: '}' cannot close '(' of line 2") == true)
  }

  @Test func blocksThatDoNotEndAreCut() throws {
    try fixture.folder.write("a.txt", "one\ntwo\n")
    let (outcome, _) = try run(
      try task("a.txt"), ["two\n=======\n" + String(repeating: "2\n", count: 100)],
      answerTokens: 90)
    #expect(outcome.ending == .cut(title: fixture.folder.path("a.txt"), maxTokens: 90))
  }

  // MARK: Long files

  private static let long = (1...400).map { number in
    "def f\(number)(x):\n    # The \(number == 321 ? "colour of the sky" : "number \(number)").\n"
      + "    return x + \(number)\n\n\n"
  }.joined()

  @Test func theBestPartsOfALongFileAreShown() throws {
    try fixture.folder.write("long.py", Self.long)
    let task = try task("long.py", words: "the colour of the sky is blue", format: .auto)
    let model = FakeTextModel(contextSize: 700)
    let plan = try task.plan(for: model, answerTokens: nil)
    let messages = try #require(plan.steps.first?.prompt?.messages)
    #expect(messages[1].content.contains("def f321(x):\n    # The colour of the sky.\n"))
    #expect(messages[1].content.contains(" are not shown]\ndef f321"))
    #expect(try model.tokenCount(of: messages) <= 700)
    #expect(plan.receipt.leftOut.contains { $0.name.contains("long.py:") })
    #expect(plan.warnings.first?.contains("of 1998 lines") == true, "\(plan.warnings)")
  }

  @Test func aFunctionThatIsNamedIsShown() throws {
    try fixture.folder.write("long.py", Self.long)
    let task = try task("long.py", words: "let f77 return 1", format: .auto)
    let plan = try task.plan(for: FakeTextModel(contextSize: 400), answerTokens: nil)
    #expect(plan.steps[0].prompt?.messages[1].content.contains("def f77(x):") == true)
  }

  @Test func onlyWhatIsShownCanBeSearchedFor() throws {
    try fixture.folder.write("long.txt", Self.long)
    let (outcome, model) = try run(
      try task("long.txt", words: "the colour of the sky"),
      ["    return x + 200\n=======\n    return 1"], contextSize: 330, answerTokens: 50)
    let shown = model.prompts[0][1].content
    #expect(!shown.contains("    return x + 200\n"))
    guard case .unusable(_, let problem, _) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(problem == "the lines to be replaced are none of those that can be.")
  }

  @Test func aFileOfWhichNothingFitsIsRefusedWithCounts() throws {
    try fixture.folder.write("long.py", Self.long)
    let task = try task("long.py", format: .auto)
    let error = #expect(throws: PromptError.self) {
      try task.plan(for: FakeTextModel(contextSize: 100), answerTokens: nil)
    }
    #expect(error?.message.contains("but the context holds 100") == true)
  }
}
