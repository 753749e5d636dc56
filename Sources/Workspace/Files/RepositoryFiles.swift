/// The files of a repository that are not ignored.
package struct RepositoryFiles: Sendable, Equatable {
  package struct Options: Sendable {
    /// The user's own ignore file, as git's `core.excludesFile` names it; nil for none.
    package var userIgnoreFile: String?
    /// The most files that are listed.
    package var limit: Int
    /// Whether folders of other people's code are entered.
    package var entersVendored: Bool

    package init(
      userIgnoreFile: String? = nil, limit: Int = 500_000, entersVendored: Bool = false
    ) {
      self.userIgnoreFile = userIgnoreFile
      self.limit = limit
      self.entersVendored = entersVendored
    }
  }

  package var root: RepositoryRoot
  /// In the order of their paths, compared name by name.
  package var files: [RepositoryFile]
  package var skipped: [SkippedPlace]

  package init(root: RepositoryRoot, files: [RepositoryFile], skipped: [SkippedPlace] = []) {
    self.root = root
    self.files = files
    self.skipped = skipped
  }

  /// Lists the files below the root.
  ///
  /// Heard are `.gitignore`, `.ignore` and `.latheignore` in every folder, and
  /// `.git/info/exclude`. Git itself is not run, so a tracked file that a pattern ignores is not
  /// listed. Links are not followed. A folder that cannot be read is reported and passed over.
  ///
  /// - Throws: `WorkspaceError` where the root itself cannot be read.
  package init(walking root: RepositoryRoot, options: Options = Options()) throws(WorkspaceError) {
    let walker = try TreeWalker(root: root.path, options: options)
    walker.run()
    self.init(root: root, files: walker.files, skipped: walker.skipped)
  }

  /// The files that may stand in a prompt without being named.
  package var texts: [RepositoryFile] { files.filter { $0.fileClass.isText } }
}
