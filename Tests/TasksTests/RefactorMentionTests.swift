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

  private func model(
    _ name: String, _ words: String, _ answers: [String] = ["?"]
  ) throws -> FakeTextModel {
    try fixture.refactor([name], words, answers, format: .searchReplace).model
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

  private static let get = "    def get(self, key):\n        return 0"
  private static let put = "    def put(self, key, value):\n        pass"

  @Test func onlyTheSubjectsAreChanged() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let model = try model("cache.py", "get must return 0 (as `put` does)", ["get`:\n", Self.get])
    #expect(model.prompts.count == 2)
  }

  @Test func allOfTheSubjectsAreChanged() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let model = try model(
      "cache.py", "get must return 0, and put must do nothing",
      ["get`:\n", Self.get, "In `put`:\n", Self.put])
    #expect(model.options[0].constraint == .sequence([.choice(["get", "put"]), .literal("`:\n")]))
    let last = Constraint.sequence([.choice(["put"]), .literal("`:\n")])
    #expect(model.options[2].constraint == .sequence([.literal("In `"), last]))
    #expect(model.prompts.count == 4)
  }

  @Test func aSubjectThatStaysTheSameDoesNotEndTheOthers() throws {
    try fixture.folder.write("cache.py", Self.cache)
    let same = "    def get(self, key):\n        return self.items[key]"
    let model = try model(
      "cache.py", "get should be quick, put should be quicker",
      ["put`:\n", Self.put, "In `get`:\n", same])
    #expect(model.prompts.count == 4)
  }

  @Test(arguments: ["put should be renamed to store", "everywhere: put must return"])
  func whatConcernsAllPlacesIsHeldToNone(_ words: String) throws {
    try fixture.folder.write("cache.py", Self.cache)
    let model = try model("cache.py", words, ["put`:\n", Self.put, ""])
    let form = String(describing: model.options[2].constraint)
    #expect(form.contains(#"choice(["Cache", "get"])"#), "\(form)")
  }

  @Test(arguments: ["when put is slow, return", "a put must be quick", "in order to put it"])
  func whatIsNoSubjectHoldsNothing(_ words: String) throws {
    try fixture.folder.write("cache.py", Self.cache)
    let model = try model("cache.py", words)
    #expect(
      model.options[0].constraint
        == .sequence([.choice(["Cache", "get", "put"]), .literal("`:\n")]))
  }
}
