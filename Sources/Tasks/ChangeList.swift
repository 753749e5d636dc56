import Diffs

/// The changes of a small diff, numbered, each with its function and its lines before and after.
///
/// A small model that is shown only a diff explains the unchanged lines too, and overlooks a
/// change of one character. Told the same changes one by one, it names each and says what it does.
struct ChangeList {
  /// The list's text, without a heading.
  let text: String

  /// A longer list would repeat too much of the diff, and small models lose the count.
  private static let runLimit = 24
  private static let lineLimit = 160
  /// A run of more lines is told by its size; the diff above shows it.
  private static let shownLines = 40

  /// - Returns: nil where the diff has no changed lines or too many.
  init?(_ files: [FileChange]) {
    let changed = files.reduce(0) { $0 + $1.addedLines + $1.removedLines }
    guard changed > 0, changed <= Self.lineLimit else { return nil }
    let items = files.flatMap(Self.items)
    guard !items.isEmpty, items.count <= Self.runLimit else { return nil }
    text = items.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")
  }

  private static func items(of file: FileChange) -> [String] {
    let remark = DiffText.remark(on: file).map { " (\($0))" } ?? ""
    let runs = file.hunks.flatMap(\.changedRuns)
      .filter { !$0.isImport && !$0.isPunctuation }
    guard !runs.isEmpty else { return remark.isEmpty ? [] : [file.path + remark] }
    return runs.map { run in
      let place = run.enclosing.isEmpty ? "" : ", in `\(run.enclosing)`"
      return "\(file.path)\(remark)\(place):\n" + lines(of: run)
    }
  }

  private static func lines(of run: ChangedRun) -> String {
    guard run.lines.count <= shownLines else {
      return "   \(run.removed.count) lines removed, \(run.added.count) lines added, as above"
    }
    if run.removed.isEmpty { return block("added", run.added) }
    if run.added.isEmpty { return block("removed", run.removed) }
    return block("before", run.removed) + "\n" + block("after", run.added)
  }

  private static func block(_ title: String, _ lines: [String]) -> String {
    let margin = lines.filter { !$0.allSatisfy(\.isWhitespace) }.map(blanks).min() ?? 0
    let body = lines.map { "     " + $0.dropFirst(min(margin, blanks($0))) }
    return "   \(title):\n" + body.joined(separator: "\n")
  }

  private static func blanks(_ line: String) -> Int {
    line.prefix { $0 == " " || $0 == "\t" }.count
  }
}
