import Console
import Foundation
import TestSupport
import Testing
import TextModel

/// Folders, names in code, and what the repository adds, from the command line.
struct ContextCommandTests {
  private let run: ProgramRun
  private let file: String

  init() throws {
    run = try ProgramRun()
    try run.folder.git("init", "-q")
    try FileManager.default.createDirectory(
      atPath: run.folder.path("src"), withIntermediateDirectories: true)
    file = try run.folder.write("src/a.swift", "func one() {\n  two()\n}\n")
    try run.folder.write("src/b.swift", "func two() {\n  print(2)\n}\n")
    try run.folder.write("src/yarn.lock", "x\n")
  }

  private var question: String { run.model.prompts.first?.last?.content ?? "" }

  @Test func aFolderAndAPatternAreContext() throws {
    let result = try run("ask", "q", "-f", run.folder.path("src"))
    #expect(result.status == .done)
    #expect(question.contains("func one()") && question.contains("func two()"))
    #expect(result.errors.contains("warning: left out of '\(run.folder.path("src"))': "))
    #expect(result.errors.contains("yarn.lock (a lock file)\n"))
    let other = try ProgramRun()
    try other.folder.write("x.c", "int x;\n")
    try other.folder.write("y.c", "int y;\n")
    _ = try other("ask", "q", "-f", other.folder.path("*.c"))
    #expect(other.model.prompts.first?.last?.content.contains("int y;") == true)
  }

  @Test func contextIsAddedAndTold() throws {
    let result = try run("explain", file, "-v")
    #expect(question.contains("For reference, `src/b.swift:1-3`:"))
    #expect(result.errors.contains("src/b.swift:1-3 (added by lathe: defines two, used once)\n"))
    let quiet = try run("explain", file)
    #expect(quiet.errors == "")
  }

  @Test(arguments: [["--context-budget", "0"], []])
  func theBudgetIsAFlagAndAVariable(_ flag: [String]) throws {
    _ = try run(
      arguments: ["explain", file] + flag,
      environment: flag.isEmpty ? ["LATHE_CONTEXT_BUDGET": "0"] : [:])
    #expect(!question.contains("For reference"))
    let bad = try run("explain", file, "--context-budget", "few")
    #expect(bad.status == .usage)
    #expect(bad.errors.contains("must be auto, or a number of tokens from 0"))
  }

  @Test func strictRefusesToLeaveAnythingOut() throws {
    let folder = try run("ask", "q", "-f", run.folder.path("src"), "--strict")
    #expect(folder.status == .context)
    #expect(folder.output == "")
    #expect(folder.errors.contains("--strict: 1 part would be left out of the prompt: "))
    #expect(folder.errors.hasSuffix("hint: a file that is named by itself is always read\n"))
    let small = try run("explain", file, "--strict", "--context-budget", "2")
    #expect(small.status == .context)
    #expect(small.errors.contains("src/b.swift"))
    #expect(small.errors.contains("\nhint: --context-budget 0 adds nothing"))
    #expect(run.model.prompts.isEmpty)
    let whole = try run("explain", file, "--strict")
    #expect(whole.status == .done)
    // What Lathe did not choose out of its own budget is missed by nobody.
    let long = (1...900).map { "  print(\($0), two, three, four)\n" }.joined()
    try run.folder.write("src/c.swift", "func use() {\n  one()\n\(long)}\n")
    let automatic = try run("explain", file, "--strict", "-v")
    #expect(automatic.status == .done)
  }

  @Test func jsonHasTheWholeReceipt() throws {
    let result = try run("explain", file, "--json", "--context-budget", "2")
    #expect(result.output.contains(#""leftOut": [{"title": "src/b.swift:1-3", "origin": "lathe""#))
    #expect(result.output.contains(#""reason": "defines two, used once", "cause": "needs "#))
    #expect(result.output.contains(#""outcome": "included", "reason": "given"}"#))
  }

  @Test func whatDoesNotFitIsTold() throws {
    let text = String(repeating: "word ", count: 20_000)
    try run.folder.write("src/c.txt", text.replacingOccurrences(of: "word word ", with: "word\n"))
    let result = try run("ask", "q", "-f", run.folder.path("src"))
    #expect(result.status == .context)
    #expect(result.errors.contains("largest parts: \(run.folder.path("src/c.txt")) "))
  }
}
