/// The top folder of what the user works on.
package struct RepositoryRoot: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// It holds the data of a version control system.
    case repository
    /// It holds a file that projects have at their top, such as `Cargo.toml`.
    case project
    /// Nothing speaks for it; it is the folder that the search began in.
    case folder
  }

  /// An absolute path without links in it.
  package var path: String
  package var kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// The name of its folder, which is what a repository is called.
  package var name: String { path.split(separator: "/").last.map(String.init) ?? "repository" }

  /// Finds the root of the folder: the nearest repository above, else the nearest project.
  ///
  /// - Throws: `WorkspaceError` where the folder does not exist.
  package static func find(from folder: String = ".") throws(WorkspaceError) -> RepositoryRoot {
    guard let start = SystemPath.resolved(folder) else { throw .notFound(folder) }
    var project: String?
    for candidate in SystemPath.ancestors(of: start) {
      if repositoryMarks.contains(where: { FileBytes.exists(SystemPath.join(candidate, $0)) }) {
        return RepositoryRoot(path: candidate, kind: .repository)
      }
      if project == nil,
        projectMarks.contains(where: { FileBytes.exists(SystemPath.join(candidate, $0)) })
      {
        project = candidate
      }
    }
    return RepositoryRoot(path: project ?? start, kind: project == nil ? .folder : .project)
  }

  /// The path of a file or folder below the root; nil where it lies elsewhere.
  ///
  /// - Parameter path: absolute, or seen from the folder that the program runs in.
  package func relativePath(of path: String) -> String? {
    guard let resolved = SystemPath.resolved(path) else { return nil }
    if resolved == self.path { return "" }
    let prefix = self.path == "/" ? "/" : self.path + "/"
    return resolved.hasPrefix(prefix) ? String(resolved.dropFirst(prefix.count)) : nil
  }

  /// The path to open a file of the repository with.
  package func fullPath(_ relative: String) -> String {
    relative.isEmpty ? path : SystemPath.join(path, relative)
  }

  private static let repositoryMarks = [".git", ".jj", ".hg", ".svn"]

  private static let projectMarks = [
    "Package.swift", "Cargo.toml", "go.mod", "package.json", "pyproject.toml", "setup.py",
    "CMakeLists.txt", "meson.build", "configure.ac", "pom.xml", "build.gradle", "build.gradle.kts",
    "Makefile",
  ]
}
