import Console
import Inference
import TestSupport
import Testing
import TextModel

struct CompleteCommandTests {
  private let run: ProgramRun

  init() throws { run = try ProgramRun() }

  private static let source = "func f(a: Int) -> Int {\n  \n}\n"

  @Test func theCompletionIsAllThatStandardOutputGets() throws {
    run.model.answers = ["return a\n}"]
    let path = try run.folder.write("a.swift", Self.source)
    let result = try run("complete", "\(path):2")
    #expect(result.status == .done)
    #expect(result.output == "return a")
    #expect(result.errors == "")
    #expect(
      run.model.rawPrompts == [
        [
          .token(.prefix), .text("func f(a: Int) -> Int {\n  "), .token(.suffix), .text("\n}\n"),
          .token(.middle),
        ]
      ])
    #expect(run.model.options == [GenerationOptions(maxTokens: 128)])
    #expect(run.engine.requests.map(\.options.hasConversations) == [false])
  }

  @Test func aColumnSplitsTheLine() throws {
    run.model.answers = ["x"]
    let path = try run.folder.write("a.swift", "let a = ()\n")
    _ = try run("complete", "\(path):1:10")
    #expect(run.model.rawPrompts.first?[1] == .text("let a = ("))
    #expect(run.model.rawPrompts.first?[3] == .text(")\n"))
  }

  @Test func standardInputHasAMark() throws {
    run.model.answers = ["1"]
    let result = try run("complete", input: .pipe("a = <CURSOR>;\n"))
    #expect(result.output == "1")
    #expect(run.model.rawPrompts.first?[1] == .text("a = "))
    let other = try ProgramRun()
    _ = try other("complete", "--cursor", "@@", input: .file("b = @@;\n"))
    #expect(other.model.rawPrompts.first?[1] == .text("b = "))
  }

  @Test func standardInputCanHaveAPlace() throws {
    let result = try run(
      "complete", "--at", "2:3", "--name", "x.py", "--json", input: .pipe("a\nbcd\n"))
    #expect(result.output.contains(#""place": {"file": "x.py", "line": 2, "column": 3}"#))
    #expect(run.model.rawPrompts.first?[1] == .text("a\nbc"))
    let wrong = try run("complete", "--at", "x", input: .pipe("a\n"))
    #expect(wrong.status == .usage)
    #expect(wrong.errors.contains("names no line"))
  }

  @Test func twoFilesAreTheTwoSides() throws {
    let before = try run.folder.write("before", "a = ")
    let after = try run.folder.write("after", ";\n")
    _ = try run("complete", "--prefix", before, "--suffix", after)
    #expect(run.model.rawPrompts.first?[1] == .text("a = "))
    #expect(run.model.rawPrompts.first?[3] == .text(";\n"))
    _ = try run("complete", "--prefix", before)
    #expect(
      run.model.rawPrompts.last == [
        .token(.prefix), .text("a = "), .token(.suffix), .token(.middle),
      ])
  }

  @Test(arguments: [
    (["complete", "no.c:3"], "lathe: there is no file 'no.c'\n"),
    (
      ["complete", "no.c"],
      "lathe: 'no.c' names no line; write FILE:LINE or FILE:LINE:COLUMN\n"
    ),
    (
      ["complete", "no.c:0"],
      "lathe: lines and columns count from 1, so there is no place 'no.c:0'\n"
    ),
  ])
  func wrongPlacesAreRefused(_ arguments: [String], _ words: String) throws {
    let result = try run(arguments: arguments)
    #expect(result.status == .usage)
    #expect(result.errors == words)
    #expect(result.output == "")
    #expect(run.engine.requests.isEmpty)
  }

  @Test func placesBeyondTheTextAreRefused() throws {
    let path = try run.folder.write("a.c", "int a;\n")
    let line = try run("complete", "\(path):9")
    #expect(line.status == .usage)
    #expect(line.errors == "lathe: there is no line 9 in \(path); its last one is 2\n")
    let column = try run("complete", "\(path):1:9")
    #expect(
      column.errors == "lathe: there is no column 9 in line 1 of \(path); its end is column 7\n")
  }

  @Test func anInputWithoutItsMarkIsRefused() throws {
    let none = try run("complete", input: .pipe("a\n"))
    #expect(none.status == .usage)
    #expect(none.errors.hasPrefix("lathe: the input has no mark '<CURSOR>' where the cursor is"))
    let two = try run("complete", input: .pipe("<CURSOR><CURSOR>"))
    #expect(two.errors.contains("the mark '<CURSOR>' 2 times"))
    let nothing = try run("complete")
    #expect(nothing.status == .usage)
    #expect(nothing.errors.hasPrefix("lathe: there is nothing to complete\nhint: name a place"))
  }

  @Test func waysThatExcludeEachOtherAreRefused() throws {
    #expect(try run("complete", "a.c:1", "--prefix", "b").status == .usage)
    #expect(try run("complete", "a.c:1", "--cursor", "b").status == .usage)
    #expect(try run("complete", "a.c:1", "--at", "1").status == .usage)
    #expect(try run("complete", "--suffix", "b", "--cursor", "b").status == .usage)
  }

  @Test func aModelThatCannotCompleteIsRefused() throws {
    run.model.infillTokens = [:]
    let result = try run("complete", input: .pipe("<CURSOR>"))
    #expect(result.status == .model)
    #expect(
      result.errors.hasPrefix("lathe: the model 'fake' cannot complete code: its vocabulary"))
    #expect(result.errors.contains("\nhint: name a code model with -m"))
  }

  @Test func aLimitLeavesWholeLinesAndIsDone() throws {
    run.model.answers = ["a = 1\nb = 2"]
    let result = try run("complete", "-n", "4", input: .pipe("<CURSOR>"))
    #expect(result.output == "a = 1")
    #expect(result.errors == "")
    #expect(result.status == .done)
    let verbose = try run("complete", "-n", "4", "-v", input: .pipe("<CURSOR>"))
    #expect(verbose.errors.contains("the completion was cut at its limit; -n raises it\n"))
  }

  @Test func nothingBeforeTheLimitIsIncomplete() throws {
    run.model.answers = [" \n \n \n"]
    let result = try run("complete", "-n", "2", input: .pipe("<CURSOR>"))
    #expect(result.status == .incomplete)
    #expect(result.output == "")
    #expect(result.errors == "nothing came before the limit; -n raises it\n")
  }

  @Test func aModelThatAddsNothingSaysSo() throws {
    run.model.answers = [""]
    let result = try run("complete", input: .pipe("<CURSOR>"))
    #expect(result.status == .done)
    #expect(result.errors == "the model has nothing to add here\n")
    run.model.answers = ["a()\n"]
    let repeated = try run("complete", input: .pipe("<CURSOR>\na()\n"))
    #expect(repeated.status == .done)
    #expect(repeated.errors == "the model would only repeat what follows the cursor\n")
  }

  @Test func strictLeavesNothingOut() throws {
    let text = String(repeating: "a line of it\n", count: 100) + "<CURSOR>"
    let result = try run("complete", "--window", "20", "--strict", input: .pipe(text))
    #expect(result.status == .context)
    #expect(
      result.errors.hasPrefix("lathe: the first 95 lines of standard input are left out\nhint: "))
    let free = try run("complete", "--window", "20", "-v", input: .pipe(text))
    #expect(free.status == .done)
    #expect(free.errors.contains("\nthe first 95 lines of standard input are left out\n"))
  }

  @Test func theRepositoryAddsDeclarations() throws {
    try run.folder.git("init", "-q")
    try run.folder.write("b.swift", "struct Box {\n  var lid: Int\n  func open() {\n\n  }\n}\n")
    let path = try run.folder.write("a.swift", "func f(box: Box) {\n  \n}\n")
    let shown = try run("complete", "\(path):2", "--dry-run", "--context-budget", "300")
    #expect(
      shown.output.contains("<FILE>b.swift\nstruct Box {\n  var lid: Int\n  func open()\n}\n"))
    #expect(shown.output.contains("<FILE>a.swift\n<PRE>func f(box: Box)"))
    #expect(
      shown.errors.contains(
        "b.swift:1-6, declarations only (added by lathe: defines Box, used once)\n"))
    for arguments in [[], ["--context-budget", "0"], ["--context-budget", "auto"]] {
      let none = try run(arguments: ["complete", "\(path):2", "--dry-run"] + arguments)
      #expect(none.output.hasPrefix("<PRE>"))
    }
    let quiet = try run("complete", "\(path):2", "--strict")
    #expect(quiet.status == .done)
    #expect(quiet.errors == "")
    let strict = try run("complete", "\(path):2", "--strict", "--context-budget", "3")
    #expect(strict.status == .context)
    #expect(strict.errors.hasPrefix("lathe: b.swift:1-6 is left out: needs "))
    #expect(strict.errors.contains("\nhint: --context-budget 0 adds nothing"))
    #expect(try run("complete", "\(path):2", "--context-budget", "x").status == .usage)
  }

  @Test func aLineThatDoesNotFitIsRefusedWithWhatHelps() throws {
    let line = String(repeating: "word ", count: 5000)
    let result = try run("complete", input: .pipe(line + "<CURSOR>"))
    #expect(result.status == .context)
    #expect(
      result.errors == "lathe: the line of the cursor needs 5003 tokens, but the context holds 4096"
        + "\nhint: --context-size sets the size of the context, up to what the model was made for\n"
    )
    let file = try run.folder.write("b.c", line)
    let both = try run("complete", "-f", file, input: .pipe("<CURSOR>"))
    #expect(both.status == .context)
    #expect(both.errors.hasPrefix("lathe: the line of the cursor and the files of -f need 5"))
    #expect(both.errors.contains("\nhint: name fewer files, or lines of them (-f FILE:10-40)\n"))
  }

  @Test func jsonIsOneObject() throws {
    run.model.answers = ["1;\n"]
    let result = try run("complete", "--json", "--name", "a.c", input: .pipe("a = <CURSOR>"))
    #expect(
      result.output.hasPrefix(
        #"{"completion": "1;", "stop": "end", "model": "fake", "#
          + #""place": {"file": "a.c", "line": 1, "column": 5}, "promptTokens": 5, "#
          + #""generatedTokens": 2, "#))
    #expect(result.output.contains(#""leftOut": [], "receipt": {"contextSize": 4096, "#))
    #expect(result.output.hasSuffix("}\n"))
  }

  @Test func aDryRunShowsThePrompt() throws {
    let result = try run("complete", "--dry-run", input: .pipe("a = <CURSOR>;"))
    #expect(result.output == "<PRE>a = <SUF>;<MID>\n")
    #expect(result.errors.hasSuffix("prompt: 6 tokens, 128 kept for the answer, context: 4096\n"))
    #expect(run.model.rawPrompts.isEmpty)
  }

  @Test func anInterruptedCompletionIsNotPrinted() throws {
    run.model.stopReason = .cancelled
    let result = try run("complete", input: .pipe("<CURSOR>"))
    #expect(result.status == .interrupted)
    #expect(result.output == "")
  }

  @Test func aTerminalGetsALineEnd() throws {
    run.model.answers = ["a\u{1B}[31mb"]
    let result = try run("complete", input: .pipe("<CURSOR>"), onTerminal: true)
    #expect(result.output == "ab\n")
  }
}
