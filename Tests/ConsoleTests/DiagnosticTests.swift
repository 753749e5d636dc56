import Console
import TestSupport
import Testing

/// Every message that a user can get before a model runs, and the exit status with it.
struct DiagnosticTests {
  private let run: ProgramRun

  init() throws { run = try ProgramRun() }

  private func expect(
    _ result: ProgramRun.Result, _ status: Console.ExitStatus, _ errors: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, sourceLocation: location)
    #expect(result.errors == errors, sourceLocation: location)
    #expect(result.output == "", sourceLocation: location)
  }

  @Test func inputThatCannotBeUsed() throws {
    expect(
      try run("explain", input: .pipe("")), .usage, "lathe: standard input is empty\n")
    expect(
      try run("review", input: .pipe(" \n\n")), .usage, "lathe: standard input is empty\n")
    expect(
      try run("explain", input: .pipe([0x7F, 0x45, 0x4C, 0x46, 0])), .usage,
      "lathe: standard input is not text: it has a zero byte at offset 4\n")
    expect(
      try run("review", input: .pipe("hello\n")), .usage,
      "lathe: standard input is not a diff\n")
  }

  @Test func nothingToWorkOn() throws {
    expect(
      try run("ask"), .usage,
      "lathe: there is no question; give it as an argument or through standard input\n")
    expect(
      try run("explain"), .usage,
      "lathe: there is nothing to explain; name a file, a revision or --staged,"
        + " or pipe something in\n")
    expect(
      try run("review"), .usage,
      "lathe: there is nothing to review; name a revision or --staged, or pipe a diff in\n")
    expect(
      try run("debug"), .usage,
      "lathe: there is nothing to debug; pipe a stack trace or the output of a test run in\n")
  }

  @Test func modelsThatAreMissing() throws {
    expect(
      try run("ask", "q", "-m", "/no/such.gguf"), .model,
      "lathe: there is no file /no/such.gguf\n")
    let unknown = try run("ask", "q", "-m", "qwen2.5-coder-1.5")
    #expect(unknown.status == .model)
    #expect(unknown.errors.contains("did you mean qwen2.5-coder-1.5b"))
    let absent = try run("ask", "q", "-m", "qwen2.5-coder-1.5b")
    #expect(absent.status == .model)
    #expect(absent.errors.hasSuffix("run `lathe models pull qwen2.5-coder-1.5b`\n"))
  }

  @Test func modelsThatAreBroken() throws {
    let path = try run.folder.write("broken.gguf", "text")
    expect(
      try run("ask", "q", "-m", path), .model,
      "lathe: 'broken.gguf' is not a GGUF file\nhint: pull it again\n")
  }

  @Test(arguments: [
    (["--top-p", "2"], "the value '2.0' of --top-p must be above 0 and at most 1"),
    (["--min-p", "1"], "the value '1.0' of --min-p must be at least 0 and below 1"),
    (["--temperature=-1"], "the value '-1.0' of --temperature must be from 0 to 100"),
    (["--temperature", "nan"], "the value 'nan' of --temperature must be from 0 to 100"),
    (["-n", "0"], "the value '0' of --max-tokens must be at least 1"),
    (["-t", "0"], "the value '0' of --threads must be from 1 to 1024"),
    (["--context-size", "1"], "the value '1' of --context-size must be at least 16"),
  ])
  func valuesOutOfRange(_ arguments: [String], _ message: String) throws {
    let result = try run("ask", "q", arguments[0], arguments.count > 1 ? arguments[1] : "-q")
    expect(result, .usage, "lathe: \(message)\n")
  }

  @Test(arguments: [
    ("LATHE_TOP_K", "x", "the value 'x' of LATHE_TOP_K must be at least 0"),
    ("LATHE_COLOR", "red", "the value 'red' of LATHE_COLOR must be one of auto, always, never"),
    ("LATHE_JSON", "maybe", "the value 'maybe' of LATHE_JSON must be 1 or 0"),
  ])
  func badVariables(_ name: String, _ value: String, _ message: String) throws {
    expect(
      try run("ask", "q", environment: [name: value]), .usage, "lathe: \(message)\n")
  }

  @Test func unknownCommandsAndOptions() throws {
    expect(
      try run("frobnicate"), .usage,
      """
      lathe: there is no command 'frobnicate'
      hint: the commands are ask, explain, review, debug, complete, refactor, undo, models, bench, inspect
      hint: see lathe help

      """)
    expect(
      try run("ask", "--bogus"), .usage,
      """
      lathe: Unknown option '--bogus'
      Usage: lathe ask [<options>] [<prompt> ...]
        See 'lathe ask --help' for more information.

      """)
    #expect(try run("ask", "q", "-q", "-v").status == .usage)
    #expect(try run("debug", "x").status == .usage)
    #expect(try run("bench", "-p", "0").status == .usage)
    #expect(try run("inspect", "scores", "x", "--limit", "1").status == .usage)
  }

  @Test func namesCannotSteerTheTerminal() {
    let diagnostic = Diagnostic(.usage, "there is no file 'x'", hints: ["look"])
    #expect(diagnostic.lines == ["lathe: there is no file 'x'", "hint: look"])
  }

  @Test func exitStatusesAreFixed() {
    let statuses: [Console.ExitStatus] = [
      .done, .findings, .usage, .model, .context, .edit, .incomplete, .internal, .interrupted,
      .closedPipe, .terminated,
    ]
    #expect(statuses.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 70, 130, 141, 143])
  }
}
