import ContextSelection
import Foundation
import TestSupport
import Testing
import Workspace

struct ContextSelectorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write("Package.swift", "")
    try write(
      "Sources/Cache.swift",
      """
      /// A cache.
      struct Cache {
        var entries: [Entry] = []

        /// Takes one out.
        mutating func evict(_ policy: Policy) -> Entry? {
          guard let place = policy.choose(from: entries) else { return nil }
          record("evicted")
          return entries.remove(at: place)
        }

        func isEmpty() -> Bool { entries.isEmpty }
      }
      """)
    try write(
      "Sources/Policy.swift",
      """
      /// Which entry goes.
      struct Policy {
        func choose(from entries: [Entry]) -> Int? { entries.indices.first }
      }

      struct Entry { var key: String }
      """)
    try write(
      "Sources/Log.swift",
      """
      func record(_ text: String) {
        print(text)
      }
      """)
    try write(
      "Sources/Server.swift",
      """
      func serve(_ cache: inout Cache) {
        _ = cache.evict(Policy())
      }

      func unrelated() { record("nothing") }
      """)
    try write(
      "Tests/CacheTests.swift",
      """
      func testEvicting() {
        var cache = Cache()
        _ = cache.evict(Policy())
      }
      """)
    try write("Sources/Cache+Text.swift", "extension Cache { var text: String { \"\" } }\n")
  }

  private func write(_ path: String, _ text: String) throws {
    let parent = (folder.path(path) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try folder.write(path, text + "\n")
  }

  private func select(_ request: ContextRequest) throws -> SelectedContext {
    let root = RepositoryRoot(path: folder.path, kind: .folder)
    let index = CodeIndex(of: try RepositoryFiles(walking: root))
    return try ContextSelector(index: index).select(request, cost: Self.words)
  }

  /// A word is a token, and each excerpt has a frame of two.
  private static func words(_ excerpts: [ContextExcerpt]) -> Int {
    excerpts.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count + 2 }
  }

  private let evict = FileTarget(path: "Sources/Cache.swift", lines: 5...10)

  private func show(_ context: SelectedContext) -> [String] {
    context.excerpts.map { "\($0.name) \($0.role) \($0.form)" }
  }

  @Test func definitionsCallersAndTestsAreFound() throws {
    let context = try select(ContextRequest(targets: [evict], budget: 1000))
    let shown = show(context)
    #expect(shown.contains("Sources/Policy.swift:1-4 definition whole"))
    #expect(shown.contains("Sources/Policy.swift:6 definition whole"))
    #expect(shown.contains("Sources/Log.swift:1-3 definition whole"))
    #expect(shown.contains("Sources/Server.swift:1-3 caller whole"))
    #expect(shown.contains("Tests/CacheTests.swift:1-4 test whole"))
    #expect(!shown.contains { $0.hasPrefix("Sources/Server.swift:5") })
    #expect(context.leftOut.isEmpty)
  }

  @Test func theTargetComesLastAndTheRestInOrderOfPaths() throws {
    let context = try select(ContextRequest(targets: [evict], budget: 1000))
    #expect(context.excerpts.last?.name == "Sources/Cache.swift:5-10")
    #expect(context.excerpts.last?.role == .target)
    let paths = context.excerpts.dropLast().map(\.path)
    #expect(paths == paths.sorted())
  }

  @Test func everyExcerptHasAReason() throws {
    let context = try select(ContextRequest(targets: [evict], budget: 1000))
    let reasons = Dictionary(
      context.excerpts.map { ($0.name, $0.reason) }, uniquingKeysWith: { first, _ in first })
    #expect(reasons["Sources/Policy.swift:1-4"] == "defines Policy, used once")
    #expect(reasons["Sources/Server.swift:1-3"] == "uses Cache.evict")
    #expect(reasons["Tests/CacheTests.swift:1-4"] == "tests Cache.evict")
    #expect(reasons["Sources/Cache.swift:5-10"] == "named by the user")
  }

  @Test func theSameRequestMakesTheSameChoice() throws {
    let request = ContextRequest(targets: [evict], question: "why `record`?", budget: 90)
    let first = try select(request)
    for _ in 0..<5 { #expect(try select(request) == first) }
  }

  @Test func targetsThatAreShownElsewhereCostNothing() throws {
    let whole = try select(ContextRequest(targets: [evict], budget: 1000))
    let others = try select(ContextRequest(targets: [evict], budget: 900, showsTargets: false))
    #expect(others.excerpts == whole.excerpts.filter { $0.role != .target })
    #expect(others.tokens < whole.tokens)
    let none = try select(ContextRequest(targets: [evict], budget: 0, showsTargets: false))
    #expect(none.excerpts.isEmpty)
    #expect(none.tokens == 0)
  }

  @Test(arguments: Array(stride(from: 0, through: 300, by: 7)))
  func theBudgetIsKept(_ budget: Int) throws {
    let target = Self.words(try select(ContextRequest(targets: [evict], budget: 0)).excerpts)
    let context = try select(ContextRequest(targets: [evict], budget: budget))
    #expect(context.tokens == Self.words(context.excerpts))
    #expect(context.tokens <= max(budget, target))
    #expect(context.excerpts.contains { $0.role == .target })
    if context.tokens > target || budget < 60 { #expect(!context.leftOut.isEmpty || budget > 100) }
  }

  @Test func whatDoesNotFitIsNamedWithItsCost() throws {
    let context = try select(ContextRequest(targets: [evict], budget: 40))
    let first = try #require(context.leftOut.first)
    #expect(first.cause.hasPrefix("needs "))
    #expect(first.cause.hasSuffix(" are left"))
    #expect(!first.reason.isEmpty)
  }

  @Test func aLargeUnitIsShownByItsSignatures() throws {
    let body = (0..<400).map { "  func method\($0)() { print(\($0)) }" }.joined(separator: "\n")
    try write("Sources/Policy.swift", "struct Policy {\n\(body)\n}\nstruct Entry {}")
    let context = try select(ContextRequest(targets: [evict], budget: 1500))
    let policy = try #require(context.excerpts.first { $0.path == "Sources/Policy.swift" })
    #expect(policy.form == .signatures)
    #expect(policy.text.hasPrefix("struct Policy\n  func method0()\n"))
  }

  @Test func aFileWithASecretIsNamedAndNotShown() throws {
    let token = "ghp_" + "aK3bZ9cQ7dW1eT5fR8gM2hN6jP4kS0mVxYuL"
    try write("Sources/Log.swift", "func record(_ text: String) {}\nlet key = \"\(token)\"")
    let context = try select(ContextRequest(targets: [evict], budget: 1000))
    #expect(!context.excerpts.contains { $0.path == "Sources/Log.swift" })
    let cause = context.leftOut.first { $0.name == "Sources/Log.swift" }?.cause
    #expect(cause == "the file holds a GitHub token in line 2")
  }

  @Test func namesInTheQuestionAreFound() throws {
    let context = try select(
      ContextRequest(question: "What does `record` do, and who made Policy?", budget: 1000))
    let mentioned = show(context).filter { $0.contains("mentioned") }
    #expect(
      mentioned == [
        "Sources/Log.swift:1-3 mentioned whole", "Sources/Policy.swift:1-4 mentioned whole",
      ])
    #expect(show(context).contains("Sources/Policy.swift:6 definition whole"))
    let file = try select(ContextRequest(question: "What is in Policy.swift?", budget: 1000))
    #expect(show(file) == ["Sources/Policy.swift mentioned signatures"])
    let prose = try select(ContextRequest(question: "does it serve or record a cache", budget: 99))
    #expect(prose.excerpts.isEmpty)
  }

  @Test func namesOfVariablesFindNoFunctions() throws {
    try write(
      "Sources/Place.swift", "func place() {}\nfunc entries() {}\nextension Int { func a() {} }")
    try write("Sources/Hidden.swift", "private func record(_ text: String) {}")
    try write("Sources/Other.swift", "struct Other { func choose() {}\n func evict() {} }")
    try write("Sources/User.swift", "func use(_ other: Other) { other.evict() }")
    let context = try select(ContextRequest(targets: [evict], budget: 2000))
    for path in ["Place", "Hidden", "Other", "User"] {
      #expect(!context.excerpts.contains { $0.path == "Sources/\(path).swift" }, "\(path)")
    }
  }

  @Test func companionsOfTheHistoryAreNeighbours() throws {
    let context = try select(together: 5, of: 8)
    let log = try #require(context.excerpts.first { $0.path == "Sources/Log.swift" })
    #expect(log.role == .neighbour)
    #expect(log.reason == "changed in 5 of the last 8 commits of the target")
  }

  @Test(arguments: [(2, 2), (3, 8), (4, 8), (30, 60)])
  func filesChangedTogetherNowAndThenAreNot(together: Int, commits: Int) throws {
    let context = try select(together: together, of: commits)
    #expect(!context.excerpts.contains { $0.path == "Sources/Log.swift" })
    #expect(!context.leftOut.contains { $0.name == "Sources/Log.swift" })
  }

  private func select(together: Int, of commits: Int) throws -> SelectedContext {
    let log = Git.Companion(path: "Sources/Log.swift", together: together, commits: commits)
    return try select(
      ContextRequest(
        targets: [FileTarget(path: "Sources/Policy.swift")], budget: 1000, companions: [log]))
  }

  @Test func filesOfTheSameNameElsewhereAreNot() throws {
    try write("Other/Cache+More.swift", "extension Box { var more: Int { 1 } }")
    try write("Tests/CacheTests.swift", "struct CacheTests { func nothing() {} }")
    let context = try select(ContextRequest(targets: [evict], budget: 1000))
    #expect(!context.excerpts.contains { $0.path == "Other/Cache+More.swift" })
    #expect(context.excerpts.contains { $0.path == "Tests/CacheTests.swift" && $0.role == .test })
  }

  /// The question is about it, so that half of the budget is not too much.
  @Test func whatTheQuestionMentionsMayTakeHalfOfTheBudget() throws {
    let body = (0..<60).map { "  print(\($0))" }.joined(separator: "\n")
    try write("Sources/Long.swift", "func longOne() {\n\(body)\n}\n")
    func form(_ budget: Int) throws -> ContextExcerpt.Form? {
      let request = ContextRequest(question: "what does `longOne` print?", budget: budget)
      return try select(request).excerpts.first { $0.path == "Sources/Long.swift" }?.form
    }
    let whole = try select(ContextRequest(question: "`longOne`", budget: 100_000)).tokens
    #expect(try form(whole * 2) == .whole)
    #expect(try form(whole * 2 - 2) == .signatures)
  }

  @Test func filesOfTheSameNameAreNeighbours() throws {
    let context = try select(ContextRequest(targets: [evict], budget: 1000))
    let other = try #require(context.excerpts.first { $0.path == "Sources/Cache+Text.swift" })
    #expect(other.text.contains("var text: String"))
  }

  @Test func whatIsShownAlreadyIsNotChosen() throws {
    let context = try select(
      ContextRequest(targets: [evict], budget: 1000, shown: ["Sources/Policy.swift"]))
    #expect(!context.excerpts.contains { $0.path == "Sources/Policy.swift" })
  }

  @Test func aMissingTargetIsAnError() {
    #expect(throws: WorkspaceError.self) {
      try select(ContextRequest(targets: [FileTarget(path: "none.swift")], budget: 10))
    }
  }

  @Test func aTargetOfNoLanguageIsShownAlone() throws {
    try write("notes.txt", "record evict")
    let context = try select(
      ContextRequest(targets: [FileTarget(path: "notes.txt")], budget: 100))
    #expect(show(context) == ["notes.txt target whole"])
  }
}
