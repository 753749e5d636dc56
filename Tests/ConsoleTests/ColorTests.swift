import Console
import Foundation
import TestSupport
import Testing

/// Who gets colours and styles, and that nobody else gets a byte of them.
struct ColorTests {
  private let run: ProgramRun
  private static let answer = "# A\n**b** `c`\n"
  private static let styled =
    "\u{1b}[1m# A\u{1b}[0m\n\u{1b}[1m**b**\u{1b}[0m \u{1b}[36m`c`\u{1b}[0m\n"

  init() throws {
    run = try ProgramRun()
    run.model.answers = [Self.answer]
  }

  @Test(arguments: [
    ([:], []), (["NO_COLOR": "1"], ["--color", "always"]),
    (["LATHE_COLOR": "never"], ["--color=auto"]),
    (["LATHE_COLOR": "always", "NO_COLOR": "1"], []),
  ])
  func aTerminalGetsStyles(_ environment: [String: String], _ flags: [String]) throws {
    let result = try ask(flags, environment, onTerminal: true)
    #expect(result.output == Self.styled)
  }

  @Test(arguments: [
    (["NO_COLOR": "1"], []), ([:], ["--color", "never"]), (["LATHE_COLOR": "never"], []),
    (["TERM": "dumb"], []), (["FORCE_COLOR": "0"], []), ([:], ["--dry-run"]), ([:], ["--json"]),
  ])
  func aTerminalWithoutColorsGetsNone(
    _ environment: [String: String], _ flags: [String]
  ) throws {
    let result = try ask(flags, environment, onTerminal: true)
    #expect(!result.output.contains("\u{1b}"))
    #expect(result.output.contains("# A") != (flags == ["--dry-run"]))
  }

  @Test(arguments: [([:], []), (["FORCE_COLOR": "1"], []), ([:], ["--color", "auto"])])
  func aPipeGetsTheExactBytes(_ environment: [String: String], _ flags: [String]) throws {
    run.model.answers = [Self.answer + "\u{1b}[31m"]
    #expect(try ask(flags, environment).output == Self.answer + "\u{1b}[31m\n")
  }

  @Test func aPipeGetsStylesWhereTheUserSaysSo() throws {
    // What is made for a terminal has none of the model's own sequences.
    run.model.answers = ["\u{1b}[31m" + Self.answer]
    #expect(try ask(["--color", "always"], [:]).output == Self.styled)
    let path = run.folder.path("a.txt")
    _ = try run("ask", "q", "--color", "always", "-o", path)
    let text = FileManager.default.contents(atPath: path) ?? Data()
    #expect(String(decoding: text, as: UTF8.self) == "\u{1b}[31m" + Self.answer)
  }

  @Test func stylesEndWithAnAnswerThatIsCut() throws {
    run.model.answers = ["`a b c"]
    let cut = try ask(["-n", "1"], [:], onTerminal: true)
    #expect(cut.output == "\u{1b}[36m`a\u{1b}[0m\n")
  }

  @Test func codeThatOnePartLeavesOpenDoesNotColorTheNext() throws {
    run.model.contextSize = 2000
    run.model.answers = ["```\ncode", "plain", "all"]
    let diff = ["a.c", "b.c"].map { name in
      "diff --git a/\(name) b/\(name)\n--- a/\(name)\n+++ b/\(name)\n@@ -0,0 +1,300 @@\n"
        + String(repeating: "+one two three four\n", count: 300)
    }
    let result = try run(
      "explain", input: .pipe(diff.joined()), environment: ["LATHE_COLOR": "always"])
    #expect(result.output.contains("\u{1b}[36mcode\u{1b}[0m\n"))
    #expect(result.output.contains("\nplain\n"))
    #expect(result.output.hasSuffix("\nall\n"))
  }

  @Test func stylesEndWhereTheEngineFails() throws {
    run.model.answers = ["**a b"]
    run.model.failureAfterPieces = 1
    let result = try ask([], [:], onTerminal: true)
    #expect(result.status == .context)
    #expect(result.output == "\u{1b}[1m**a\u{1b}[0m\n")
  }

  @Test func labelsOfMessagesHaveColors() throws {
    let plain = "lathe: there is no command 'frob'\n"
    let colored = "\u{1b}[1m\u{1b}[31mlathe:\u{1b}[0m there is no command 'frob'\n"
    #expect(try run("frob").errors.hasPrefix(plain))
    let seen = try run("frob", onTerminal: true).errors
    #expect(seen.hasPrefix(colored))
    #expect(seen.contains("\n\u{1b}[1mhint:\u{1b}[0m see lathe help\n"))
    #expect(try run("frob", "--color", "never", onTerminal: true).errors.hasPrefix(plain))
    #expect(try run("frob", environment: ["FORCE_COLOR": "1"]).errors.hasPrefix(colored))
    #expect(
      try run("ask", "--bogus", "--color=always").errors.hasPrefix("\u{1b}[1m\u{1b}[31mlathe:"))
    #expect(try run("ask", "--bogus", "--", "--color=always").errors.hasPrefix("lathe: "))
  }

  @Test func aFlagWinsOverAVariableThatCannotBe() throws {
    let result = try ask(["--color", "never"], ["LATHE_COLOR": "red"], onTerminal: true)
    #expect(result.status == .done)
    #expect(try ask([], ["LATHE_COLOR": "red"]).status == .usage)
  }

  private func ask(
    _ flags: [String], _ environment: [String: String], onTerminal: Bool = false
  ) throws -> ProgramRun.Result {
    try run(
      arguments: ["ask", "q"] + flags, environment: environment, onTerminal: onTerminal)
  }
}
