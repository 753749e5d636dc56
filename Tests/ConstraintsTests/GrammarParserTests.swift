import Constraints
import TestSupport
import Testing

@Suite struct GrammarParserTests {
  private func fault(_ text: String) -> ConstraintError? {
    do throws(ConstraintError) {
      _ = try Constraint.parse(grammar: text)
      return nil
    } catch { return error }
  }

  @Test func readsEverySign() throws {
    let text = #"""
      # Messages of commits.
      commit = kind ("(" [a-z]+ ")")? ": "   # the head
        [^\n]{1,5} "\n"
      kind = "fix" | "feat"
        | "\u{e9}\"\\" [\]\-a-c]{2}

      """#
    let automaton = try ConstraintAutomaton(Constraint.parse(grammar: text))
    for text in ["fix: a\n", "feat(abc): éé\n", #"é"\]-: x"# + "\n", #"é"\ab(q): 12345"# + "\n"] {
      #expect(automaton.accepts(text), "\(text)")
    }
    for text in ["fix: \n", "fix: 123456\n", "fix(): a\n", "docs: a\n", #"é"\d]: x"# + "\n"] {
      #expect(!automaton.accepts(text), "\(text)")
    }
  }

  @Test func isTheSameAsInCode() throws {
    let parsed = try Constraint.parse(
      grammar: #"a = "x"* b{2} | b{1,} [0-9_]? (a "-")+"# + "\nb = \"b\"")
    let built = Constraint.grammar(
      [
        GrammarRule(
          "a",
          .either([
            .sequence([.repeated(.literal("x")), .repeated(.rule("b"), atLeast: 2, atMost: 2)]),
            .sequence([
              .repeated(.rule("b"), atLeast: 1),
              .optional(.characters(ScalarSet("0"..."9", "_"..."_"))),
              .repeated(.sequence([.rule("a"), .literal("-")]), atLeast: 1),
            ]),
          ])), GrammarRule("b", .literal("b")),
      ], start: "a")
    #expect(parsed == built)
  }

  @Test(arguments: [
    ("", 1, 1), ("a", 1, 2), ("a =", 1, 4), ("a = \"x", 1, 7), ("a = [b-a]", 1, 9),
    ("a = (\"x\"", 1, 9), ("a = \"x\"{2", 1, 10), ("a = \"x\"{z}", 1, 9), ("a = \"x\" )", 1, 9),
    ("a = \"x\"\n= \"y\"", 2, 1), ("a = \"\\u{110000}\"", 1, 15), ("a = \"\\", 1, 7),
    ("a = \"x\" |", 1, 10), (" a = \"x\"", 1, 1), ("a = [", 1, 6),
  ])
  func faultsHaveTheirPlace(text: String, line: Int, column: Int) {
    guard case .grammarSyntax(let foundLine, let foundColumn, let expected)? = fault(text) else {
      Issue.record("no fault in \(text)")
      return
    }
    #expect(foundLine == line && foundColumn == column, "\(text): \(foundLine):\(foundColumn)")
    #expect(!expected.isEmpty)
  }

  @Test func depthIsBounded() {
    #expect(fault("a = " + String(repeating: "(", count: 100_000)) == .tooDeep(limit: 256))
  }

  /// Texts of signs that mean something must not crash the parser or the compiler behind it.
  @Test(arguments: UInt64(0)..<500) func anyTextIsReadOrRefused(seed: UInt64) {
    var random = RandomValues(seed: seed)
    let signs = [
      "a", "b", " = ", "\"", "x", "[", "]", "^", "-", "(", ")", "|", "?", "*", "+", "{", "}", "1",
      ",", "\\", "u", "#", "\n", " ", "é", "99999999999999999999", "\na = ",
    ]
    let text = "a = " + (0..<random.number(below: 30)).map { _ in random.pick(signs) }.joined()
    guard let constraint = try? Constraint.parse(grammar: text),
      let automaton = try? ConstraintAutomaton(constraint)
    else { return }
    #expect(automaton.distance(automaton.start) < 1 << 40)
  }
}
