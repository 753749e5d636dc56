extension Git {
  /// A file that commits often changed together with some others.
  package struct Companion: Sendable, Equatable {
    /// Below the repository's top folder.
    package var path: String
    /// How many commits changed it together with one of the files asked about.
    package var together: Int
    /// How many commits were looked at.
    package var commits: Int

    package init(path: String, together: Int, commits: Int) {
      self.path = path
      self.together = together
      self.commits = commits
    }
  }

  /// The files that the last commits of some files changed too, the most frequent first.
  ///
  /// Commits that change very many files say nothing about any two of them and are not counted.
  ///
  /// - Parameter paths: below the repository's top folder.
  /// - Throws: `WorkspaceError` where git is missing, or the folder is in no repository, or has no
  ///   commits.
  package func companions(of paths: [String]) throws(WorkspaceError) -> [Companion] {
    guard !paths.isEmpty else { return [] }
    let bytes = try run(
      "log",
      [
        "--max-count=60", "--no-merges", "--no-renames", "--full-diff", "--name-only", "-z",
        "--format=%x01", "--",
      ] + paths.map { ":(top,literal)" + $0 })
    return Self.companions(in: bytes, besides: Set(paths))
  }

  /// Reads what `git log --name-only -z` prints, each commit after a byte 1.
  static func companions(in bytes: [UInt8], besides paths: Set<String>) -> [Companion] {
    var counts: [String: Int] = [:]
    var commits = 0
    for commit in bytes.split(separator: 1) {
      let files = commit.split(whereSeparator: { $0 == 0 || $0 == 0x0A })
        .map { String(decoding: $0, as: UTF8.self) }
      guard !files.isEmpty, files.count <= 30 else { continue }
      commits += 1
      for file in Set(files) where !paths.contains(file) { counts[file, default: 0] += 1 }
    }
    return counts.map { Companion(path: $0.key, together: $0.value, commits: commits) }
      .sorted { ($1.together, $0.path) < ($0.together, $1.path) }
  }
}
