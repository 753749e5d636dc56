import Prompting

/// New lines for some lines of a file.
struct LineReplacement: Sendable, Equatable {
  /// Counted from 1.
  var lines: ClosedRange<Int>
  /// Whole lines with LF; empty where the old ones go without others in their place.
  var text: String
}

/// A search-and-replace block as a model writes it.
struct SearchBlock: Equatable {
  /// Whole lines, each with its line feed.
  var search: String
  /// The same; empty where the lines are to go.
  var replacement: String

  /// Reads a block from behind its first mark, or with it.
  ///
  /// - Returns: nil where there is no divider behind at least one line.
  init?(_ text: String, marks: BlockMarks) {
    var lines = text.feedLines[...]
    if lines.first.map({ $0 == marks.search }) == true { lines.removeFirst() }
    guard let divider = lines.firstIndex(where: { $0 == marks.divider }),
      divider > lines.startIndex
    else { return nil }
    search = lines[..<divider].map { $0 + "\n" }.joined()
    let rest = lines[(divider + 1)...]
    replacement = rest.isEmpty ? "" : Self.replacement(rest.joined(separator: "\n"), marks: marks)
  }

  /// The new lines up to the mark behind them; it may have been taken away, with the line feed
  /// before it.
  static func replacement(_ text: String, marks: BlockMarks) -> String {
    let lines = text.feedLines
    let end = lines.firstIndex { $0 == marks.replace }
    return lines[..<(end ?? lines.endIndex)].map { $0 + "\n" }.joined()
  }

  /// The block as it stands in a conversation, without its first mark.
  func written(_ marks: BlockMarks) -> String {
    search + marks.divider + "\n" + replacement + marks.replace + "\n"
  }
}

extension String {
  /// The text with new lines in the place of others.
  ///
  /// - Parameters:
  ///   - replacements: none of them shares a line with another.
  ///   - first: the number of the text's first line.
  func replacing(_ replacements: [LineReplacement], first: Int) -> String {
    var lines = feedLines.map { "\($0)\n" }
    if lines.last == "\n" { lines.removeLast() }
    for replacement in replacements.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
      let range = replacement.lines.lowerBound - first..<replacement.lines.upperBound - first + 1
      guard lines.indices.contains(range.lowerBound), range.upperBound <= lines.count else {
        continue
      }
      lines.replaceSubrange(range, with: CollectionOfOne(replacement.text))
    }
    return lines.joined()
  }

  /// What stands between line feeds; a carriage return before one belongs to its line.
  fileprivate var feedLines: [Substring] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
  }
}
