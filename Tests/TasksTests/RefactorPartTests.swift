import Edits
import Tasks
import TestSupport
import Testing
import TextModel

/// Answers with less than all of a file, and blocks with lines too many.
struct RefactorPartTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.write("cache.py", Self.cache)
  }

  private static let cache = """
    import time


    class Cache:
        def get(self, key):
            return self.items[key]

        def put(self, key, value):
            self.items[key] = value


    # How many there are.
    def size(cache):
        return len(cache.items)

    """

  // MARK: A part of a file

  private static let newSize = "def size(cache):\n    return 0"

  @Test(arguments: [newSize, "import time\n\n\n# How many there are.\n" + newSize])
  func whatAnAnswerLeavesOutStays(_ answer: String) throws {
    let (outcome, _) = try fixture.refactor(["cache.py"], "let size be 0", [answer])
    #expect(outcome.newText == Self.cache.replacing("len(cache.items)", with: "0"))
    #expect(
      outcome.warnings.map { $0.replacing(fixture.folder.path + "/", with: "") } == [
        "the answer for cache.py has only 'size'; the rest stays as it was"
      ])
  }

  @Test(arguments: [
    // Something new outside, a type with less in it, and words that speak of taking away.
    (newSize + "\n\nx = 1", "let size be 0"),
    ("class Cache:\n    def get(self, key):\n        return 0", "get returns 0"),
    (newSize, "remove the class, and let size be 0"),
  ])
  func whatMayBeMeantToGoIsLeftOut(_ answer: String, _ words: String) throws {
    let (outcome, _) = try fixture.refactor(["cache.py"], words, [answer])
    #expect(outcome.newText?.contains("self.items[key] = value") == false)
    #expect(outcome.warnings.first?.contains(" any more") == true)
  }

  // MARK: Lines around a block

  private static let lines = "if (a) {\n  one();\n}\nif (b) {\n  two();\n}\n"

  /// The text after `search` is replaced, with the function's lines held apart by nothing.
  private func block(_ search: String, _ replacement: String) throws -> String? {
    try fixture.folder.write("a.js", Self.lines)
    return try fixture.refactor(
      ["a.js"], "do it", ["\(search)\n=======\n\(replacement)\n>>>>>>> REPLACE", ""],
      format: .searchReplace
    ).outcome.newText
  }

  @Test(arguments: [
    ("  one();", "  uno();\n}"), ("  one();", "if (a) {\n  uno();"),
    ("  one();", "  uno();"), ("if (a) {\n  one();", "if (a) {\n  uno();\n}"),
  ])
  func aLineTooManyIsTakenOff(_ search: String, _ replacement: String) throws {
    #expect(
      try block(search, replacement) == Self.lines.replacing("one", with: "uno"))
  }

  @Test func aLineThatIsMeantStays() throws {
    #expect(
      try block("  one();", "  one();\n}\nif (a) {\n  one();")
        == Self.lines.replacing("  one();\n", with: "  one();\n}\nif (a) {\n  one();\n"))
  }
}
