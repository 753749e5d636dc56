import Console
import Foundation
import TestSupport
import Testing

struct OutputTests {
  private let run: ProgramRun

  init() throws { run = try ProgramRun() }

  private func contents(_ name: String) -> String? {
    FileManager.default.contents(atPath: run.folder.path(name)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test func theAnswerGoesToTheFile() throws {
    try run.folder.write("a.txt", "a much longer text that was there before")
    let result = try run("ask", "q", "-o", run.folder.path("a.txt"))
    #expect(result.status == .done)
    #expect(result.output == "")
    #expect(contents("a.txt") == "An answer.\n")
  }

  @Test func aRunThatFailsLeavesTheFileAlone() throws {
    try run.folder.write("a.txt", "before")
    let model = run.folder.path("none.gguf")
    let result = try run("ask", "q", "-m", model, "-o", run.folder.path("a.txt"))
    #expect(result.status == .model)
    #expect(contents("a.txt") == "before")
    _ = try run("ask", "q", "-m", model, "-o", run.folder.path("new.txt"))
    #expect(contents("new.txt") == nil)
  }

  @Test func anEmptyAnswerIsAnEmptyFile() throws {
    run.model.answers = [""]
    _ = try run("ask", "q", "-o", run.folder.path("a.txt"))
    #expect(contents("a.txt") == "")
  }

  @Test(arguments: ["no/such/folder/a.txt", ""])
  func aBadPathIsKnownBeforeTheModelRuns(_ name: String) throws {
    let result = try run("ask", "q", "-o", run.folder.path(name))
    #expect(result.status == .usage)
    #expect(result.errors.hasPrefix("lathe: cannot write '\(run.folder.path(name))': "))
    #expect(run.model.prompts.isEmpty)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func anAnswerThatAFullDiskRefusesGoesToStandardOutput() throws {
    let result = try run("ask", "q", "-o", "/dev/full")
    #expect(result.status == .incomplete)
    #expect(result.output.hasPrefix("An"))
    #expect(result.errors == "lathe: cannot write to '/dev/full': No space left on device\n")
  }

  @Test func aDashIsStandardOutput() throws {
    #expect(try run("ask", "q", "-o", "-").output == "An answer.\n")
  }
}
