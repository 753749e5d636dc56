import Edits
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
