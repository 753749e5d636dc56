import TestSupport
import Testing
import Workspace

struct GitHistoryTests {
  private let folder: TemporaryFolder
  private let git: Git

  init() throws {
    folder = try TemporaryFolder()
    git = Git(directory: folder.path, environment: TemporaryFolder.environment)
  }

  private func commit(_ names: [String], _ round: Int) throws {
    for name in names { try folder.write(name, "\(round)\n") }
    try folder.git("add", "-A")
    try folder.git("commit", "-q", "-m", "round \(round)")
  }

  @Test func filesThatChangeTogetherAreCounted() throws {
    try folder.git("init", "-q")
    try commit(["a", "b"], 1)
    try commit(["a", "b", "c d é"], 2)
    try commit(["a"], 3)
    try commit(["b", "c d é"], 4)
    #expect(
      try git.companions(of: ["a"]) == [
        Git.Companion(path: "b", together: 2, commits: 3),
        Git.Companion(path: "c d é", together: 1, commits: 3),
      ])
    #expect(try git.companions(of: ["a", "b"]).map(\.path) == ["c d é"])
    #expect(try git.companions(of: []).isEmpty)
    #expect(try git.companions(of: ["*"]).isEmpty)
  }

  @Test func commitsOfManyFilesAreNotCounted() throws {
    try folder.git("init", "-q")
    try commit((0..<40).map { "f\($0)" }, 1)
    #expect(try git.companions(of: ["f1"]).isEmpty)
  }

  @Test func aFolderWithoutARepositoryIsAnError() {
    let error = #expect(throws: WorkspaceError.self) { try git.companions(of: ["a"]) }
    #expect(error?.code == .notARepository)
  }
}
