import Foundation
import Prompting
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

struct GatheredFilesTests {
  private let fixture: TaskFixture

  init() throws {
    fixture = try TaskFixture()
    try fixture.folder.git("init", "-q")
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path("src/node_modules"), withIntermediateDirectories: true)
    try fixture.folder.write("src/b.c", "int b;\n")
    try fixture.folder.write("src/a.c", "int a;\n")
    try fixture.folder.write("src/ignored.c", "int ignored;\n")
    try fixture.folder.write("src/yarn.lock", "x\n")
    try fixture.folder.write("src/.env", "PASSWORD=correct-horse-battery\n")
    try fixture.folder.write("src/data.c", [0x61, 0, 0x62])
    try fixture.folder.write("src/node_modules/m.c", "int m;\n")
    try fixture.folder.write(".gitignore", "ignored.c\n")
  }

  private func files(_ arguments: String...) throws -> GatheredFiles {
    try fixture.gatherer.files(arguments.map(fixture.folder.path))
  }

  private func names(_ files: GatheredFiles) -> [String] {
    files.materials.map { String($0.title.dropFirst(fixture.folder.path.count + 1)) }
  }

  @Test func aFolderGivesItsTextsAndTellsTheRest() throws {
    let found = try files("src")
    #expect(names(found) == ["src/a.c", "src/b.c"])
    let path = fixture.folder.path("src")
    let causes = Dictionary(
      found.leftOut.map { ($0.name.dropFirst(path.count + 1), $0.cause) },
      uniquingKeysWith: { first, _ in first })
    #expect(
      causes == [
        "yarn.lock": "a lock file", ".env": "looks like a file of environment secrets",
        "data.c": "not text", "node_modules/": "code of others, or output of a tool",
      ])
    #expect(found.warnings.count == 1)
    #expect(found.warnings.first?.hasPrefix("left out of '\(path)': ") == true)
    #expect(found.warnings.first?.hasSuffix(", and 1 more, which -v names") == true)
  }

  @Test func aPatternGivesWhatItMatches() throws {
    #expect(names(try files("src/*.c")) == ["src/a.c", "src/b.c"])
    #expect(names(try files("src/b.c:1", "src/[ab].c")) == ["src/b.c:1", "src/a.c", "src/b.c"])
    #expect(names(try files("src/a.c", "src", "src/a.c")) == ["src/a.c", "src/b.c"])
  }

  @Test func whatIsNamedByItselfIsRead() throws {
    #expect(
      names(try files("src/ignored.c", "src/yarn.lock")) == ["src/ignored.c", "src/yarn.lock"])
    let secret = try files("src/.env")
    #expect(names(secret) == ["src/.env"])
    let warnings = secret.materials.flatMap(\.cautions)
    #expect(warnings.first?.contains("looks like a file of environment secrets; ") == true)
    #expect(throws: WorkspaceError.self) { try files("src/data.c") }
  }

  @Test func secretsInAFolderAreLeftOut() throws {
    let token = TaskFixture.token
    try fixture.folder.write("src/b.c", "int b;\nchar *t = \"\(token)\";\n")
    let found = try files("src")
    #expect(names(found) == ["src/a.c"])
    #expect(found.leftOut.contains { $0.cause.hasSuffix(" in line 2") })
    // The line is the one of the file where a range was named.
    let named = try files("src/b.c:2-2").materials.flatMap(\.cautions)
    #expect(named.count == 1)
    #expect(named.first?.contains(" in line 2; ") == true)
  }

  @Test func aFolderWithNothingToReadIsAnError() throws {
    try fixture.folder.write("src/a.c", [0])
    try fixture.folder.write("src/b.c", [0])
    #expect(throws: WorkspaceError.self) { try files("src") }
  }

  @Test func whatAFolderLeavesOutStandsInTheReceipt() throws {
    let task = try AskTask(
      question: "q", files: [fixture.folder.path("src")], gatherer: fixture.gatherer)
    let receipt = try task.plan(for: FakeTextModel(), answerTokens: 10).receipt
    #expect(receipt.leftOut.count == 4)
    #expect(
      receipt.lines.contains("left out: \(fixture.folder.path("src/yarn.lock")): a lock file"))
    #expect(receipt.missing.count == 4)
    #expect(
      receipt.notes == [
        "What .gitignore, .ignore or .latheignore exclude in '\(fixture.folder.path("src"))' is"
          + " not looked at."
      ])
    #expect(receipt.isWhole)
  }
}
