import Edits
import TestSupport
import Testing

struct IndentationTests {
  private let method = "    func a() {\n        b()\n    }\n"

  @Test func aDedentedUnitIsIndentedAgain() {
    #expect(
      Indentation.adapted("func a() {\n    c()\n\n}\n", to: method)
        == "    func a() {\n        c()\n\n    }\n")
  }

  @Test func aUnitWithTooMuchIndentationMovesOut() {
    #expect(
      Indentation.adapted("        func a() {\n            c()\n        }", to: method)
        == "    func a() {\n        c()\n    }")
    #expect(Indentation.adapted("  x\n    y\n", to: "a\n") == "x\n  y\n")
  }

  @Test func whatIsRightStays() {
    let new = "    func a() {\n        c()\n    }\n"
    #expect(Indentation.adapted(new, to: method) == new)
    #expect(Indentation.adapted("x\n", to: "y\n") == "x\n")
    #expect(Indentation.adapted("", to: method) == "")
    #expect(Indentation.adapted("\n\n", to: method) == "\n\n")
  }

  @Test func aFirstLineAloneIsIndented() {
    #expect(
      Indentation.adapted("func a() {\n        c()\n    }\n", to: method)
        == "    func a() {\n        c()\n    }\n")
    // Without a bracket, the second line tells.
    let python = "    def a():\n        b\n"
    let right = "    def a():\n        c\n"
    #expect(Indentation.adapted("def a():\n        c\n", to: python) == right)
    #expect(Indentation.adapted("def a():\n    c\n", to: python) == right)
    #expect(Indentation.adapted("if a:\n    b\n", to: "    b\n    c\n") == "    if a:\n        b\n")
    #expect(Indentation.adapted("b\n    d\n", to: "    b\n    c\n") == "    b\n    d\n")
  }

  @Test func aFirstAndALastLineAloneAreIndented() {
    let unit = "  func a() {\n    for b in c {\n      d()\n    }\n  }\n"
    #expect(
      Indentation.adapted(
        "func a() -> Int {\n    var e = 0\n    for b in c {\n      d()\n    }\n\n    return e\n}\n",
        to: unit)
        == "  func a() -> Int {\n    var e = 0\n    for b in c {\n      d()\n    }\n\n    return e\n  }\n"
    )
    // At the left margin as a whole, with more blanks to a step: the inner lines tell.
    #expect(
      Indentation.adapted("func a() {\n    for b in c {\n        d()\n    }\n}\n", to: unit)
        == "  func a() {\n      for b in c {\n          d()\n      }\n  }\n")
    // Without a line of the unit nothing tells.
    #expect(
      Indentation.adapted("func a() {\n    e()\n}\n", to: unit) == "  func a() {\n      e()\n  }\n")
  }

  @Test func spacesBecomeTabsWhereTheUnitHasTabs() {
    let unit = "\tfunc a() {\n\t\tb()\n\t}\n"
    #expect(
      Indentation.adapted("func a() {\n    if b {\n        c()\n    }\n}\n", to: unit)
        == "\tfunc a() {\n\t\tif b {\n\t\t\tc()\n\t\t}\n\t}\n")
    // At the left margin, the file tells.
    #expect(Indentation.adapted("a:\n  b\n", to: "a:\n", style: .tabs) == "a:\n\tb\n")
  }

  @Test func tabsBecomeSpacesWhereTheUnitHasSpaces() {
    let unit = "  func a() {\n    b()\n  }\n"
    #expect(
      Indentation.adapted("func a() {\n\tb()\n\t\tc\n}\n", to: unit)
        == "  func a() {\n    b()\n      c\n  }\n")
  }

  @Test func linesOfALongStringStayAtTheMargin() {
    let unit = "  let a = \"\"\"\nmargin\n  \"\"\"\n  b()\n"
    #expect(
      Indentation.adapted("let a = \"\"\"\nmargin\n\"\"\"\nc()\n", to: unit)
        == "  let a = \"\"\"\nmargin\n  \"\"\"\n  c()\n")
  }

  @Test func stylesAreRecognized() {
    #expect(IndentationStyle(of: "a\n  b\n      c\n") == .spaces(width: 2))
    #expect(IndentationStyle(of: "a\n\tb\n") == .tabs)
    #expect(IndentationStyle(of: "a\n\tb\n  c\n") == nil)
    #expect(IndentationStyle(of: "a\nb\n") == nil)
  }

  @Test func returnsStayAtLineEnds() {
    #expect(Indentation.adapted("a\r\n  b\r\n", to: "  a\r\n") == "  a\r\n    b\r\n")
  }
}

/// New lines in the place of some lines of a file, of which the first may be any.
struct AlignmentTests {
  private func aligned(_ text: String, _ old: String) -> String {
    Indentation.aligned(text, with: old)
  }

  @Test func whatIsRightStays() {
    let old = "    a()\n    b()\n"
    for text in [
      "    c()\n", "    a()\n    c()\n", "    if x {\n        a()\n    }\n    b()\n", "", "\n",
      "        c()\n    a()\n",
    ] {
      #expect(aligned(text, old) == text)
    }
  }

  @Test func aLineOfBothTextsTellsHowFarTheyAreOff() {
    #expect(aligned("a()\nc()\n", "    a()\n    b()\n") == "    a()\n    c()\n")
    #expect(
      aligned("  if y:\n    z()\n  a()\n", "      a()\n") == "      if y:\n        z()\n      a()\n"
    )
    #expect(aligned("\t\tc()\n\t\ta()\n", "\ta()\n") == "\tc()\n\ta()\n")
  }

  @Test func linesAtTheMarginGetTheFirstLinesIndentation() {
    #expect(aligned("c()\nif x:\n  d()\n\n", "    a()\n") == "    c()\n    if x:\n      d()\n\n")
    // Some indentation of its own is believed.
    #expect(aligned("  c()\n", "    a()\n") == "  c()\n")
  }

  @Test func bracesTellNothing() {
    #expect(aligned("  }\n", "    }\n") == "  }\n")
    #expect(aligned("  x()\n", "    x()\n    x()\n") == "  x()\n")
  }

  @Test func linesThatCannotMoveStay() {
    // "def g" has less than what the others would lose.
    let text = "      a()\ndef g():\n"
    #expect(aligned(text, "    a()\n") == text)
  }

  @Test(arguments: UInt64(0)..<200) func linesMoveTogetherOrNotAtAll(_ seed: UInt64) {
    var random = RandomValues(seed: seed)
    func text() -> String {
      (0...random.number(below: 5)).map { _ in
        String(repeating: random.pick([" ", "  ", "\t"]), count: random.number(below: 4))
          + random.pick(["a()", "b()", "}", "if x {", ""]) + "\n"
      }.joined()
    }
    let (new, old) = (text(), text())
    let moved = aligned(new, old)
    let lines = zip(new.split(separator: "\n"), moved.split(separator: "\n"))
    #expect(lines.allSatisfy { $0.drop { $0.isWhitespace } == $1.drop { $0.isWhitespace } })
    #expect(aligned(old, old) == old)
  }
}
