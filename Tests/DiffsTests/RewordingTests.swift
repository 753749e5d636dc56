import Diffs
import TestSupport
import Testing

struct RewordingTests {
  @Test(arguments: [
    (
      "for (let i = 0; i <= n; i++) {", "for (let i = 0; i < n; i++) {", "i <= n", "i < n"
    ),
    ("def search(name, limit=100):", "def search(name, limit=20):", "100", "20"),
    ("set -e", "set -eu", "set -e", "set -eu"),
    ("init(a: Int) {", "init(a: Int, b: Int = 3) {", "init(a: Int)", "init(a: Int, b: Int = 3)"),
    (
      "redis.expire(key, 60);", "await redis.expire(key, 60);", "redis.expire(key, 60)",
      "await redis.expire(key, 60)"
    ),
    ("return a or b == c", "return a and b == c", "a or b == c", "a and b == c"),
    ("", "x", "", "x"),
  ])
  func theClauseAroundTheDifferenceIsFound(
    _ old: String, _ new: String, _ oldClause: String, _ newClause: String
  ) {
    let rewording = Rewording(old: old, new: new)
    #expect(rewording.old == oldClause)
    #expect(rewording.new == newClause)
  }

  @Test(arguments: [
    ("while (a.b <= c[1]) {", "while (a.b < c[1]) {", "a.b", "c[1]", false),
    ("return t > now", "return t >= now", "t", "now", true),
    ("return t.end >= Clock.now;", "return t.end > Clock.utc;", "t.end", "Clock.utc", false),
  ])
  func movedBoundsHaveTwoSides(
    _ old: String, _ new: String, _ left: String, _ right: String, _ holds: Bool
  ) throws {
    let bound = try #require(Rewording(old: old, new: new).movedBound)
    #expect(bound.left == left)
    #expect(bound.right == right)
    #expect(bound.holds == holds)
  }

  @Test(arguments: [
    ("if a < b", "if a > b"), ("if a < b", "if a < c"), ("x = 1", "x = 2"), ("<", "<="),
    ("a < b < c", "a <= b < c"), ("", ""),
  ])
  func otherDifferencesMoveNoBound(_ old: String, _ new: String) {
    #expect(Rewording(old: old, new: new).movedBound == nil)
  }

  @Test func joinedConditionsAreSeen() {
    #expect(Rewording(old: "return a or b", new: "return a and b").needsBoth == true)
    #expect(Rewording(old: "if (a && b) {", new: "if (a || b) {").needsBoth == false)
    #expect(Rewording(old: "if (a && b)", new: "if (a && c)").needsBoth == nil)
    #expect(Rewording(old: "return a or b or c", new: "return a and b").needsBoth == nil)
  }

  @Test func replacedCallsAreNamed() throws {
    let call = try #require(
      Rewording(old: "strcpy(a, b);", new: "snprintf(a, sizeof(a), \"%s\", b);").replacedCall)
    #expect(call.old == "strcpy")
    #expect(call.new == "snprintf")
    #expect(call.argument == "sizeof(a)")
    #expect(Rewording(old: "f(a", new: "g(a, b").replacedCall?.argument == nil)
    #expect(
      Rewording(old: "log(\"f\", f(a))", new: "log(\"f\", g(a))").replacedCall?.argument == nil)
    #expect(Rewording(old: "int f(int a) {", new: "int g(int a) {").replacedCall == nil)
    #expect(Rewording(old: "f(a)", new: "f(b)").replacedCall == nil)
    #expect(Rewording(old: "x = a", new: "x = f(a)").replacedCall == nil)
  }

  @Test func linesThatActAreToldFromThoseThatDeclare() {
    #expect(Rewording.acts("fclose(file);"))
    #expect(Rewording.acts("if x { y }"))
    #expect(!Rewording.acts("let maxAttempts: Int"))
    #expect(!Rewording.acts(""))
  }

  /// What is shown is always part of the lines, whatever they hold.
  @Test func anyTextsAreCutWithinThemselves() {
    var random = RandomValues(seed: 11)
    let pieces = [
      "a", " ", "(", ")", "[", "{", "}", "<=", "\"", "é", "🙂", ";", "=", "return ", "\t",
    ]
    func line() -> String {
      (0..<Int.random(in: 0..<9, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    for _ in 0..<2000 {
      let (old, new) = (line(), line())
      let rewording = Rewording(old: old, new: new)
      #expect(old.contains(rewording.old) || rewording.old.isEmpty)
      #expect(new.contains(rewording.new) || rewording.new.isEmpty)
      _ = rewording.movedBound
      _ = rewording.replacedCall
    }
  }
}
