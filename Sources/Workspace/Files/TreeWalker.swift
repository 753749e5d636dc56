/// Goes through the folders below a root.
final class TreeWalker {
  private struct Pending {
    /// Below the root, with a slash at its end; empty for the root.
    var path: [UInt8]
    var scope: IgnoreScope
  }

  private let rootPath: String
  private let root: OpenFolder
  private let options: RepositoryFiles.Options
  private var pending: [Pending] = []
  private(set) var files: [RepositoryFile] = []
  private(set) var skipped: [SkippedPlace] = []
  private var isFull = false

  init(root path: String, options: RepositoryFiles.Options) throws(WorkspaceError) {
    rootPath = path
    root = try OpenFolder(path)
    self.options = options
  }

  /// Walks with a list of folders to do instead of recursion, so that depth costs no stack.
  func run() {
    let scope = IgnoreScope(
      exclude: excludeFile() ?? [], user: userIgnoreFile() ?? [])
    pending = [Pending(path: [], scope: scope)]
    while let folder = pending.popLast(), !isFull { enter(folder) }
  }

  // MARK: Folders

  private func enter(_ folder: Pending) {
    let listing: DirectoryListing
    switch root.list(folder.path) {
    case .success(let found): listing = found
    case .failure(let reason):
      skip(folder.path, .unreadable(reason.text))
      return
    }
    if !folder.path.isEmpty, stops(at: listing, folder.path) { return }
    let scope = scope(of: folder, listing)
    var folders: [Pending] = []
    for item in listing.items {
      let path = folder.path + item.name
      switch item.kind {
      case .folder:
        if let next = next(path, name: folder.path.count, scope) { folders.append(next) }
      case .file:
        // In a linked worktree or a submodule it is a file.
        if item.name != Array(".git".utf8) { add(path, name: folder.path.count, scope) }
      case .link: skipLink(path, name: folder.path.count, scope)
      case .special:
        if !scope.ignores(path, name: folder.path.count, isFolder: false) { skip(path, .special) }
      }
    }
    pending += folders.reversed()
  }

  /// Whether a folder is not to be looked into, by what it holds.
  private func stops(at listing: DirectoryListing, _ path: [UInt8]) -> Bool {
    if listing.contains(".git") {
      skip(path, .nestedRepository)
      return true
    }
    if listing.contains("CACHEDIR.TAG"), !options.entersVendored {
      skip(path, .vendored)
      return true
    }
    return false
  }

  private func next(_ path: [UInt8], name: Int, _ scope: IgnoreScope) -> Pending? {
    let folderName = String(decoding: path[name...], as: UTF8.self)
    if FileClass.versionControlFolders.contains(folderName) { return nil }
    if scope.ignores(path, name: name, isFolder: true) { return nil }
    if !options.entersVendored, FileClass.isVendored(folder: folderName) {
      skip(path + [UInt8(ascii: "/")], .vendored)
      return nil
    }
    if scope.hides(path, name: name, isFolder: true) {
      hide(path)
      return nil
    }
    return Pending(path: path + [UInt8(ascii: "/")], scope: scope)
  }

  /// What is in force in a folder: a new scope where it has ignore files of its own.
  private func scope(of folder: Pending, _ listing: DirectoryListing) -> IgnoreScope {
    let names = [".ignore", ".gitignore", ".latheignore"]
    let present = names.map { name in
      listing.items.contains { $0.kind == .file && $0.name == Array(name.utf8) }
    }
    guard present.contains(true) else { return folder.scope }
    let texts = zip(names, present).map { name, isPresent in
      isPresent ? read(folder.path + Array(name.utf8)) : []
    }
    return IgnoreScope(
      parent: folder.scope, base: folder.path.count, ignore: texts[0], gitignore: texts[1],
      hidden: texts[2])
  }

  /// The bytes of an ignore file; nobody writes more than a megabyte of them.
  private func read(_ path: [UInt8]) -> [UInt8] {
    guard let bytes = root.head(of: path, limit: 1 << 20) else {
      skip(path, .unreadable("it is not heard"))
      return []
    }
    return bytes
  }

  // MARK: Files

  private func add(_ path: [UInt8], name: Int, _ scope: IgnoreScope) {
    if scope.ignores(path, name: name, isFolder: false) { return }
    guard let text = String(validating: path, as: UTF8.self) else {
      skip(path, .notUTF8)
      return
    }
    guard files.count < options.limit else {
      isFull = true
      skip([], .tooMany(limit: options.limit))
      return
    }
    guard let size = root.size(of: path) else { return }
    let isHidden = scope.hides(path, name: name, isFolder: false)
    let fileClass =
      isHidden ? .withheld(reason: Self.hiddenReason) : Self.classOf(text, path, size, root)
    files.append(RepositoryFile(path: text, size: size, fileClass: fileClass))
  }

  private static let hiddenReason = ".latheignore names it"

  /// Looks at the bytes only of large files, and only at their first: they are few.
  private static func classOf(
    _ path: String, _ bytes: [UInt8], _ size: Int, _ root: OpenFolder
  ) -> FileClass {
    if let known = FileClass.byName(path) { return known }
    guard size > FileClass.sizeLimit else { return .text }
    let head = root.head(of: bytes, limit: FileClass.probeSize) ?? []
    return FileClass.byContent(head[...], size: size)
  }

  private func hide(_ path: [UInt8]) {
    guard let text = String(validating: path, as: UTF8.self) else { return }
    files.append(
      RepositoryFile(
        path: text + "/", size: 0, fileClass: .withheld(reason: Self.hiddenReason)))
  }

  // MARK: What is passed over

  private func skipLink(_ path: [UInt8], name: Int, _ scope: IgnoreScope) {
    if scope.ignores(path, name: name, isFolder: false) { return }
    let full = SystemPath.join(rootPath, String(decoding: path, as: UTF8.self))
    guard let target = SystemPath.resolved(full) else {
      skip(path, .link)
      return
    }
    let isInside =
      target == rootPath || target.hasPrefix(rootPath == "/" ? "/" : rootPath + "/")
    skip(path, isInside ? .link : .linkOutside)
  }

  private func skip(_ path: [UInt8], _ cause: SkippedPlace.Cause) {
    skipped.append(SkippedPlace(path: String(decoding: path, as: UTF8.self), cause: cause))
  }

  // MARK: Ignore files elsewhere

  /// `.git/info/exclude`; in a linked worktree `.git` is a file that says where the data is.
  private func excludeFile() -> [UInt8]? {
    let git = SystemPath.join(rootPath, ".git")
    var folder = git
    if !FileBytes.isFolder(git) {
      guard let line = Self.line(of: git), line.hasPrefix("gitdir: ") else { return nil }
      folder = Self.resolve(String(line.dropFirst(8)), in: rootPath)
      if let common = Self.line(of: folder + "/commondir") {
        folder = Self.resolve(common, in: folder)
      }
    }
    return try? FileBytes.contents(of: folder + "/info/exclude", limit: 1 << 20)
  }

  private func userIgnoreFile() -> [UInt8]? {
    options.userIgnoreFile.flatMap { try? FileBytes.contents(of: $0, limit: 1 << 20) }
  }

  private static func line(of path: String) -> String? {
    guard let bytes = try? FileBytes.contents(of: path, limit: 1 << 14) else { return nil }
    return String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  private static func resolve(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : SystemPath.join(folder, path)
  }
}
