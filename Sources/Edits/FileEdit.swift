package import Diffs

/// A file as it was read, to be edited.
package struct OriginalFile: Sendable, Equatable {
  /// The path below the root, symbolic links resolved.
  package let path: String
  /// The bytes; nil where there is no file yet.
  package let bytes: [UInt8]?
  package let isExecutable: Bool

  package init(path: String, bytes: [UInt8]?, isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }
}

/// What one file becomes.
package struct FileEdit: Sendable, Equatable {
  package let original: OriginalFile
  /// The fingerprint of the bytes before; nil for a new file.
  package let originalID: BlobID?
  /// The bytes after; nil where the file is to be removed.
  package let updated: [UInt8]?

  /// Gives the file exactly these bytes, or removes it.
  package init(_ original: OriginalFile, updated: [UInt8]?) {
    self.original = original
    self.updated = updated
    originalID = original.bytes.map { BlobID(of: $0) }
  }

  /// Replaces parts of the file, which keeps its line ends, encoding and final newline.
  ///
  /// - Throws: `EditError` where a place does not exist, two replacements overlap, or new text
  ///   cannot stand in a file of unknown encoding.
  package init(_ original: OriginalFile, replacing parts: [Replacement]) throws(EditError) {
    let bytes = original.bytes ?? []
    let rewrite = LineRewrite(path: original.path, bytes: bytes)
    var splices: [Splice] = []
    for part in parts { splices.append(try rewrite.splice(part)) }
    var updated = try Splice.apply(splices, to: bytes, path: original.path)
    let isByLines = parts.allSatisfy { if case .bytes = $0 { false } else { true } }
    if isByLines { updated = rewrite.restoreEnd(of: updated) }
    self.init(original, updated: updated)
  }

  package var path: String { original.path }

  /// Whether the file stays as it is.
  package var isEmpty: Bool { original.bytes == updated }

  package var patch: FilePatch {
    FilePatch(
      path: path, old: original.bytes, new: updated, isExecutable: original.isExecutable)
  }
}

/// Edits of several files that are applied together or not at all.
package struct EditSet: Sendable, Equatable {
  /// The edits that change something, in the order given.
  package let edits: [FileEdit]
  /// What the set is called when it is undone, in one line: the instruction, say.
  package let title: String

  /// - Throws: `EditError` where two edits concern one file.
  package init(_ edits: [FileEdit], title: String = "") throws(EditError) {
    var paths: Set<[UInt8]> = []
    for edit in edits where !paths.insert(Array(edit.path.utf8)).inserted {
      throw .sameFile(edit.path)
    }
    self.edits = edits.filter { !$0.isEmpty }
    let words = title.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    self.title = String(String.UnicodeScalarView(words.prefix(200)))
  }

  package var isEmpty: Bool { edits.isEmpty }

  /// A diff of all edits that `git apply` takes.
  package var diff: [UInt8] { edits.flatMap(\.patch.diff) }
}
