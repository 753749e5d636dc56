import Edits
import Tasks
import TestSupport
import Testing
import TextModel

/// What is taken of an answer that has more than the wanted unit, or less.
struct RefactorAnswerTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.write("cache.py", Self.cache)
    try fixture.folder.write("ring.c", Self.ring)
    try fixture.folder.write("cart.js", Self.cart)
    try fixture.folder.write("stock.rs", Self.stock)
  }

  private static let cache = """
    import time

    LIMIT = 10


    class Cache:
        # All values by their keys.
        def __init__(self):
            self.items = {}

        # The value of a key.
        def get(self, key):
            return self.items[key]

        def put(self, key, value):
            self.items[key] = value


    # How many there are.
    def size(cache):
        return len(cache.items)

    """

  private static let ring = """
    #include <stddef.h>

    /* Bytes. */
    typedef struct {
        size_t count;
    } Ring;

    /* How many
       there are. */
    size_t ring_count(const Ring *ring) {
        return ring->count;
    }

    """

  private static let cart = """
    class Cart {
      constructor() {
        this.items = [];
      }

      total() {
        return this.items.length;
      }
    }

    """

  private static let stock = """
    pub struct Stock {
        count: u32,
    }

    impl Stock {
        /// How many there are.
        pub fn count(&self) -> u32 {
            self.count
        }
    }

    """

  /// The new text after one answer, without a warning.
  private func text(_ target: String, _ answer: String, words: String = "do it") throws -> String? {
    let (outcome, model) = try fixture.refactor([target], words, [answer])
    #expect(model.prompts.count == 1)
    #expect(outcome.warnings == [])
    return outcome.newText
  }

  private static let get = "def get(self, key):\n    return 0\n"
  private static let newCache = cache.replacing("return self.items[key]", with: "return 0")

  // MARK: Copies

  @Test(arguments: [
    get + "\ndef put(self, key, value):\n    self.items[key] = value",
    "def put(self, key, value):\n    self.items[key] = value\n\n\n" + get,
    get + "\n# How many there are.\ndef size(cache):\n    return len(cache.items)",
    "# All values by their keys.\ndef __init__(self):\n\n    self.items = {}\n\n" + get,
    "import time\n\n" + get, "import time\nLIMIT = 10\n\n\n" + get, get + "\n\nLIMIT = 10\n",
  ])
  func whatTheFileHasAlreadyIsTakenOut(_ answer: String) throws {
    #expect(try text("cache.py:get", answer) == Self.newCache)
  }

  @Test func importsAndTypesOfTheFileAreTakenOut() throws {
    let answer = """
      #include <stddef.h>
      #include <stdint.h>

      typedef struct {
          size_t count;
      } Ring;

      /* How many
         there are. */
      size_t ring_count(const Ring *ring) {
          return ring ? ring->count : 0;
      }
      """
    #expect(
      try text("ring.c:ring_count", answer)
        == Self.ring.replacing("ring->count;", with: "ring ? ring->count : 0;")
        .replacing("/* How many", with: "#include <stdint.h>\n\n/* How many"))
  }

  @Test(arguments: [
    // A new function beside it is welcome, and so is a name that stands at another level.
    "def peek(self):\n    return None", "def size(self):\n    return 0",
  ])
  func whatIsNewIsKept(_ addition: String) throws {
    let text = try text("cache.py:get", Self.get + "\n" + addition)
    let indented = addition.split(separator: "\n").map { "    \($0)\n" }.joined()
    #expect(
      text == Self.newCache.replacing("return 0\n\n", with: "return 0\n\n\(indented)\n"))
  }

  @Test func overloadsAreKept() throws {
    try fixture.folder.write("a.swift", "func f(x: Int) {}\n\nfunc f(y: Int) {}\n")
    let (outcome, _) = try fixture.refactor(
      ["a.swift:1"], "do it", ["func f(x: Int) { g() }\n\nfunc f(z: Int) {}"])
    #expect(
      outcome.newText
        == "func f(x: Int) { g() }\n\nfunc f(z: Int) {}\n\nfunc f(y: Int) {}\n")
  }

  @Test(arguments: ["do it", "get it as `put` does"])
  func aNeighbourWithOtherCodeIsLeftOutWithAWarning(_ words: String) throws {
    let (outcome, model) = try fixture.refactor(
      ["cache.py:get"], words, [Self.get + "\ndef put(self, key, value):\n    pass"])
    #expect(outcome.newText == Self.newCache)
    #expect(model.prompts.count == 1)
    #expect(
      outcome.warnings.map { $0.replacing(fixture.folder.path + "/", with: "") } == [
        "the answer for cache.py:11-13 had other code for 'put', too, which was left out; name it"
          + " as well if it should change"
      ])
  }

  @Test func aNeighbourThatTheInstructionIsAboutIsAskedAbout() throws {
    let both = Self.get + "\ndef put(self, key, value):\n    pass"
    let words = "get returns 0, and put does nothing"
    let (outcome, model) = try fixture.refactor(["cache.py:get"], words, [both, Self.get])
    #expect(outcome.newText == Self.newCache)
    #expect(
      model.prompts.last?.dropLast().last?.content.contains(
        "it has 'put' too, which stands elsewhere; only 'get' itself is wanted.") == true)
    let (second, _) = try fixture.refactor(["cache.py:get"], words, [both])
    guard case .unusable(_, let problem, _) = second.ending else {
      Issue.record("\(second.ending)")
      return
    }
    #expect(problem.hasPrefix("it has 'put' too"))
  }

  @Test func aNeighbourThatIsRewrittenAnywayIsLeftOut() throws {
    let put = "def put(self, key, value):\n    pass"
    let (outcome, model) = try fixture.refactor(
      ["cache.py:get", "cache.py:put"], "`get` and `put`", [Self.get + "\n" + put, put])
    #expect(outcome.newText == Self.newCache.replacing("self.items[key] = value", with: "pass"))
    #expect(model.prompts.count == 2)
    #expect(outcome.warnings == [])
  }

  @Test func anAnswerOfNothingButCopiesIsRefused() throws {
    let (outcome, model) = try fixture.refactor(
      ["ring.c:ring_count"], "do it", ["typedef struct {\n    size_t count;\n} Ring;"])
    #expect(model.prompts.count == 2)
    guard case .unusable(_, let problem, _) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(problem == "it has only code that stands elsewhere, and not 'ring_count' itself.")
  }

  @Test(arguments: [old + "\n\n" + get, get + "\n\n" + old, get + "\n\n" + get])
  func aFunctionThatIsThereTwiceIsTakenOnce(_ answer: String) throws {
    #expect(try text("cache.py:get", answer) == Self.newCache)
  }

  // MARK: The type around a method

  @Test(arguments: [
    "class Cache:\n    def get(self, key):\n        return 0",
    "class Cache(object):\n    # The value of a key.\n    def get(self, key):\n        return 0\n",
    "import time\n\nclass Cache:\n    def __init__(self):\n        self.items = {}\n\n"
      + "    def get(self, key):\n        return 0\n\n"
      + "    def put(self, key, value):\n        self.items[key] = value",
  ])
  func theTypeAroundAMethodIsTakenAway(_ answer: String) throws {
    #expect(try text("cache.py:get", answer) == Self.newCache)
  }

  @Test func theTypeAroundAMethodIsTakenAwayInOtherLanguages() throws {
    #expect(
      try text("cart.js:total", "class Cart {\n  total() {\n    return 0;\n  }\n}")
        == Self.cart.replacing("this.items.length", with: "0"))
    let answer = """
      pub struct Stock {
          count: u32,
      }

      impl Stock {
          pub fn count(&self) -> u32 {
              0
          }
      }
      """
    #expect(
      try text("stock.rs:count", answer)
        == Self.stock.replacing("        self.count\n", with: "        0\n"))
  }

  @Test(arguments: [
    "class Cache:\n    hits = 0\n\n    def get(self, key):\n        return 0",
    "x = 1\n\nclass Cache:\n    def get(self, key):\n        return 0",
  ])
  func aTypeWithSomethingNewIsAskedForAgain(_ answer: String) throws {
    let (outcome, model) = try fixture.refactor(["cache.py:get"], "do it", [answer, Self.get])
    #expect(
      model.prompts.last?.dropLast().last?.content.contains(
        "it has 'Cache' around 'get' itself; only that is wanted.") == true)
    #expect(outcome.newText == Self.newCache)
  }

  @Test func anotherTypeBesideTheOneAroundIsLeftOutWithAWarning() throws {
    let answer = """
      pub struct Stock {
          count: u64,
      }

      impl Stock {
          pub fn count(&self) -> u32 {
              0
          }
      }
      """
    let (outcome, _) = try fixture.refactor(["stock.rs:count"], "do it", [answer])
    #expect(outcome.newText == Self.stock.replacing("  self.count\n", with: "  0\n"))
    #expect(outcome.warnings.count == 1)
  }

  // MARK: Nothing new

  private static let old = "def get(self, key):\n    return self.items[key]"

  @Test func theOldCodeIsAskedForOnceMore() throws {
    let (outcome, model) = try fixture.refactor(["cache.py:get"], "return 0", [Self.old, Self.get])
    #expect(outcome.newText == Self.newCache)
    #expect(model.prompts.count == 2)
    #expect(
      model.prompts[1].dropLast().last?.content.hasPrefix(
        "This is the old code, nothing has changed. Change it so: return 0\n") == true)
    #expect(outcome.unchanged == [])
  }

  @Test(arguments: ["", "def get(self, key):\n    return (0"])
  func theOldCodeTwiceOrThenNothingOfUseIsUnchanged(_ second: String) throws {
    let (outcome, model) = try fixture.refactor(
      ["cache.py:get"], "return 0", [Self.old, second.isEmpty ? Self.old : second])
    #expect(model.prompts.count == 2)
    guard case .edits(let set) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(set.edits == [])
    #expect(outcome.unchanged.count == 1)
  }

  // MARK: The comment above

  @Test(arguments: ["return 0", "let get return 0"])
  func aCommentThatIsForgottenComesBack(_ words: String) throws {
    #expect(try text("cache.py:get", Self.get, words: words) == Self.newCache)
  }

  @Test func blockCommentsComeBack() throws {
    #expect(
      try text("ring.c:ring_count", "size_t ring_count(const Ring *ring) {\n    return 0;\n}")
        == Self.ring.replacing("ring->count", with: "0"))
  }

  @Test func aNewCommentStays() throws {
    #expect(
      try text("cache.py:get", "# Nothing.\n" + Self.get)
        == Self.newCache.replacing("# The value of a key.", with: "# Nothing."))
    #expect(
      try text("cache.py:get", "@staticmethod\n# Nothing.\n" + Self.get)
        == Self.newCache.replacing(
          "# The value of a key.", with: "@staticmethod\n    # Nothing."))
  }

  @Test func aCommentCanBeTakenAway() throws {
    #expect(
      try text("cache.py:get", Self.get, words: "remove the comment")
        == Self.newCache.replacing("    # The value of a key.\n", with: ""))
  }

  // MARK: Blocks

  @Test func functionsInBlocksAreTakenTheSameWay() throws {
    let answer =
      "    def get(self, key):\n        return 0\n\n    def put(self, key, value):\n        pass"
    let (outcome, _) = try fixture.refactor(
      ["cache.py"], "do it", ["get`:\n", answer, ""], format: .searchReplace)
    #expect(outcome.newText == Self.newCache)
    #expect(outcome.warnings.count == 1)
  }
}
