import Console
import Foundation
import OrderedJSON
import TestSupport
import Testing
import TextModel

/// What `--json` prints where a command fails, and how long the first text took.
struct FailureReportTests {
  private let run: ProgramRun

  init() throws { run = try ProgramRun() }

  private func check(
    _ result: ProgramRun.Result, _ status: Console.ExitStatus, _ words: String
  ) throws {
    #expect(result.status == status)
    let object = try JSONParser.parse(result.output)
    #expect(object["exitStatus"]?.integer == Int(status.rawValue))
    #expect(object["failure"]?.string?.contains(words) == true, "\(result.output)")
    // People read it too.
    #expect(result.errors.contains(words))
  }

  @Test(
    arguments: [
      ["ask", "q", "-f", "no.c"], ["explain", "-f", "no.c", "-"], ["review", "-f", "no.c", "-"],
      ["debug", "-f", "no.c"], ["complete", "no.c:1"], ["refactor", "no.c", "-i", "x"],
    ])
  func aMissingFileIsToldByEveryCommand(arguments: [String]) throws {
    let environment = ["XDG_STATE_HOME": run.folder.path("state")]
    let result = try run(
      arguments: arguments + ["--json"], input: .pipe("some text\n"), environment: environment)
    try check(result, .usage, "there is no file 'no.c'")
    let plain = try run(
      arguments: arguments, input: .pipe("some text\n"), environment: environment)
    #expect(plain.status == .usage)
    #expect(plain.output == "")
  }

  @Test func theModelAndTheContextCanFail() throws {
    let broken = try run.folder.write("broken.gguf", "x")
    let model = try run("ask", "q", "-m", broken, "--json")
    try check(model, .model, "'broken.gguf' is not a GGUF file")
    #expect(try JSONParser.parse(model.output)["hints"] == ["pull it again"])
    run.model.contextSize = 200
    let long = String(repeating: "word ", count: 500)
    try check(
      try run("ask", "q", "--json", input: .pipe(long)), .context, "the context holds 200")
  }

  @Test func soCanTheModelWhileItWrites() throws {
    run.model.failureAfterPieces = 1
    try check(try run("ask", "q", "--json"), .context, "the context holds 4096")
  }

  @Test func aRefusedCommandLineIsTold() throws {
    try check(try run("ask", "q", "--json", "--no-such"), .usage, "--no-such")
    try check(try run("no-such", "--json"), .usage, "there is no command 'no-such'")
  }

  @Test func theVariableAsksForItToo() throws {
    let environment = ["LATHE_JSON": "1"]
    try check(
      try run("ask", "q", "-f", "no.c", environment: environment), .usage, "no file 'no.c'")
    let other = try run("inspect", "gguf", "no.gguf", "--bad", environment: environment)
    #expect(other.output == "")
  }

  @Test func theFileOfTheAnswerGetsIt() throws {
    let path = run.folder.path("out.json")
    let result = try run("ask", "q", "-f", "no.c", "--json", "-o", path)
    #expect(result.output == "")
    let bytes = try #require(FileManager.default.contents(atPath: path))
    #expect(try JSONParser.parse(Array(bytes))["exitStatus"]?.integer == 2)
    let unwritable = try run("ask", "q", "--json", "-o", run.folder.path("none/out.json"))
    try check(unwritable, .usage, "cannot write")
  }

  @Test func aQuestionCanSpellTheFlag() throws {
    let result = try run("ask", "-f", "no.c", "--", "--json")
    #expect(result.status == .usage)
    #expect(result.output == "")
  }

  @Test func anAnswerThatWasCutSaysSo() throws {
    let object = try JSONParser.parse(try run("ask", "q", "-n", "1", "--json").output)
    #expect(object["exitStatus"]?.integer == 6)
    #expect(object["failure"]?.string == "the answer was cut at its token limit; -n raises it")
    run.model.stopReason = .cancelled
    let stopped = try JSONParser.parse(try run("ask", "q", "--json").output)
    #expect(stopped["failure"]?.string == "interrupted")
    #expect(stopped["exitStatus"]?.integer == 130)
  }

  // MARK: The first text

  @Test func everyCommandTellsWhenTheFirstTextCame() throws {
    run.model.answers = ["1"]
    let complete = try run("complete", "--name", "a.c", "--json", input: .pipe("a = <CURSOR>;"))
    for result in [try run("ask", "q", "--json"), complete] {
      let seconds = try JSONParser.parse(result.output)["firstTextSeconds"]?.double
      // The age of this process.
      #if os(Linux)
      #expect(try #require(seconds) > 0)
      #endif
    }
    let words = try run("complete", "--name", "a.c", "-v", input: .pipe("a = <CURSOR>;"))
    #expect(words.errors.contains("\nfirst text "))
  }

  @Test func whereNoneCameThereIsNoTime() throws {
    run.model.answers = [""]
    let result = try run("complete", "--name", "a.c", "--json", input: .pipe("a = <CURSOR>;"))
    let object = try JSONParser.parse(result.output)
    #expect(object["firstTextSeconds"] == .null)
    #expect(object["exitStatus"]?.integer == 0)
    #expect(object["failure"] == .null)
  }
}
