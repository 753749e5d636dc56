import Edits
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel

/// Pieces of one refactoring do not get into each other's way.
struct RefactorPieceTests {
  private let fixture: TaskFixture

  private static let cache = """
    class Cache:
        def get(self, key):
            return self.items[key]

        def put(self, key, value):
            self.items[key] = value


    def size(cache):
        return len(cache.items)

    """

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.write("cache.py", Self.cache)
  }

  private func run(
    _ names: [String], _ answers: [String], _ words: String = "count"
  ) throws -> (outcome: RefactorOutcome, model: FakeTextModel) {
    let task = try RefactorTask(
      targets: names.map { fixture.folder.path("cache.py:\($0)") }, instruction: words,
      root: try EditRoot(fixture.folder.path), folder: fixture.folder.path,
      gatherer: fixture.gatherer)
    let model = FakeTextModel(contextSize: 4096, answers: answers)
    let plan = try task.plan(for: model, answerTokens: nil)
    let runner = RefactorRunner(model: model, options: GenerationOptions()) { _ in }
    return (try runner.run(task, plan), model)
  }

  private func text(_ outcome: RefactorOutcome) -> String? {
    guard case .edits(let set) = outcome.ending else { return nil }
    return set.edits.first?.updated.map { String(decoding: $0, as: UTF8.self) }
  }

  private static let get = "def get(self, key):\n    return self.items.get(key)"
  private static let put = "def put(self, key, value):\n    self.items = {key: value}"

  @Test func eachPieceIsToldItsShare() throws {
    let (_, model) = try run(["get", "put", "size"], [Self.get, Self.put, "def size(c): pass"])
    let shares = model.prompts.map { prompt in
      prompt[1].content.split(separator: "\n").first { $0.hasPrefix("Do only") }
    }
    #expect(
      shares == [
        "Do only what concerns `get`: `put`, `size` are changed elsewhere, so do not write them.",
        "Do only what concerns `put`: `get`, `size` are changed elsewhere, so do not write them.",
        "Do only what concerns `size`: `get`, `put` are changed elsewhere, so do not write them.",
      ])
  }

  @Test func aPieceIsNotShownWhatIsRewrittenAnyway() throws {
    let words = "`get` and `put` count"
    let (_, model) = try run(["get", "put"], [Self.get, Self.put], words)
    #expect(!model.prompts.contains { $0[1].content.contains("For reference") })
    #expect(try run(["get"], [Self.get], words).model.prompts[0][1].content.contains("def put"))
  }

  @Test func onePieceIsToldNothingOfShares() throws {
    let (_, model) = try run(["get"], [Self.get])
    #expect(model.prompts.first?[1].content.contains("Do only") == false)
  }

  // MARK: What stands beside a piece

  private func prompt(_ path: String, _ text: String, _ target: String, _ words: String) throws
    -> String
  {
    try fixture.folder.write(path, text)
    let task = try RefactorTask(
      targets: [fixture.folder.path("\(path):\(target)")], instruction: words,
      root: try EditRoot(fixture.folder.path), folder: fixture.folder.path,
      gatherer: fixture.gatherer)
    let model = FakeTextModel(contextSize: 4096, answers: ["x"])
    let plan = try task.plan(for: model, answerTokens: nil)
    _ = try RefactorRunner(model: model, options: GenerationOptions()) { _ in }.run(task, plan)
    return model.prompts.first?[1].content ?? ""
  }

  private static let counter = """
    class Counter:
        def __init__(self):
            self.hits = 0

        def add(self, n):
            self.hits += n


    def is_valid(n):
        return n > 0

    """

  @Test func aMethodIsSeenWithWhatItsTypeHolds() throws {
    let prompt = try prompt("a.py", Self.counter, "add", "add twice")
    #expect(
      prompt.hasPrefix(
        """
        For reference, not to be rewritten:
        ```python
            def __init__(self):
                self.hits = 0
        ```

        The code of `add`, which stands in `Counter`:
        """))
    #expect(!prompt.contains("is_valid"))
  }

  @Test func aFunctionThatTheInstructionNamesIsSeen() throws {
    let prompt = try prompt("a.py", Self.counter, "add", "only where is_valid says so")
    #expect(prompt.contains("self.hits = 0\n\ndef is_valid(n):\n    return n > 0\n```\n\nThe code"))
    #expect(
      try !self.prompt("a.py", Self.counter, "is_valid", "is_valid").contains("For reference"))
  }

  @Test func aTypeWithoutFunctionsIsSeenWhereItIsUsed() throws {
    let text = """
      typedef struct {
          int count;
      } Ring;

      int count(const Ring *ring) {
          return ring->count;
      }

      int none(void) {
          return 0;
      }

      """
    let prompt = try prompt("a.c", text, "count", "double it")
    #expect(prompt.contains("```c\ntypedef struct {\n    int count;\n} Ring;\n```\n"))
    #expect(try !self.prompt("a.c", text, "none", "double it").contains("Ring"))
  }

  @Test func muchIsNotShown() throws {
    let long = "def is_long(n):\n" + String(repeating: "    n += 1\n", count: 60)
    let prompt = try prompt(
      "a.py", Self.counter + "\n\n" + long, "add", "only where is_long says so")
    #expect(!prompt.contains("is_long(n)"))
    #expect(prompt.contains("self.hits = 0\n```"))
  }
}
