/// Cuts a diff into files and hunks, line by line.
///
/// A hunk ends where the counts of its headline are used up, so that text after it (a mail's
/// signature, the next commit) is never taken for a change.
struct DiffParser {
  private let lines: [Substring]
  private var index = 0
  private var files: [FileChange] = []
  private var leading = ""

  init(_ text: String) {
    lines = Self.split(text)
  }

  /// The files and the text after the last of them; nil where nothing is a diff.
  mutating func parse() -> ([FileChange], String)? {
    while index < lines.count {
      if let start = FileHeader.start(lines[index...]) {
        parseFile(start)
      } else {
        leading += lines[index]
        index += 1
      }
    }
    return files.isEmpty ? nil : (files, leading)
  }

  private mutating func parseFile(_ start: FileHeader.Start) {
    var header = FileHeader(start: start, firstLine: lines[index])
    while index < lines.count, header.take(lines[index]) { index += 1 }
    var hunks: [Hunk] = []
    while index < lines.count, let headline = HunkHeadline(lines[index]) {
      hunks.append(parseHunk(headline))
    }
    files.append(header.change(leading: leading, hunks: hunks))
    leading = ""
  }

  private mutating func parseHunk(_ headline: HunkHeadline) -> Hunk {
    var hunk = Hunk(
      oldStart: headline.old.start, newStart: headline.new.start, section: headline.section,
      lines: [], headline: String(lines[index]))
    index += 1
    var counter = HunkCounter(headline)
    while index < lines.count, let line = counter.take(lines[index]) {
      hunk.lines.append(line)
      index += 1
    }
    return hunk
  }

  /// The lines with their line ends.
  private static func split(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let newline = bytes[start...].firstIndex(of: 0x0A)
      let end = newline.map { bytes.index(after: $0) } ?? bytes.endIndex
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }
}
