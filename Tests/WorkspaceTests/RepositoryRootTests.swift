import Foundation
import TestSupport
import Testing
import Workspace

struct RepositoryRootTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    // The temporary folder may lie behind a link.
    path = try RepositoryRoot.find(from: folder.path).path
    try FileManager.default.createDirectory(
      atPath: folder.path("a/b/c"), withIntermediateDirectories: true)
  }

  @Test func aRepositoryWinsOverAProject() throws {
    try folder.write("a/package.json", "{}")
    try folder.write(".git", "gitdir: elsewhere")
    let root = try RepositoryRoot.find(from: folder.path("a/b/c"))
    #expect(root == RepositoryRoot(path: path, kind: .repository))
  }

  @Test func theNearestProjectIsFound() throws {
    try folder.write("Makefile", "")
    try folder.write("a/b/Cargo.toml", "")
    let root = try RepositoryRoot.find(from: folder.path("a/b/c"))
    #expect(root == RepositoryRoot(path: path + "/a/b", kind: .project))
  }

  @Test func aMissingFolderIsAnError() {
    let error = #expect(throws: WorkspaceError.self) {
      try RepositoryRoot.find(from: folder.path("none"))
    }
    #expect(error?.message == "there is no file '\(folder.path("none"))'")
  }

  @Test func pathsAreSeenFromTheRoot() throws {
    let root = RepositoryRoot(path: path, kind: .folder)
    #expect(root.relativePath(of: folder.path("a/b")) == "a/b")
    #expect(root.relativePath(of: folder.path) == "")
    #expect(root.relativePath(of: "/") == nil)
    #expect(root.fullPath("a/b") == path + "/a/b")
  }
}
