/// What arguments name: files, parts of them, folders and patterns.
package struct NamedFiles: Sendable, Equatable {
  /// In the order of the arguments, each once; the paths open from where the program runs.
  package var targets: [FileTarget] = []
  /// What a folder or pattern holds beside text; a file named by itself is never here.
  package var leftOut: [RepositoryFile] = []
  /// Places below a folder or pattern that were not entered.
  package var skipped: [SkippedPlace] = []

  /// The most files that one folder or pattern may stand for.
  package static let limit = 2000

  /// Finds the files of each argument: `path`, `path:10-40`, a folder, or `src/**/*.swift`.
  ///
  /// A file that exists by the very name wins over a pattern. Folders and patterns hear the
  /// repository's ignore files, unless the folder itself is ignored: then it was named on purpose.
  ///
  /// - Throws: `WorkspaceError` where a folder or a pattern stands for no text file or for too
  ///   many, or where a range is impossible. Whether a plain file exists, reading it will tell.
  package init(
    resolving arguments: [String], options: RepositoryFiles.Options = .init()
  ) throws(WorkspaceError) {
    for argument in arguments {
      if FileBytes.isFolder(argument) {
        let found = try Self.files(below: argument, options)
        skipped += found.skipped.filter { !skipped.contains($0) }
        try add(found.files, of: argument)
      } else if !FileBytes.exists(argument), Self.isPattern(argument),
        let pattern = PathPattern(argument)
      {
        let found = try Self.files(below: pattern.folder, options)
        try add(found.files.filter { pattern.matches($0.path) }, of: argument)
      } else {
        let target = try FileTarget(parsing: argument)
        if !targets.contains(target) { targets.append(target) }
      }
    }
  }

  private mutating func add(
    _ files: [RepositoryFile], of argument: String
  ) throws(WorkspaceError) {
    let texts = files.filter(\.fileClass.isText)
    let others = files.filter { !$0.fileClass.isText }
    guard !texts.isEmpty else { throw .namesNothing(argument, leftOut: others) }
    guard texts.count <= Self.limit else {
      throw .namesTooMany(argument, count: texts.count, limit: Self.limit)
    }
    var known = Set(targets.filter { $0.lines == nil }.map(\.path))
    for file in texts where known.insert(file.path).inserted {
      targets.append(FileTarget(path: file.path))
    }
    leftOut += others.filter { !leftOut.contains($0) }
  }

  private static func isPattern(_ argument: String) -> Bool {
    argument.utf8.contains { "*?[".utf8.contains($0) }
  }

  /// The files below a folder, with paths as the user would write them.
  private static func files(
    below folder: String, _ options: RepositoryFiles.Options
  ) throws(WorkspaceError) -> RepositoryFiles {
    let path = folder.isEmpty ? "." : folder
    let root = try RepositoryRoot.find(from: path)
    let inside = root.relativePath(of: path) ?? ""
    let all = try RepositoryFiles(walking: root, options: options)
    let found = all.part(below: inside, as: folder)
    guard found.files.isEmpty, !inside.isEmpty, let full = SystemPath.resolved(path) else {
      return found
    }
    let alone = RepositoryRoot(path: full, kind: .folder)
    return try RepositoryFiles(walking: alone, options: options).part(below: "", as: folder)
  }
}

extension RepositoryFiles {
  /// What lies below a folder, with paths as the user would write them.
  fileprivate func part(below inside: String, as folder: String) -> RepositoryFiles {
    let prefix = inside.isEmpty ? "" : inside + "/"
    let shown =
      folder == "." ? "./" : folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    func named(_ path: String) -> String? {
      path.hasPrefix(prefix) ? shown + path.dropFirst(prefix.count) : nil
    }
    return RepositoryFiles(
      root: root,
      files: files.compactMap { file in
        named(file.path).map {
          RepositoryFile(path: $0, size: file.size, fileClass: file.fileClass)
        }
      },
      skipped: skipped.compactMap { place in
        named(place.path).map { SkippedPlace(path: $0, cause: place.cause) }
      })
  }
}

/// A pattern over paths, and the folder that everything it matches lies in.
private struct PathPattern {
  let folder: String
  private let glob: GlobPattern

  init?(_ text: String) {
    let special = text.firstIndex { "*?[".contains($0) } ?? text.endIndex
    let slash = text[..<special].lastIndex(of: "/")
    folder = slash.map { $0 == text.startIndex ? "/" : String(text[..<$0]) } ?? ""
    guard let glob = GlobPattern(text), folder.isEmpty || FileBytes.isFolder(folder) else {
      return nil
    }
    self.glob = glob
  }

  func matches(_ path: String) -> Bool { glob.matches(path) }
}
