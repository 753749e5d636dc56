/// What becomes of one file, to be written as a diff that `git apply` takes.
///
/// The diff has the file's own bytes, whatever their encoding and line ends.
package struct FilePatch: Sendable, Equatable {
  /// The path below the repository's top folder.
  package var path: String
  /// The bytes before; nil where the file is new.
  package var old: [UInt8]?
  /// The bytes after; nil where the file is deleted.
  package var new: [UInt8]?
  package var isExecutable: Bool

  package init(path: String, old: [UInt8]?, new: [UInt8]?, isExecutable: Bool = false) {
    self.path = path
    self.old = old
    self.new = new
    self.isExecutable = isExecutable
  }

  /// How many lines that did not change are shown around those that did.
  static let context = 3

  /// The header and the hunks; empty where nothing changes.
  package var diff: [UInt8] {
    guard old != new else { return [] }
    let hunks = PatchHunks(old: ByteLines(old ?? []), new: ByteLines(new ?? []))
    return Array(header(hasHunks: !hunks.isEmpty).utf8) + hunks.bytes
  }

  private func header(hasHunks: Bool) -> String {
    let names = (PathText.quoted("a/" + path), PathText.quoted("b/" + path))
    let mode = isExecutable ? "100755" : "100644"
    var header = "diff --git \(names.0) \(names.1)\n"
    if old == nil { header += "new file mode \(mode)\n" }
    if new == nil { header += "deleted file mode \(mode)\n" }
    header += "index \(Self.name(of: old))..\(Self.name(of: new))"
    header += old != nil && new != nil ? " \(mode)\n" : "\n"
    guard hasHunks else { return header }
    // The tab keeps a blank in the name from being taken for its end.
    let end = path.utf8.contains(0x20) ? "\t\n" : "\n"
    header += "--- " + (old == nil ? "/dev/null\n" : names.0 + end)
    header += "+++ " + (new == nil ? "/dev/null\n" : names.1 + end)
    return header
  }

  private static func name(of bytes: [UInt8]?) -> String {
    bytes.map { BlobID(of: $0).description } ?? String(repeating: "0", count: 40)
  }
}
