import Console
import Edits
import Foundation
import TestSupport
import Testing
import TextModel

/// `refactor` and `undo` in a real repository, with a model that was told what to say.
struct RefactorCommandTests {
  private var run: ProgramRun
  private let folder: TemporaryFolder
  private let old = "def f():\n    return 1\n"
  private let new = "def f():\n    return 2\n"

  init() throws {
    run = try ProgramRun()
    folder = try TemporaryFolder()
    run.workingFolder = folder.path
    run.model.answers = [new]
    try folder.git("init", "-q")
    try folder.write("a.py", old)
    try folder.write("b.py", old)
  }

  private func lathe(_ arguments: String...) throws -> ProgramRun.Result {
    try run(arguments: arguments, environment: ["XDG_STATE_HOME": run.folder.path("state")])
  }

  private func refactor(_ arguments: String...) throws -> ProgramRun.Result {
    let environment = ["XDG_STATE_HOME": run.folder.path("state")]
    let named = ["refactor", folder.path("a.py"), "-i", "return 2"] + arguments
    return try run(arguments: named, environment: environment)
  }

  private func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: folder.path(name)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test func theAnswerIsADiffThatGitTakes() throws {
    let result = try refactor(folder.path("b.py") + ":f")
    #expect(result.status == .done)
    #expect(result.errors == "")
    #expect(text("a.py") == old)
    try folder.write("change.diff", result.output)
    try folder.git("apply", "change.diff")
    #expect(text("a.py") == new)
    #expect(text("b.py") == new)
  }

  @Test func applyWritesAndUndoRestores() throws {
    let applied = try refactor("--apply")
    #expect(applied.status == .done)
    #expect(applied.errors == "wrote 'a.py'\nlathe undo takes it back\n")
    #expect(applied.output.hasPrefix("diff --git a/a.py b/a.py\n"))
    #expect(text("a.py") == new)
    let undone = try lathe("undo")
    #expect(undone.status == .done)
    #expect(undone.errors == "restored 'a.py' (return 2)\n")
    #expect(text("a.py") == old)
    let nothing = try lathe("undo")
    #expect(nothing.status == .edit)
    #expect(nothing.errors.hasPrefix("lathe: there is no edit in '"))
  }

