import Tasks
import Testing
import TextModel

/// Where completions end; a text has `|` where the cursor is.
struct CompletionCutTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var language = "swift"
    var written: String
    var kept: String
    var stop = CompletionCut.Stop.end
    var maxLines: Int?
    var reason = GenerationSummary.StopReason.endOfTurn

    var testDescription: String { "\(text) + \(written)" }
  }

  private static func cut(_ test: Case) -> CompletionCut {
    let parts = test.text.split(separator: "|", omittingEmptySubsequences: false)
    return CompletionCut(
      before: String(parts[0]), after: String(parts[1]), language: test.language,
      maxLines: test.maxLines)
  }

  private func check(_ test: Case) {
    let end = Self.cut(test).finished(test.written, reason: test.reason)
    #expect(end.text == test.kept)
    #expect(end.stop == test.stop)
  }

  private static let brackets: [Case] = [
    Case(text: "let a = |\n", written: "f(1)", kept: "f(1)"),
    Case(text: "f(|)\n", written: "1)", kept: "1", stop: .unit),
    Case(text: "f(|", written: "1)", kept: "1)"),
    Case(text: "f(g(|)", written: "1)", kept: "1)"),
    Case(text: "f(g(|)", written: "1))", kept: "1)", stop: .unit),
    Case(text: "f(|)", written: "\")\", [2])", kept: "\")\", [2]", stop: .unit),
    Case(text: "f(\"|\")", written: "a) b", kept: "a) b"),
    Case(text: "f(|)", written: "1 /* ) */", kept: "1 /* ) */"),
    Case(text: "f(|\n)", written: "1 // )", kept: "1 // )"),
    Case(text: "a[|]", written: "0] = 1", kept: "0", stop: .unit),
    Case(
      text: "func f() {\n  |\n}\n", written: "return 1\n}\n\nfunc g() {\n}", kept: "return 1",
      stop: .unit),
    Case(
      text: "func f() {\n  |", written: "return 1\n}\n\nfunc g() {\n}", kept: "return 1\n}",
      stop: .unit),
    Case(
      text: "func f() {\n  |", written: "if a {\n    b()\n  } else {\n    c()\n  }",
      kept: "if a {\n    b()\n  } else {\n    c()\n  }"),
    Case(
      text: "f(|", language: "javascript", written: "{ a: 1 });\ng(", kept: "{ a: 1 });\ng("),
    Case(
      text: "f(() => {|\n", language: "javascript", written: "\n  a();\n});\nb();",
      kept: "\n  a();\n});", stop: .unit),
    Case(
      text: "fn f<'a>(|) {}", language: "rust", written: "a: &'a str, c: char = ')') {",
      kept: "a: &'a str, c: char = ')'", stop: .unit),
    Case(
      text: "case $1 in\n  |\nesac\n", language: "bash", written: "a) echo a ;;",
      kept: "a) echo a ;;"),
    Case(text: "- see |\n", language: "markdown", written: "1) or 2)", kept: "1) or 2)"),
  ]

  @Test(arguments: brackets) func bracketsEndIt(_ test: Case) { check(test) }

  private static let blocks: [Case] = [
    Case(
      text: "def f():\n    |", language: "python",
      written: "return 1\n\n\ndef g():\n    return 2", kept: "return 1", stop: .unit),
    Case(
      text: "def f():|", language: "python", written: "\n    return 1\n\ndef g():\n    pass",
      kept: "\n    return 1", stop: .unit),
    Case(
      text: "def f|", language: "python", written: "(a):\n    return a\nx = f(1)",
      kept: "(a):\n    return a", stop: .unit),
    Case(
      text: "if a:|", language: "python", written: "\n    b()\nelse:\n    c()\nd()",
      kept: "\n    b()\nelse:\n    c()", stop: .unit),
    Case(
      text: "    x = |", language: "python", written: "f(\n  1,\n)\n    return x",
      kept: "f(\n  1,\n)\n    return x"),
    Case(
      text: "    x = |", language: "python", written: "\"\"\"\na\n\"\"\"\n    return x",
      kept: "\"\"\"\na\n\"\"\"\n    return x"),
    Case(
      text: "    x = f(|)\n", language: "python", written: "\n  1,\n  2\n", kept: "\n  1,\n  2\n"),
    Case(
      text: "    |", language: "swift", written: "a()\nb()", kept: "a()\nb()"),
  ]

  @Test(arguments: blocks) func aDedentEndsIndentedBlocks(_ test: Case) { check(test) }

  private static let repetitions: [Case] = [
    Case(
      text: "a()\n|\nreturn b\n", written: "b = 1\nreturn b\n", kept: "b = 1", stop: .repetition),
    Case(
      text: "a()\n|\n\nreturn b\n", written: "b = 1\n\nreturn b", kept: "b = 1", stop: .repetition),
    Case(text: "a()\n|\nreturn b\n", written: "return b", kept: "", stop: .repetition),
    Case(
      text: "a()\n|return b\n", written: "b = 1\nreturn b\n", kept: "b = 1\n", stop: .repetition),
    Case(
      text: "a()\n  |return b\n", written: "b = 1\n  return b", kept: "b = 1\n  ",
      stop: .repetition),
    Case(
      text: "a|\n  end\n", language: "ruby", written: "\n    end\n  end", kept: "\n    end",
      stop: .repetition),
    Case(text: "a|\nb\n", written: "\nbc", kept: "\nbc"),
    Case(text: "x = |;\n", written: "1;", kept: "1"),
    Case(text: "x = \"|\"\n", written: "hello\"", kept: "hello"),
    Case(text: "print(\"|\")\n", written: "hello\")", kept: "hello", stop: .unit),
    Case(text: "x = | + foo(y)\n", written: "1 + foo(y)", kept: "1"),
    Case(text: "x = |1\n", written: "11", kept: "11"),
    Case(text: "f(g(|)\n", written: "x)", kept: "x)"),
    Case(text: "foo|(x)\n", written: "Bar(", kept: "Bar"),
    Case(text: "return a ? |;\n}", written: "b : c;\n", kept: "b : c"),
    Case(text: "x = |; // c\n", written: "1\n", kept: "1"),
    Case(
      text: "let a: B|ool {\n  c()\n}\n", written: "ool {\n  c()\n}\n\nvar b", kept: "",
      stop: .repetition),
    Case(
      text: "f(|) {\n  c()\n}\n", written: "\n  a\n) {\n  c()", kept: "\n  a\n", stop: .unit),
  ]

  @Test(arguments: repetitions) func whatFollowsIsNotRepeated(_ test: Case) { check(test) }

  private static let limits: [Case] = [
    Case(text: "|", written: "a\nb\nc", kept: "a\nb", stop: .lineLimit, maxLines: 2),
    Case(text: "|", written: "a\nb", kept: "a\nb", maxLines: 2),
    Case(text: "x:|", written: "\na\nb", kept: "\na", stop: .lineLimit, maxLines: 1),
    Case(text: "|", written: "a\nb\nc d", kept: "a\nb", stop: .tokenLimit, reason: .tokenLimit),
    Case(text: "|", written: "one line", kept: "one line", stop: .tokenLimit, reason: .tokenLimit),
    Case(text: "{|", written: "\n  a", kept: "\n  a", stop: .tokenLimit, reason: .tokenLimit),
    Case(text: "|", written: "ä\u{FFFD}", kept: "ä", stop: .tokenLimit, reason: .tokenLimit),
    Case(text: "|", written: "a\u{FFFD}", kept: "a\u{FFFD}"),
    Case(text: "|", written: "", kept: "", stop: .tokenLimit, reason: .tokenLimit),
    Case(text: "f(|)", written: "1)\nx", kept: "1", stop: .unit, reason: .tokenLimit),
    Case(text: "a|\nb", written: " \n\n", kept: ""),
    Case(text: "|b", written: "a\n", kept: "a\n"),
    Case(text: "|", written: "a", kept: "a", stop: .stopString, reason: .stopString),
    Case(text: "|", written: "a", kept: "a", stop: .contextFull, reason: .contextFull),
  ]

  @Test(arguments: limits) func limitsLeaveWholeLines(_ test: Case) { check(test) }

  /// A cut that was made while the text came is the one that is made at its end.
  @Test(arguments: brackets + blocks + repetitions)
  func theEndIsSeenAsItComes(_ test: Case) {
    let cut = Self.cut(test)
    var text = ""
    for character in test.written {
      text.append(character)
      if cut.isOver(text) { break }
    }
    let reason = text == test.written ? test.reason : .enoughText
    #expect(cut.finished(text, reason: reason).text == test.kept)
  }

  /// Any bytes around any cursor: what is kept is a beginning of what was written.
  @Test func anyTextIsCutToABeginning() {
    var numbers = SystemRandomNumberGenerator()
    let alphabet = Array("(){}[]\"'`/*#:\n\n  aé🙂\\;")
    func text(_ count: Int) -> String {
      String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)] })
    }
    for round in 0..<2000 {
      let (before, after, written) = (text(round % 30), text(round % 17), text(round % 40))
      let language = ["swift", "python", "bash", ""][round % 4]
      let cut = CompletionCut(
        before: before, after: after, language: language, maxLines: round % 5 == 0 ? 2 : nil)
      let reason: GenerationSummary.StopReason = round % 3 == 0 ? .tokenLimit : .endOfTurn
      let kept = cut.finished(written, reason: reason).text
      #expect(
        written.utf8.starts(with: kept.utf8),
        "before \(before.debugDescription), after \(after.debugDescription)")
    }
  }
}
