import Constraints
import Edits
import Tasks
import TestSupport
import Testing
import TextModel

/// Which words of an instruction are names of what it is about.
struct RefactorMentionTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
  }

  private static let cache = """
    class Cache:
        def get(self, key):
            return self.items[key]

        def put(self, key, value):
            self.items[key] = value

    """

  private func model(_ name: String, _ words: String) throws -> FakeTextModel {
    let task = try RefactorTask(
      targets: [fixture.folder.path(name)], instruction: words, format: .searchReplace,
      root: try EditRoot(fixture.folder.path), folder: fixture.folder.path,
      gatherer: fixture.gatherer)
    let model = FakeTextModel(contextSize: 4096, answers: ["?"])
    let plan = try task.plan(for: model, answerTokens: nil)
    _ = try RefactorRunner(model: model, options: GenerationOptions()) { _ in }.run(task, plan)
    return model
  }

  @Test(arguments: [
    ("let get return 0", ["get"]), ("get() returns 0", ["get"]),
    ("get 0 for what they put", ["Cache", "get", "put"]), ("the put method is wrong", ["put"]),
    ("method get: return 0", ["get"]), ("the method to get it", ["Cache", "get", "put"]),
    ("get must return 0", ["get"]), ("put: return 0, as you get it", ["put"]),
    ("the put must be quick", ["Cache", "get", "put"]),
    ("say what you put: a key", ["Cache", "get", "put"]),
    ("if a key is missing, get should return 0", ["get"]),
    ("class Cache", ["Cache", "get", "put"]),
    ("`get` and `put` return 0", ["get", "put"]), ("Cache.get returns 0", ["get"]),
    ("'Cache' is a dict", ["Cache", "get", "put"]),
    ("give other_name away", ["Cache", "get", "put"]),
  ])
  func theFirstBlockIsWhereTheInstructionSays(_ words: String, _ names: [String]) throws {
    try fixture.folder.write("cache.py", Self.cache)
    let model = try model("cache.py", words)
    #expect(
      model.options[0].constraint == .sequence([.choice(names), .literal("`:\n")]))
  }
}
