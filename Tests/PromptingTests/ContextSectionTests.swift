import ContextSelection
import Prompting
import TestSupport
import Testing
import Workspace

struct ContextSectionTests {
  private let definition = ContextExcerpt(
    path: "a/Cache.swift", lines: 3...4, text: "struct Cache\n", role: .definition,
    form: .signatures, reason: "defines Cache, used once")
  private let target = ContextExcerpt(
    path: "b.py", text: "x = 1\n", role: .target, reason: "named by the user")

  @Test func anExcerptBecomesASection() {
    let section = PromptSection(definition)
    #expect(
      section.text
        == "For reference, `a/Cache.swift:3-4`, declarations only:\n```swift\nstruct Cache\n```")
    #expect(section.title == "a/Cache.swift:3-4, declarations only")
    #expect(section.reason == "defines Cache, used once")
    #expect(section.origin == .lathe)
    let named = PromptSection(target)
    #expect(named.title == "b.py")
    #expect(named.origin == .user)
  }

  @Test func targetsMayBeLeftToTheTask() {
    let context = SelectedContext(excerpts: [definition, target], tokens: 9)
    #expect(context.sections().count == 2)
    #expect(context.sections(includesTargets: false).map(\.origin) == [.lathe])
  }

  @Test func theBudgetIsCountedInTokensOfTheModel() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.swift", "func one() { two() }\nfunc two() { three() }\n")
    try folder.write("b.swift", "func three() { print(1) }\n")
    let root = RepositoryRoot(path: folder.path, kind: .folder)
    let index = CodeIndex(of: try RepositoryFiles(walking: root))
    let model = FakeTextModel()
    for budget in 0..<60 {
      let request = ContextRequest(
        targets: [FileTarget(path: "a.swift", lines: 2...2)], budget: budget)
      let context = try ContextSelector(index: index).select(request, for: model)
      let text = context.sections().map(\.text).joined(separator: "\n\n")
      #expect(context.tokens == model.tokenCount(of: text))
      #expect(context.tokens <= budget || context.excerpts.count == 1)
      #expect(
        context.omissions(areExpected: true).allSatisfy { $0.origin == .lathe && !$0.cause.isEmpty }
      )
    }
  }
}
