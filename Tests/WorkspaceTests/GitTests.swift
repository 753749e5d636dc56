import Foundation
import TestSupport
import Testing
import Workspace

struct GitTests {
  private let folder: TemporaryFolder
  private let git: Git

  init() throws {
    folder = try TemporaryFolder()
    git = Git(directory: folder.path, environment: TemporaryFolder.environment)
  }

  private func commit(_ name: String, _ text: String, _ message: String) throws {
    try folder.write(name, text)
    try folder.git("add", "-A")
    try folder.git("commit", "-q", "-m", message)
  }

  private func makeHistory() throws {
    try folder.git("init", "-q", "-b", "main")
    try commit("a.txt", "one\n", "first")
    try commit("a.txt", "two\n", "second: says two")
  }

  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as WorkspaceError {
      return error.message
    } catch {
      return "another error: \(error)"
    }
  }

  @Test(arguments: [
    ("HEAD~1", Git.Change.commit("HEAD~1")),
    ("a..b", .range(from: "a", to: "b", mergeBase: false)),
    ("a...b", .range(from: "a", to: "b", mergeBase: true)),
    ("..b", .range(from: "HEAD", to: "b", mergeBase: false)),
    ("a..", .range(from: "a", to: "HEAD", mergeBase: false)),
  ])
  func revisionsAreRead(_ argument: String, _ change: Git.Change) {
    #expect(Git.Change(parsing: argument) == change)
  }

  @Test func aCommitIsShownWithItsMessage() throws {
    try makeHistory()
    let text = try git.diff(of: .commit("HEAD")).text
    #expect(text.contains("    second: says two\n"))
    #expect(text.contains("\n-one\n+two\n"))
  }

  @Test func stagedChangesAreShown() throws {
    try makeHistory()
    #expect(try git.diff(of: .staged).text == "")
    try folder.write("a.txt", "three\n")
    try folder.git("add", "a.txt")
    #expect(try git.diff(of: .staged).text.contains("\n-two\n+three\n"))
  }

  @Test func aRangeIsShown() throws {
    try makeHistory()
    let text = try git.diff(of: .range(from: "HEAD~1", to: "HEAD", mergeBase: false)).text
    #expect(text.hasPrefix("diff --git a/a.txt b/a.txt\n"))
  }

  @Test func theUsersOwnSettingsDoNotReachTheDiff() throws {
    try makeHistory()
    try folder.git("config", "color.ui", "always")
    try folder.git("config", "diff.noprefix", "true")
    try folder.git("config", "diff.external", "/bin/false")
    let text = try git.diff(of: .commit("HEAD")).text
    #expect(text.contains("--- a/a.txt\n+++ b/a.txt\n"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func aMergeIsShownAgainstItsFirstParent() throws {
    try makeHistory()
    try folder.git("checkout", "-q", "-b", "side", "HEAD~1")
    try commit("b.txt", "side\n", "side")
    try folder.git("checkout", "-q", "main")
    try folder.git("merge", "-q", "--no-edit", "side")
    #expect(try git.diff(of: .commit("HEAD")).text.contains("+++ b/b.txt"))
  }

  @Test func aLargeDiffIsReadToItsEnd() throws {
    try makeHistory()
    let line = String(repeating: "x", count: 99) + "\n"
    try commit("big.txt", String(repeating: line, count: 20_000), "big")
    #expect(try git.diff(of: .commit("HEAD")).text.utf8.count > 2_000_000)
  }

  @Test func anUnknownRevisionIsNamed() throws {
    try makeHistory()
    #expect(
      message { _ = try git.diff(of: .commit("nope")) } == "git knows no commit called 'nope'")
    #expect(!git.isCommit("nope"))
    #expect(git.isCommit("HEAD"))
  }

  @Test(arguments: ["--output=x", "-p", ""])
  func aRevisionIsNeverAnOption(_ revision: String) throws {
    try makeHistory()
    #expect(
      message { _ = try git.diff(of: .commit(revision)) }
        == "git knows no commit called '\(revision)'")
  }

  @Test func aFolderOutsideARepositoryIsNamed() {
    #expect(
      message { _ = try git.diff(of: .staged) }
        == "'\(folder.path)' is not inside a git repository")
    #expect(
      message { _ = try git.diff(of: .commit("HEAD")) }
        == "'\(folder.path)' is not inside a git repository")
  }

  @Test func aMissingGitIsNamed() {
    let nothing = Git(directory: folder.path, environment: ["PATH": folder.path])
    #expect(
      message { _ = try nothing.root() }
        == "git was not found in PATH; install it to name revisions")
  }

  @Test func theRootIsFoundFromBelow() throws {
    try makeHistory()
    try FileManager.default.createDirectory(
      atPath: folder.path("x/y"), withIntermediateDirectories: true)
    let below = Git(directory: folder.path("x/y"), environment: TemporaryFolder.environment)
    #expect(try below.root().hasSuffix("/" + (folder.path as NSString).lastPathComponent))
  }

  @Test func gitsOwnWordsAreCarried() throws {
    try makeHistory()
    try folder.write(".git/config", "[broken\n")
    #expect(
      message { _ = try git.root() }?.hasPrefix("git rev-parse failed: bad config line 1") == true)
  }
}
