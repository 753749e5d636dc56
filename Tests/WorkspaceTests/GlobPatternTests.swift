import Testing
import Workspace

struct GlobPatternTests {
  @Test(arguments: [
    ("*.c", "a.c", true), ("*.c", "d/a.c", false), ("*", "", true), ("?", "/", false),
    ("a/*/c", "a/b/c", true), ("a/*/c", "a/c", false), ("a/**/c", "a/c", true),
    ("a/**/c", "a/x/y/c", true), ("a/**", "a/", true), ("a/**", "a", false),
    ("**/c", "c", true), ("**/c", "a/b/c", true), ("**/c", "a/bc", false),
    ("a**c", "abbc", true), ("x/a**/c", "x/ab/y/c", true), ("?/a**/c", "x/ab/y/c", false),
    ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[^a-c]x", "zx", true),
    ("[]]", "]", true), ("[a-]", "-", true), ("[-a]", "-", true), ("[!/]", "/", false),
    ("[[:digit:]]", "7", true), ("[[:digit:]]", "x", false), ("[[:upper:]_]", "_", true),
    ("[[:]", ":", true), ("[\\]]", "]", true), ("\\*", "*", true), ("\\*", "x", false),
    ("a\\b", "ab", true), ("[z-a]", "m", false), ("café*", "café.txt", true),
  ])
  func patterns(_ pattern: String, _ text: String, _ isMatch: Bool) {
    #expect(GlobPattern(pattern)?.matches(text) == isMatch)
  }

  @Test(arguments: ["[a", "a\\", "[", "[!", "[[:nope:]]", "[a-\\"])
  func whatMatchesNothingIsNoPattern(_ pattern: String) {
    #expect(GlobPattern(pattern) == nil)
  }

  @Test func slashesAreCrossedOnDemand() {
    #expect(GlobPattern("a*c", crossesSlashes: true)?.matches("a/b/c") == true)
    #expect(GlobPattern("a?c", crossesSlashes: true)?.matches("a/c") == true)
  }

  @Test(.timeLimit(.minutes(1))) func hostilePatternsTakeNoLongTime() {
    let path = String(repeating: "a/", count: 1000) + "b"
    let folders = String(repeating: "**/a/", count: 300) + "c"
    #expect(GlobPattern(folders)?.matches(path) == false)
    let stars = String(repeating: "*a", count: 500) + "b"
    #expect(GlobPattern(stars)?.matches(String(repeating: "a", count: 2000)) == false)
    #expect(GlobPattern(String(repeating: "*", count: 100_000))?.matches("abc") == true)
  }
}
