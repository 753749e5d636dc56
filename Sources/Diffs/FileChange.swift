/// What a diff does to one file.
package struct FileChange: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case added, deleted, modified, renamed, copied
  }

  /// The path before; nil where the file is new.
  package var oldPath: String?
  /// The path after; nil where the file is deleted.
  package var newPath: String?
  package var kind: Kind
  /// Whether git only says that the bytes differ.
  package var isBinary: Bool
  /// The file's mode before and after, where it changed: `100644`.
  package var modes: Modes?
  package var hunks: [Hunk]
  /// What stands before the header: the commit's message, or nothing.
  package var leadingText: String
  /// The lines from the header to the first hunk, as they stand in the diff.
  package var header: String

  package struct Modes: Sendable, Equatable {
    package var old: String
    package var new: String
  }

  /// The path that the change is best known by: the new one, or the old one of a deleted file.
  package var path: String { newPath ?? oldPath ?? "" }

  /// The header and all hunks, as they stand in the diff.
  package var text: String { hunks.reduce(into: header) { $0 += $1.text } }

  package var addedLines: Int { hunks.reduce(0) { $0 + $1.addedLines } }

  package var removedLines: Int { hunks.reduce(0) { $0 + $1.removedLines } }
}

/// A run of changed lines with some context around them.
package struct Hunk: Sendable, Equatable {
  /// The first line concerned in the old file, counted from 1.
  package var oldStart: Int
  /// The first line concerned in the new file, counted from 1.
  package var newStart: Int
  /// What git found above the hunk, mostly the function's first line; may be empty.
  package var section: String
  package var lines: [Line]
  /// The hunk's own first line: `@@ -1,2 +1,3 @@ section`.
  package var headline: String

  package struct Line: Sendable, Equatable {
    package enum Kind: Sendable {
      case context, added, removed
      /// `\ No newline at end of file`.
      case remark
    }

    package var kind: Kind
    /// The whole line with its marker and its line end.
    package var raw: String
    /// The line's number in the old file; nil for added lines and remarks.
    package var oldNumber: Int?
    /// The line's number in the new file; nil for removed lines and remarks.
    package var newNumber: Int?

    /// The line without its marker and its line end.
    package var content: Substring {
      // By bytes: an accent at the line's start would be one character with the marker.
      let start = kind == .remark || raw.isEmpty ? 0 : 1
      var content = raw[raw.utf8.index(raw.startIndex, offsetBy: start)...]
      if let last = content.last, last.isNewline { content.removeLast() }
      return content
    }
  }

  /// The hunk as it stands in the diff.
  package var text: String { lines.reduce(into: headline) { $0 += $1.raw } }

  package var addedLines: Int { lines.count { $0.kind == .added } }

  package var removedLines: Int { lines.count { $0.kind == .removed } }
}