  @Test func undoSparesWhatChangedSince() throws {
    _ = try refactor("--apply")
    try folder.write("a.py", "mine\n")
    let refused = try lathe("undo")
    #expect(refused.status == .edit)
    #expect(refused.errors.contains("'a.py' changed since the edit was applied"))
    #expect(text("a.py") == "mine\n")
    let forced = try lathe("undo", "--force", "--json")
    #expect(forced.status == .done)
    #expect(forced.output.hasPrefix(#"{"instruction": "return 2", "restored": ["a.py"], "copies""#))
    #expect(text("a.py") == old)
    let copy = forced.errors.split(separator: "'").last { $0.contains("/") }
    #expect(
      FileManager.default.contents(atPath: copy.map(String.init) ?? "") == Data("mine\n".utf8))
  }

  @Test func aFailingCheckTakesTheEditBack() throws {
    let failed = try refactor("--check", "echo looking; cat a.py; exit 3")
    #expect(failed.status == .edit)
    #expect(
      failed.errors.hasSuffix(
        "lathe: the check 'echo looking; cat a.py; exit 3' ended with status 3;"
          + " the edit was taken back\n"))
    #expect(text("a.py") == old)
    #expect(try lathe("undo").status == .edit)
    let passed = try refactor("--check", "grep -q 'return 2' a.py")
    #expect(passed.status == .done)
    #expect(text("a.py") == new)
  }

  @Test(arguments: [["undo"], ["refactor", "none.py", "-i", "x"]])
  func whatAKilledRunLeftIsTakenBack(_ command: [String]) throws {
    let state = run.folder.path("state")
    let root = try EditRoot(folder.path)
    let edit = FileEdit(try root.original(at: "a.py"), updated: Array(new.utf8))
    // Neither kept nor taken back: as a run leaves it that is killed during its check.
    _ = try EditJournal(root: root, stateFolder: state + "/lathe/edits").apply(EditSet([edit]))
    #expect(text("a.py") == new)
    let result = try run(arguments: command, environment: ["XDG_STATE_HOME": state])
    #expect(
      result.errors.hasPrefix(
        "an earlier run was ended while it edited 'a.py'; the file is as before\nlathe: "))
    #expect(text("a.py") == old)
  }

  @Test func jsonIsOneObject() throws {
    let dry = try refactor("--json")
    #expect(dry.output.hasPrefix(#"{"diff": "diff --git a/a.py b/a.py\n"#))
    #expect(dry.output.contains(#""files": ["a.py"], "unchanged""#))
    #expect(dry.output.contains(#""attempts": 1, "model": "fake""#))
    #expect(try refactor("--json", "--apply").output.contains(#""applied": true"#))
    #expect(text("a.py") == new)
    #expect(dry.output.contains(#""unchanged": [], "warnings": [], "applied": false"#))
    #expect(dry.output.hasSuffix("}\n"))
  }

  @Test func whatStaysIsSaid() throws {
    try folder.write("c.py", old + "\n\ndef g():\n    return 3\n")
    let result = try refactor(folder.path("c.py"), folder.path("b.py"), "--apply")
    #expect(result.status == .done)
    #expect(
      result.errors.hasPrefix(
        "warning: the answer for \(folder.path("c.py")) has only 'f'; the rest stays as it was\n"
          + "wrote 'a.py'\n"))
    let again = try refactor(folder.path("c.py"))
    #expect(again.errors == "nothing changes: the new code is the same as the old\n")
    try folder.write("c.py", old)
    let half = try refactor(folder.path("c.py"))
    #expect(half.errors == "nothing changes in \(folder.path("a.py"))\n")
    #expect(half.output.hasPrefix("diff --git a/c.py b/c.py\n"))
  }

  @Test func nothingChangedIsSaid() throws {
    run.model.answers = [old]
    let result = try refactor("--apply")
    #expect(result.status == .done)
    #expect(result.output == "")
    #expect(result.errors == "nothing changes: the new code is the same as the old\n")
  }

  @Test func codeThatCannotBeUsedIsShownAndNotWritten() throws {
    run.model.answers = ["def f():\n    return (2"]
    let result = try refactor("--apply", folder.path("b.py"))
    #expect(result.status == .edit)
    #expect(result.output == "")
    #expect(
      result.errors.hasPrefix(
        "def f():\n    return (2\nlathe: the new code of \(folder.path("a.py")) cannot be used,"
          + " also not at the second attempt: line 2: "))
    #expect(text("a.py") == old)
  }

  @Test func aCutAnswerIsIncomplete() throws {
    let result = try refactor("--apply", "-n", "2")
    #expect(result.status == .incomplete)
    #expect(result.errors.contains("did not end within 2 tokens\n"))
    #expect(text("a.py") == old)
  }

  @Test func aDryRunShowsThePrompt() throws {
    let result = try refactor("--dry-run")
    #expect(result.output.contains("Rewrite this code so: return 2\n"))
    #expect(result.errors.contains(" kept for the answer, context: 4096\n"))
    #expect(run.model.prompts.isEmpty)
  }

  @Test func wrongUseIsRefused() throws {
    #expect(try lathe("refactor").status == .usage)
    #expect(try lathe("refactor", folder.path("a.py")).errors.contains("say with -i"))
    #expect(try refactor(folder.path("none.py")).status == .usage)
    #expect(try lathe("refactor", "/etc/hostname", "-i", "x").status == .usage)
    let homeless = try run("undo", environment: ["HOME": "", "XDG_STATE_HOME": ""])
    #expect(homeless.status == .usage)
  }

  @Test func theInstructionCanComeThroughAPipe() throws {
    _ = try run(
      "refactor", folder.path("a.py"), "-i", "-", input: .pipe("return two\n"),
      environment: ["XDG_STATE_HOME": run.folder.path("state")])
    #expect(
      run.model.prompts.first?[1].content.contains("Rewrite this code so: return two\n") == true)
  }

  /// Random weights write nonsense: whatever it is, it must not reach a file.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func nonsenseOfTheBuiltProgramChangesNothing(_ seed: UInt64) throws {
    let program = try BuiltProgram()
    let model = try TinyModel(seed: seed).write(into: program.folder)
    try program.folder.write("a.swift", "func a() {\n  b()\n}\n")
    let result = try program.shell(
      "export XDG_STATE_HOME=$PWD/state; $LATHE refactor a.swift:a -i 'call c' -m '\(model)'"
        + " -n 20 --apply; echo $?; cat a.swift; $LATHE undo; echo $?")
    let status = result.output.prefix { !$0.isNewline }
    #expect(["5", "6"].contains(status))
    #expect(result.output == "\(status)\nfunc a() {\n  b()\n}\n5\n")
  }
}
