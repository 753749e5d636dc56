import Diffs
import Prompting

/// The changes of a diff one by one: which lines became which.
///
/// A small model reads a diff as text and mixes up its + and − lines; told change by change, it
/// explains every one of them. Only a short diff is told twice like this.
package enum ChangeList {
  /// The most changes that are listed.
  static let changeLimit = 16
  /// The most changed lines of a listed diff.
  package static let lineLimit = 160

  /// The list; nil where there is nothing to list, or too much.
  static func text(of files: [FileChange]) -> String? {
    let lines = files.reduce(0) { $0 + $1.addedLines + $1.removedLines }
    guard lines <= lineLimit else { return nil }
    let changes = files.flatMap { file in
      file.hunks.flatMap { hunk in runs(of: hunk).map { (file: file, run: $0) } }
    }
    guard !changes.isEmpty, changes.count <= changeLimit else { return nil }
    return changes.enumerated().map { index, change in
      ExplainPrompt.change(
        index + 1, in: change.file.path, removed: change.run.removed, added: change.run.added)
    }.joined(separator: "\n\n")
  }

  /// Lines of a hunk that changed without an unchanged line between them.
  private struct Run {
    var removed = ""
    var added = ""

    var isEmpty: Bool { removed.isEmpty && added.isEmpty }
  }

  private static func runs(of hunk: Hunk) -> [Run] {
    var runs: [Run] = []
    var current = Run()
    for line in hunk.lines {
      switch line.kind {
      case .removed: current.removed += line.content + "\n"
      case .added: current.added += line.content + "\n"
      case .remark: break
      case .context:
        if !current.isEmpty { runs.append(current) }
        current = Run()
      }
    }
    return current.isEmpty ? runs : runs + [current]
  }
}
