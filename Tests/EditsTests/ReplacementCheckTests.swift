import Edits
import TestSupport
import Testing

struct ReplacementCheckTests {
  private func problems(_ text: String, _ rules: LexicalRules) -> [TextProblem] {
    ReplacementCheck(rules).problems(in: text, replacing: "")
  }

  private func lines(_ text: String, _ rules: LexicalRules) -> [Int] {
    problems(text, rules).map(\.line)
  }

  @Test func balancedCodeHasNoProblem() {
    let swift = """
      func a(_ b: [Int]) {
        // ) in a comment
        /* { /* nested */ ( */
        print("}", #"\\("#, "\\(b.map { "\\($0))" })")
        let long = \"\"\"
          { " (
          \"\"\"
      }
      """
    #expect(problems(swift, .swift) == [])
    let script = "const r = /[/({]/g; let s = `a ${f({b: `}`})} }`; x = a / b / c; return /\\)/\n"
    #expect(problems(script, .javaScript) == [])
    #expect(problems("fn f<'a>(x: &'a str) -> char { '{' }\nlet r = r#\"(\"#;\n", .rust) == [])
    #expect(problems("char c = '\\''; char d = '('; auto s = R\"({)\";\n", .cFamily) == [])
    #expect(problems("s := `(\n`\nr := '}'\n", .go) == [])
    #expect(problems("String s = \"\"\"\n  { \"\n\"\"\";\n", .java) == [])
    #expect(problems("case $x in\n  a) echo \"(${#x}\" ;; # }\nesac\n", .shell) == [])
  }

  @Test func bracketsWithoutTheirPairAreNamed() {
    #expect(lines("f {\n  (\n}\n", .swift) == [3])
    #expect(lines("f {\n\n", .swift) == [1])
    #expect(lines("\n}\n", .cFamily) == [2])
    #expect(
      problems("f(\n}", .go).first?.message == "'}' cannot close '(' of line 1")
  }

  @Test func stringsAndCommentsHaveToEnd() {
    #expect(lines("a\nb = \"x\n", .swift) == [2])
    #expect(lines("/* a\n", .java) == [1])
    #expect(lines("x = '''a\n\nb\n", .python) == [1])
  }

  @Test func pythonBlocksAreIndented() {
    let good = "def f(a,\n  b):\n    if a:  # why\n        x = [\n  1]\n\n    return '''\nx'''\n"
    #expect(problems(good, .python) == [])
    #expect(problems("  @d\n  def f():\n    return 1\n  x = 2\n", .python) == [])
    #expect(lines("def f():\nreturn 1\n", .python) == [2])
    #expect(lines("x = 1\n  y = 2\n", .python) == [2])
    #expect(lines("if a:\n        b\n    c\n", .python) == [3])
    #expect(lines("if a:\n", .python) == [1])
    #expect(lines("if a:\n    b\n\tc\n", .python) == [3])
  }

  @Test func aLineOfSlashesTakesNoLongTime() {
    let text = "x = " + String(repeating: "/[", count: 200_000) + "\n"
    #expect(problems(text, .javaScript).count == 10)
  }

  @Test func aFinderThatFaultsTheUnitIsNotBelieved() {
    let check = ReplacementCheck(.swift)
    #expect(check.problems(in: "{\n", replacing: "}\n") == [])
    #expect(check.problems(in: "{\n", replacing: "{}\n").count == 1)
    let own = ReplacementCheck([{ $0.contains("x") ? [TextProblem(line: 1, message: "x")] : [] }])
    #expect(own.problems(in: "x", replacing: "y").map(\.message) == ["x"])
    #expect(own.problems(in: "x", replacing: "x") == [])
  }

  @Test(arguments: 0..<200) func noTextMakesTheScanFail(_ seed: Int) {
    var random = RandomValues(seed: UInt64(seed))
    let parts = [
      "(", ")", "{", "}", "[", "]", "\"", "'", "`", "\\", "\n", "/", "*", "#", "${", "\\(",
      "\"\"\"",
      "r#\"", ":", " ", "\t", "a", "\u{E9}", "R\"(",
    ]
    let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
      parts.randomElement(using: &random) ?? ""
    }.joined()
    let all: [LexicalRules] = [
      .swift, .python, .javaScript, .go, .rust, .cFamily, .java, .shell,
    ]
    let lineCount = text.utf8.count { $0 == 0x0A } + 1
    for rules in all {
      #expect(problems(text, rules).allSatisfy { (1...lineCount).contains($0.line) })
    }
  }
}
