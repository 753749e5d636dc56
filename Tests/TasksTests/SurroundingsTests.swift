import Foundation
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// What a small repository adds to questions about its code.
struct SurroundingsTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.git("init", "-q", "-b", "main")
    for folder in ["Sources", "Tests"] {
      try FileManager.default.createDirectory(
        atPath: fixture.folder.path(folder), withIntermediateDirectories: true)
    }
    try fixture.folder.write(
      "Sources/Cache.swift",
      """
      struct Cache {
        func evict(_ key: String) -> Bool {
          Clock().now > limitOfAge(key)
        }
      }

      """)
    try fixture.folder.write("Sources/Age.swift", "func limitOfAge(_ key: String) -> Int { 7 }\n")
    try fixture.folder.write(
      "Sources/Store.swift", "func trim(_ cache: Cache) {\n  _ = cache.evict(\"a\")\n}\n")
    try fixture.folder.write(
      "Tests/CacheTests.swift", "func testEvict() {\n  Cache().evict(\"b\")\n}\n")
  }

  private var cache: String { fixture.folder.path("Sources/Cache.swift") }

  private func plan(
    _ task: some AssistantTask, contextSize: Int = 4096
  ) throws -> TaskPlan {
    try task.plan(for: FakeTextModel(contextSize: contextSize), answerTokens: 100)
  }

  private func explain(
    _ targets: [String], _ budget: ContextBudget = .automatic
  ) throws -> TaskPlan {
    try plan(
      ExplainTask(targets: targets, surroundings: budget, gatherer: fixture.gatherer))
  }

  private func question(_ plan: TaskPlan) -> String {
    plan.steps.first?.prompt?.messages.last?.content ?? ""
  }

  private func message(_ body: () throws -> some Any) -> String? {
    do {
      _ = try body()
      return nil
    } catch let error as TaskError {
      return error.message
    } catch let error as WorkspaceError {
      return error.message
    } catch let error as PromptError {
      return error.message
    } catch {
      return "\(error)"
    }
  }

  @Test func definitionsCallersAndTestsStandBeforeTheTarget() throws {
    let plan = try explain([cache])
    let text = question(plan)
    #expect(text.contains("For reference, `Sources/Age.swift:1`:\n```swift\nfunc limitOfAge"))
    #expect(text.contains("For reference, `Sources/Store.swift:1-3`:"))
    #expect(text.contains("For reference, `Tests/CacheTests.swift:1-3`:"))
    let parts = text.components(separatedBy: "File `\(cache)`:")
    #expect(parts.count == 2)
    #expect(parts.first?.contains("limitOfAge(_ key: String) -> Int") == true)
    #expect(parts.last?.contains("Explain `\(cache)`. Everything else above") == true)
    let added = plan.receipt.entries.filter { $0.origin == .lathe }
    #expect(added.contains { $0.reason == "defines limitOfAge, used once" })
    #expect(added.allSatisfy { $0.tokens > 0 && !$0.reason.isEmpty })
    #expect(plan.receipt.entries.last?.origin == .user)
  }

  @Test func aQuestionGetsTheSame() throws {
    let task = try AskTask(
      question: "Who calls evict?", files: [cache + ":2-4"], context: .automatic,
      gatherer: fixture.gatherer)
    let text = question(try plan(task))
    #expect(text.contains("Sources/Store.swift"))
    #expect(text.hasSuffix("Who calls evict?"))
  }

  @Test func nothingIsAddedUnasked() throws {
    let alone = "File `\(cache)`:"
    #expect(question(try explain([cache], .tokens(0))).hasPrefix(alone))
    let asked = try AskTask(
      question: "Who calls it?", context: .automatic, gatherer: fixture.gatherer)
    #expect(question(try plan(asked)) == "Who calls it?")
    let free = try AskTask(
      question: "Who calls Cache.evict?", context: .tokens(0), gatherer: fixture.gatherer)
    #expect(question(try plan(free)) == "Who calls Cache.evict?")
  }

  @Test func aQuestionThatNamesCodeGetsIt() throws {
    let task = try AskTask(
      question: "Who calls Cache.evict?", context: .automatic, gatherer: fixture.gatherer)
    let plan = try plan(task)
    #expect(question(plan).contains("For reference, `Sources/Cache.swift:2-4`:"))
    #expect(question(plan).contains("For reference, `Sources/Store.swift:1-3`:"))
    #expect(plan.receipt.entries.contains { $0.reason == "the question mentions Cache.evict" })
    let other = try AskTask(
      question: "What is TCP_NODELAY?", context: .automatic, gatherer: fixture.gatherer)
    #expect(question(try self.plan(other)) == "What is TCP_NODELAY?")
  }

  @Test func whatLatheDidNotChooseIsMissedByNobody() throws {
    try fixture.folder.write(
      "Sources/Age.swift",
      "func limitOfAge(_ key: String) -> Int {\n  \(String(repeating: "key ", count: 900))\n}\n")
    let automatic = try explain([cache])
    #expect(
      !automatic.receipt.leftOut.isEmpty
        || automatic.receipt.entries.contains {
          $0.title == "Sources/Age.swift:1-3, declarations only"
        })
    #expect(automatic.receipt.missing.isEmpty)
    #expect(try !explain([cache], .tokens(5)).receipt.missing.isEmpty)
  }

  @Test func codeOfOthersIsIndexedWhereItIsNamed() throws {
    for folder in ["vendor/lib/src", "vendor/other"] {
      try FileManager.default.createDirectory(
        atPath: fixture.folder.path(folder), withIntermediateDirectories: true)
    }
    let path = try fixture.folder.write(
      "vendor/lib/src/a.c", "int one(void) {\n  return two();\n}\n")
    try fixture.folder.write("vendor/lib/b.c", "int two(void) {\n  return 2;\n}\n")
    try fixture.folder.write("vendor/other/c.c", "int two(void) {\n  return 3;\n}\n")
    let plan = try explain([path])
    #expect(question(plan).contains("For reference, `vendor/lib/b.c:1-3`:"))
    #expect(!question(plan).contains("return 3"))
    #expect(
      plan.receipt.notes == [
        "Context is looked for in vendor/lib/ alone, because it is code of others."
      ])
    #expect(!question(try explain([cache])).contains("vendor"))
  }

  @Test func outsideARepositoryNothingIsAdded() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.swift", "func one() { two() }\n")
    try folder.write("b.swift", "func two() {}\n")
    let plan = try explain([path])
    #expect(question(plan).hasPrefix("File `\(path)`:"))
    #expect(
      plan.receipt.notes == [
        "No context is added: \(path) is in no repository, or in one that is too large."
      ])
  }

  @Test(arguments: [0, 1, 5, 12, 20, 40, 100, 400])
  func theBudgetHolds(_ budget: Int) throws {
    let plan = try explain([cache], .tokens(budget))
    let added = plan.receipt.entries.filter { $0.origin == .lathe }.reduce(0) { $0 + $1.tokens }
    #expect(added <= budget)
    let names = Set(plan.receipt.entries.map(\.title))
    #expect(budget == 0 || names.count > 3 || !plan.receipt.leftOut.isEmpty)
    #expect(plan.receipt.leftOut.allSatisfy { $0.cause.hasPrefix("needs ") })
    #expect(plan.receipt.missing == plan.receipt.leftOut.map(\.name))
  }

  @Test func filesWithSecretsAreNeverAdded() throws {
    let token = TaskFixture.token
    try fixture.folder.write(
      "Sources/Age.swift",
      "let token = \"\(token)\"\nfunc limitOfAge(_ key: String) -> Int { 7 }\n")
    let plan = try explain([cache])
    #expect(!question(plan).contains(token))
    #expect(!question(plan).contains("func limitOfAge"))
    let omission = plan.receipt.leftOut.first { $0.name == "Sources/Age.swift" }
    #expect(omission?.cause.hasPrefix("the file holds ") == true)
    #expect(omission?.cause.hasSuffix(" in line 1") == true)
    // Who names the file gets it, with a warning that says what and where.
    let named = try explain([fixture.folder.path("Sources/Age.swift")], .tokens(0))
    #expect(question(named).contains(token))
    #expect(named.warnings.count == 1)
    #expect(named.warnings.first?.contains(" in line 1; ") == true)
    #expect(named.warnings.first?.contains(token) == false)
  }

  // MARK: Names in the code

  @Test func aNameInTheCodeIsATarget() throws {
    for name in ["evict", "Cache.evict", "Cache::evict"] {
      let text = question(try explain([name], .tokens(0)))
      #expect(text.hasPrefix("File `Sources/Cache.swift:2-4`:\n```swift\n  func evict("))
    }
    let plan = try explain(["Cache.evict"])
    #expect(
      question(plan).contains("Explain `Cache.evict` in `Sources/Cache.swift:2-4`. Everything"))
    #expect(question(plan).contains("For reference, `Sources/Store.swift:1-3`:"))
  }

  @Test func filesAndRevisionsComeBeforeNames() throws {
    try fixture.folder.git("add", "-A")
    try fixture.folder.git("commit", "-q", "-m", "One")
    try fixture.folder.git("branch", "evict")
    #expect(question(try explain(["evict"])).contains("The author's message"))
  }

  @Test func severalPlacesAreExplainedWhereTheyFit() throws {
    try fixture.folder.write("Sources/Other.swift", "func evict() {}\n")
    let task = try ExplainTask(targets: ["evict"], gatherer: fixture.gatherer)
    let text = question(try plan(task))
    #expect(text.contains("Sources/Cache.swift:2-4") && text.contains("Sources/Other.swift:1"))
    #expect(
      message { try plan(task, contextSize: 110) }
        == "'evict' stands in 2 places, which are too many for one prompt:"
        + " Sources/Cache.swift:2-4, Sources/Other.swift:1; name one of them, or a type with it"
        + " (Type.evict)")
  }

  @Test func namesThatStandForTooMuchAreRefused() throws {
    for number in 1...12 {
      try fixture.folder.write("Sources/Other\(number).swift", "func evict() {}\n")
    }
    let text = message { try ExplainTask(targets: ["evict"], gatherer: fixture.gatherer) }
    #expect(text?.hasPrefix("'evict' stands in 13 places") == true)
    #expect(text?.contains("Sources/Cache.swift:2,") == true)
    #expect(text?.contains(", and 1 more; name one") == true)
  }

  @Test func aNameThatIsNearlyRightIsOffered() throws {
    func hint(_ name: String) -> String? {
      message { try ExplainTask(targets: [name], gatherer: fixture.gatherer) }?
        .components(separatedBy: "; ").dropFirst().first
    }
    #expect(hint("evikt") == "did you mean evict?")
    #expect(hint("Cache.evicts") == "did you mean Cache.evict?")
    #expect(hint("limitofage") == "did you mean limitOfAge?")
    #expect(hint("limitOf") == "did you mean limitOfAge?")
    #expect(hint("zebra") == nil)
    #expect(
      message { try ExplainTask(targets: ["Cach.swift"], gatherer: fixture.gatherer) }
        == "there is no file 'Cach.swift'")
  }

  // MARK: Repositories that are too large

  @Test func aLargeRepositoryIsNarrowedToAFolder() throws {
    let gatherer = Gatherer(
      git: Git(directory: fixture.folder.path, environment: TemporaryFolder.environment),
      indexes: CodeIndexes(byteLimit: 200))
    let task = try ExplainTask(
      targets: [cache], surroundings: .automatic, gatherer: gatherer)
    let plan = try plan(task)
    #expect(
      plan.receipt.notes == [
        "Context is looked for in Sources/ alone, because the repository is large."
      ])
    #expect(question(plan).contains("Sources/Age.swift"))
    #expect(!question(plan).contains("CacheTests"))
  }
}
