import ContextSelection
import Synchronization
import Workspace

/// The indexes of the repositories that a run asks about, each made once, when it is first used.
package final class CodeIndexes: Sendable {
  /// Spreads work over threads, as `CodeIndex.Spread` says.
  package typealias Spread = @Sendable (_ count: Int, _ body: (Int) -> Void) -> Void

  /// An index, and what part of the repository it covers.
  struct Entry {
    var index: CodeIndex
    /// How many files of the repository were listed.
    var fileCount: Int
    /// The folder that it was narrowed to, with a slash at its end; empty where it covers all.
    var folder: String
    /// Why it was narrowed, as a clause.
    var cause = "the repository is large"
  }

  /// How many bytes of code are read for one index, so that nobody waits long for it.
  private let byteLimit: Int
  private let spread: Spread
  private let known = Mutex<[String: Entry]>([:])

  /// - Parameters:
  ///   - byteLimit: what an index may read, by default 16 MB; a larger repository is narrowed to a
  ///     folder of it.
  ///   - spread: how the reading is spread over threads; by default it is not.
  package init(byteLimit: Int? = nil, spread: Spread? = nil) {
    self.byteLimit = byteLimit ?? 16 << 20
    self.spread = spread ?? { CodeIndex.sequentially($0, $1) }
  }

  /// The index of the repository or project around a file or folder; nil where there is none, or
  /// where not even the folder itself is small enough.
  func entry(around path: String) -> Entry? {
    let folder = FileBytes.isFolder(path) ? path : Self.folder(of: path)
    guard let root = try? RepositoryRoot.find(from: folder), root.kind != .folder else {
      return nil
    }
    let place = root.relativePath(of: folder) ?? ""
    let vendored = FileClass.vendoredFolder(around: place)
    let key = root.path + "/" + (vendored ?? "")
    if let entry = known.withLock({ $0[key] }) { return entry }
    guard let entry = vendored.flatMap({ other(in: $0, of: root) }) ?? own(around: place, of: root)
    else { return nil }
    known.withLock { $0[key] = entry }
    return entry
  }

  /// The index of the repository's own code.
  private func own(around folder: String, of root: RepositoryRoot) -> Entry? {
    guard let files = try? RepositoryFiles(walking: root),
      let part = narrowed(files, around: folder)
    else { return nil }
    return Entry(
      index: CodeIndex(of: part.files, spread: spread), fileCount: files.files.count,
      folder: part.folder)
  }

  /// The index of other people's code in the repository, where the question is about that.
  private func other(in folder: String, of root: RepositoryRoot) -> Entry? {
    let options = RepositoryFiles.Options(entersVendored: true)
    guard var files = try? RepositoryFiles(walking: root, options: options) else { return nil }
    files.files = files.files.filter { $0.path.hasPrefix(folder) }
    guard !files.files.isEmpty, CodeIndex.bytes(of: files.files) <= byteLimit else { return nil }
    return Entry(
      index: CodeIndex(of: files, spread: spread), fileCount: files.files.count, folder: folder,
      cause: "it is code of others")
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The largest part of a repository around a folder that is within the limit.
  private func narrowed(
    _ files: RepositoryFiles, around folder: String
  ) -> (files: RepositoryFiles, folder: String)? {
    var prefix = ""
    var part = files
    var rest = folder.split(separator: "/")[...]
    while CodeIndex.bytes(of: part.files) > byteLimit {
      guard let next = rest.popFirst() else { return nil }
      prefix += next + "/"
      part.files = part.files.filter { $0.path.hasPrefix(prefix) }
    }
    return (part, prefix)
  }
}
