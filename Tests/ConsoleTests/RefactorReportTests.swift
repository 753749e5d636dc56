import Console
import Foundation
import OrderedJSON
import TestSupport
import Testing
import TextModel

/// What `refactor` prints with `--json`, what it says of checkers, and edits in blocks.
struct RefactorReportTests {
  private var run: ProgramRun
  private let folder: TemporaryFolder
  private let old = "def f():\n    return 1\n"

  init() throws {
    run = try ProgramRun()
    folder = try TemporaryFolder()
    run.workingFolder = folder.path
    run.model.answers = ["def f():\n    return 2\n"]
    try folder.git("init", "-q")
    try folder.write("a.py", old)
  }

  private func refactor(
    _ arguments: String..., target: String = "a.py", environment: [String: String] = [:]
  ) throws -> ProgramRun.Result {
    try run(
      arguments: ["refactor", folder.path(target), "-i", "return 2"] + arguments,
      environment: ["XDG_STATE_HOME": run.folder.path("state")].merging(environment) { $1 })
  }

  private func object(_ result: ProgramRun.Result) throws -> JSONValue {
    try JSONParser.parse(result.output)
  }

  /// Puts a program called python3 before all others.
  private func python(_ script: String) throws -> [String: String] {
    try FileManager.default.createDirectory(
      atPath: folder.path("bin"), withIntermediateDirectories: true)
    try folder.writeProgram("bin/python3", "#!/bin/sh\nfor file; do :; done\n" + script)
    return ["PATH": folder.path("bin") + ":/usr/bin:/bin"]
  }

  // MARK: Failures as JSON

  @Test func codeThatCannotBeUsedIsToldAsJSON() throws {
    run.model.answers = ["def f():\n    return (2"]
    let result = try refactor("--json", "--apply")
    #expect(result.status == .edit)
    let object = try object(result)
    #expect(object["exitStatus"]?.integer == 5)
    #expect(object["attempts"]?.integer == 2)
    #expect(object["applied"]?.boolean == false)
    #expect(object["diff"]?.string == "")
    let failure = try #require(object["failure"]?.string)
    #expect(failure.contains("cannot be used, also not at the second attempt: line 2: "))
    #expect(result.errors.contains(failure))
  }

  @Test func aCutAnswerIsToldAsJSON() throws {
    let result = try refactor("--json", "-n", "2")
    #expect(result.status == .incomplete)
    let object = try object(result)
    #expect(object["exitStatus"]?.integer == 6)
    #expect(object["attempts"]?.integer == 1)
  }

  @Test func anInterruptedRunIsToldAsJSON() throws {
    run.model.stopReason = .cancelled
    let result = try refactor("--json")
    #expect(result.status == .interrupted)
    #expect(try object(result)["failure"]?.string == "interrupted")
  }

  @Test func aFailedCheckIsToldAsJSON() throws {
    let result = try refactor("--json", "--check", "exit 3")
    #expect(result.status == .edit)
    let object = try object(result)
    #expect(object["exitStatus"]?.integer == 5)
    #expect(object["applied"]?.boolean == false)
    #expect(
      object["failure"]?.string
        == "the check 'exit 3' ended with status 3; the edit was taken back")
  }

  @Test func aSuccessHasNoFailure() throws {
    let object = try object(try refactor("--json"))
    #expect(object["failure"] == .null)
    #expect(object["exitStatus"]?.integer == 0)
  }

  // MARK: Checkers

  @Test func whatACheckerFindsIsAskedForAgain() throws {
    let environment = try python(
      "if grep -q 'return 2' \"$file\"; then echo 'line 2: never two' >&2; exit 1; fi")
    run.model.answers = ["def f():\n    return 2\n", "def f():\n    return 3\n"]
    let result = try refactor("--json", "-v", environment: environment)
    #expect(result.status == .done)
    #expect(
      run.model.prompts.last?.dropLast().last?.content.contains(
        "line 2: python3: never two. The line is: return 2") == true)
    #expect(
      result.errors.contains(
        "python3 finds an error in '\(folder.path("a.py"))' with the new code: line 2: never two\n")
    )
    #expect(
      result.errors.contains(
        "python3 finds no error in '\(folder.path("a.py"))' with the new code\n"))
    #expect(
      result.output.contains(
        #""tool": "python3", "verdict": "failed", "message": "line 2: never two""#))
    #expect(result.output.contains(#""tool": "python3", "verdict": "passed""#))
    #expect(result.output.contains("return 3"))
  }

  @Test func whatACheckerRefusesTwiceIsNoEdit() throws {
    let environment = try python(
      "if grep -q 'return 2' \"$file\"; then echo 'line 2: never two' >&2; exit 1; fi")
    let result = try refactor("--apply", environment: environment)
    #expect(result.status == .edit)
    #expect(result.errors.contains("line 2: python3: never two"))
    #expect(FileManager.default.contents(atPath: folder.path("a.py")) == Data(old.utf8))
  }

  // MARK: Blocks

  private let long = (1...300).map { "x\($0) = \($0)\n" }.joined()

  @Test func aLongFileIsEditedInBlocksAndUndone() throws {
    try folder.write("long.py", long)
    run.model.answers = ["x200 = 200\n=======\nx200 = 2\n>>>>>>> REPLACE", ""]
    let result = try refactor("--apply", target: "long.py")
    #expect(result.status == .done)
    #expect(result.output.contains("\n-x200 = 200\n+x200 = 2\n"))
    #expect(
      FileManager.default.contents(atPath: folder.path("long.py"))
        == Data(long.replacing("x200 = 200", with: "x200 = 2").utf8))
    let undone = try run("undo", environment: ["XDG_STATE_HOME": run.folder.path("state")])
    #expect(undone.status == .done)
    #expect(FileManager.default.contents(atPath: folder.path("long.py")) == Data(long.utf8))
  }

  @Test func whatIsNotShownIsSaidAndRefusedWhereStrict() throws {
    run.model.contextSize = 600
    try folder.write("long.py", long)
    let dry = try refactor("--dry-run", target: "long.py")
    #expect(dry.status == .done)
    #expect(dry.errors.contains("warning: '\(folder.path("long.py"))' is too long for one prompt"))
    #expect(dry.errors.contains("left out: \(folder.path("long.py")):"))
    let strict = try refactor("--dry-run", "--strict", target: "long.py")
    #expect(strict.status == .context)
    #expect(strict.errors.contains("--strict: "))
  }

  @Test func theFormatIsAFlagOrAVariable() throws {
    let blocks = try refactor("--dry-run", "--edit-format", "search-replace")
    #expect(blocks.output.contains("<<<<<<< SEARCH"))
    let variable = try refactor(
      "--dry-run", environment: ["LATHE_EDIT_FORMAT": "search-replace"])
    #expect(variable.output == blocks.output)
    #expect(!(try refactor("--dry-run").output.contains("<<<<<<< SEARCH")))
    #expect(try refactor("--edit-format", "diff").status == .usage)
    try folder.write("long.py", long)
    let whole = try refactor("--edit-format", "whole", target: "long.py")
    #expect(whole.status == .usage)
    #expect(whole.errors.contains("more than the 200 that are rewritten whole"))
  }
}
