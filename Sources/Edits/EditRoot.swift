/// The folder that edits stay in: a repository's top, mostly.
package struct EditRoot: Sendable {
  /// The absolute path without symbolic links.
  package let path: String
  let files: any FileOperations

  /// Files with more bytes are not edited.
  package static let sizeLimit = 16 << 20

  package init(
    _ path: String, files: any FileOperations = SystemFiles()
  ) throws(EditError) {
    self.files = files
    do {
      self.path = try files.realPath(of: path)
      guard try files.facts(of: self.path)?.kind == .folder else { throw EditError.noRoot(path) }
    } catch let error as SystemFailure {
      throw error.isMissing ? .noRoot(path) : .system(error)
    } catch let error as EditError {
      throw error
    } catch {
      throw .noRoot(path)
    }
  }

  /// A file's place, with symbolic links resolved.
  struct Location: Equatable {
    /// The path below the root.
    var relative: String
    var absolute: String
    /// Nil where nothing is there yet.
    var facts: FileFacts?
  }

  /// Reads a file to be edited.
  ///
  /// A symbolic link is followed where it stays below the root: the file that it leads to is
  /// edited, and `OriginalFile.path` is that file's.
  ///
  /// - Parameter path: below the root, or absolute.
  /// - Throws: `EditError` for what is missing, lies elsewhere, is no regular file, is read-only
  ///   or too large; a file that is too large is not read.
  package func original(at path: String) throws(EditError) -> OriginalFile {
    let location = try locate(path)
    guard let facts = location.facts else { throw .notFound(path) }
    try check(facts, path)
    guard try call({ () throws(SystemFailure) in try files.isWritable(location.absolute) }) else {
      throw .readOnly(path)
    }
    let bytes = try call { () throws(SystemFailure) in try files.contents(of: location.absolute) }
    return OriginalFile(
      path: location.relative, bytes: bytes, isExecutable: facts.access.isExecutable)
  }

  /// The place of a file to be made.
  ///
  /// - Throws: `EditError` where something is there already.
  package func newFile(
    at path: String, isExecutable: Bool = false
  ) throws(EditError) -> OriginalFile {
    let location = try locate(path)
    guard location.facts == nil else { throw .alreadyThere(path) }
    return OriginalFile(path: location.relative, bytes: nil, isExecutable: isExecutable)
  }

  func check(_ facts: FileFacts, _ path: String) throws(EditError) {
    switch facts.kind {
    case .file: break
    case .folder: throw .folder(path)
    case .link, .other: throw .specialFile(path)
    }
    guard facts.size <= Self.sizeLimit else {
      throw .tooLarge(path, size: facts.size, limit: Self.sizeLimit)
    }
    guard !facts.access.isReadOnly else { throw .readOnly(path) }
  }

  func locate(_ path: String) throws(EditError) -> Location {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(path) }
    let named = path.utf8.first == UInt8(ascii: "/") ? path : self.path + "/" + path
    let facts = try call { () throws(SystemFailure) in try files.facts(of: named) }
    let real = facts == nil ? try realPlace(ofNew: named, path) : try realPlace(of: named, path)
    let prefix = self.path == "/" ? "/" : self.path + "/"
    guard real.utf8.starts(with: prefix.utf8) else {
      if real == self.path { throw .folder(path) }
      let isLink = facts?.kind == .link
      throw isLink
        ? .linkOut(path, to: real, root: self.path) : .outsideRoot(path, root: self.path)
    }
    let relative = String(decoding: real.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    guard !relative.split(separator: "/").contains(where: { $0.lowercased() == ".git" }) else {
      throw .gitFolder(path)
    }
    let target =
      facts?.kind == .link
      ? try call { () throws(SystemFailure) in try files.facts(of: real) } : facts
    return Location(relative: relative, absolute: real, facts: target)
  }

  private func realPlace(of named: String, _ path: String) throws(EditError) -> String {
    do {
      return try files.realPath(of: named)
    } catch {
      throw error.isMissing ? .emptyLink(path) : .system(error)
    }
  }

  /// Where a new file would be: the folders that exist are resolved, the rest is taken literally.
  private func realPlace(ofNew named: String, _ path: String) throws(EditError) -> String {
    var names = named.split(separator: "/").map(String.init)
    var rest: [String] = []
    while let name = names.popLast() {
      guard name != "..", name != "." else { throw .badPath(path) }
      rest.insert(name, at: 0)
      let folder = "/" + names.joined(separator: "/")
      guard let facts = try call({ () throws(SystemFailure) in try files.facts(of: folder) })
      else { continue }
      guard facts.kind == .folder || facts.kind == .link, !named.hasSuffix("/") else {
        throw .badPath(path)
      }
      let real = try realPlace(of: folder, path)
      return (real == "/" ? "" : real) + "/" + rest.joined(separator: "/")
    }
    throw .badPath(path)
  }

  func call<Result>(
    _ body: () throws(SystemFailure) -> Result
  ) throws(EditError) -> Result {
    do {
      return try body()
    } catch {
      throw .system(error)
    }
  }
}
