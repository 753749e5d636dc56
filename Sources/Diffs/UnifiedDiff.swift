/// A diff as `git diff`, `git show`, `git log -p` or `diff -u` write it.
///
/// Every byte of the text belongs to exactly one file: what stands before a file's header, such as
/// a commit's message, is that file's leading text.
package struct UnifiedDiff: Sendable, Equatable {
  package var files: [FileChange]
  /// What stands after the last hunk and belongs to no file.
  package var trailingText: String

  /// Reads a diff; nil where the text holds none.
  ///
  /// Terminal colours are taken out first. A damaged diff gives what can be read of it.
  package init?(parsing text: String) {
    var parser = DiffParser(TerminalColours.removed(from: text))
    guard let (files, trailing) = parser.parse() else { return nil }
    self.files = files
    trailingText = trailing
  }

  /// The number of lines added in all files.
  package var addedLines: Int { files.reduce(0) { $0 + $1.addedLines } }

  /// The number of lines removed in all files.
  package var removedLines: Int { files.reduce(0) { $0 + $1.removedLines } }
}
