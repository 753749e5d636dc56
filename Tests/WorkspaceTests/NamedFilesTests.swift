import Foundation
import TestSupport
import Testing
import Workspace

struct NamedFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for path in [
      "src/a.swift", "src/deep/b.swift", "src/deep/c.py", "src/logo.png", "src/skip.log",
      "build/out.txt",
    ] {
      let parent = (folder.path(path) as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try folder.write(path, "x\n")
    }
    try FileManager.default.createDirectory(
      atPath: folder.path(".git"), withIntermediateDirectories: true)
    try folder.write(".gitignore", "*.log\nbuild/\n")
  }

  private func names(_ arguments: String...) throws -> [String] {
    try NamedFiles(resolving: arguments.map(folder.path)).targets.map { target in
      String(target.path.dropFirst(folder.path.count + 1))
        + (target.lines.map { ":\($0.lowerBound)-\($0.upperBound)" } ?? "")
    }
  }

  private func message(_ argument: String) -> String? {
    do throws(WorkspaceError) {
      _ = try NamedFiles(resolving: [folder.path(argument)])
      return nil
    } catch {
      return error.message.replacing(folder.path + "/", with: "")
    }
  }

  @Test func filesAndRangesAreTakenAsTheyAre() throws {
    #expect(
      try names("src/a.swift:1-3", "missing.c", "src/skip.log")
        == ["src/a.swift:1-3", "missing.c", "src/skip.log"])
  }

  @Test func aFolderStandsForItsText() throws {
    #expect(try names("src") == ["src/a.swift", "src/deep/b.swift", "src/deep/c.py"])
    #expect(try names("src/") == ["src/a.swift", "src/deep/b.swift", "src/deep/c.py"])
    let all = try NamedFiles(resolving: [folder.path("src")])
    #expect(all.leftOut.map(\.fileClass) == [.binary])
  }

  @Test func patternsAreResolved() throws {
    #expect(try names("src/**/*.swift") == ["src/a.swift", "src/deep/b.swift"])
    #expect(try names("src/*.swift") == ["src/a.swift"])
    #expect(try names("s*/deep/[bc].*") == ["src/deep/b.swift", "src/deep/c.py"])
    #expect(try names("**/*.py", "src/deep") == ["src/deep/c.py", "src/deep/b.swift"])
  }

  @Test func aFileWithThatNameWinsOverThePattern() throws {
    try folder.write("src/*.swift", "")
    #expect(try names("src/*.swift") == ["src/*.swift"])
  }

  @Test func anIgnoredFolderThatWasNamedIsRead() throws {
    #expect(try names("build") == ["build/out.txt"])
  }

  @Test func whatNamesNothingIsAnError() {
    #expect(message("src/*.rs") == "'src/*.rs' names no file that git would not ignore")
    #expect(
      message("src/*.png") == "'src/*.png' names no text: 'src/logo.png' is left out (not text);"
        + " name a file by itself to read it all the same")
    #expect(message("src/a.swift:9-3")?.contains("runs backwards") == true)
  }
}
