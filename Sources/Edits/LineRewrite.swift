import Diffs

/// Writes new lines into a file in the file's own form.
///
/// A new line that is the same as an old one keeps the old one's bytes: its line end in a file of
/// mixed ones, and what is not UTF-8 in it. Other new lines take the line end of the line that they
/// replace, or of the one before them.
struct LineRewrite {
  private let path: String
  private let lines: ByteLines
  private let form: TextForm

  init(path: String, bytes: [UInt8]) {
    self.path = path
    lines = ByteLines(bytes)
    form = TextForm(of: bytes)
  }

  /// The replacement as bytes for bytes.
  func splice(_ replacement: Replacement) throws(EditError) -> Splice {
    switch replacement {
    case .bytes(let range, let bytes):
      guard range.lowerBound >= 0, range.upperBound <= lines.bytes.count else {
        throw .bytesPastEnd(path, range, size: lines.bytes.count)
      }
      return Splice(range: range, bytes: bytes)
    case .everything(let text):
      return try splice(0..<lines.count, text)
    case .insertion(let line, let text):
      guard line >= 1, line - 1 <= lines.count else {
        throw .linesPastEnd(path, first: line, last: line, count: lines.count)
      }
      return try splice(line - 1..<line - 1, text)
    case .lines(let range, let text):
      guard range.lowerBound >= 1, range.upperBound <= lines.count else {
        throw .linesPastEnd(
          path, first: range.lowerBound, last: range.upperBound, count: lines.count)
      }
      return try splice(range.lowerBound - 1..<range.upperBound, text)
    }
  }

  /// Ends a file that was rewritten by lines as it ended before: with a newline, or without.
  func restoreEnd(of bytes: [UInt8]) -> [UInt8] {
    guard !lines.bytes.isEmpty, let last = bytes.last else { return bytes }
    if form.endsWithNewline { return last == 0x0A ? bytes : bytes + form.lineEnding.rawValue.utf8 }
    // A blank line at the end would be lost with its line end.
    let shorter = bytes[...].withoutLineEnd
    return shorter.isEmpty || shorter.last == 0x0A ? bytes : Array(shorter)
  }

  private func splice(_ range: Range<Int>, _ text: String) throws(EditError) -> Splice {
    let old = range.map { visible($0) }
    let new = Self.contents(text, isStart: range.lowerBound == 0)
    var output: [UInt8] = []
    if range.lowerBound == 0, form.hasMark, !new.isEmpty { output += TextForm.mark }
    if range.isEmpty, range.lowerBound == lines.count, !lines.endsWithNewline {
      output += ending(near: range.lowerBound - 1)
    }
    var next = 0
    for change in LineDiff(old: old, new: new).changes {
      for line in next..<change.old.lowerBound { append(range.lowerBound + line, to: &output) }
      try check(new, change.new, replacing: range)
      for (place, line) in change.new.enumerated() {
        let neighbour = min(change.old.lowerBound + place, change.old.upperBound - 1)
        output += new[line] + ending(near: range.lowerBound + neighbour)
      }
      next = change.old.upperBound
    }
    for line in next..<old.count { append(range.lowerBound + line, to: &output) }
    return Splice(range: lines.offsets(of: range), bytes: output)
  }

  /// Appends an old line as it is; the mark before the first is there already.
  private func append(_ index: Int, to output: inout [UInt8]) {
    let line = withoutMark(index)
    output += line
    if line.lineEnd.isEmpty { output += ending(near: index) }
  }

  private func withoutMark(_ index: Int) -> ArraySlice<UInt8> {
    index == 0 && form.hasMark ? lines[index].dropFirst(3) : lines[index]
  }

  /// The line end of a line, else of the line before or after it, else of most lines.
  private func ending(near index: Int) -> ArraySlice<UInt8> {
    for line in [index, index - 1, index + 1] where line >= 0 && line < lines.count {
      let end = lines[line].lineEnd
      if !end.isEmpty { return end }
    }
    return Array(form.lineEnding.rawValue.utf8)[...]
  }

  /// A line's content as a reader of repaired UTF-8 sees it.
  private func visible(_ index: Int) -> ArraySlice<UInt8> {
    let content = withoutMark(index).withoutLineEnd
    guard form.encoding != .utf8, String(validating: content, as: UTF8.self) == nil else {
      return content
    }
    return Array(String(decoding: content, as: UTF8.self).utf8)[...]
  }

  /// The text's lines without line ends, and without the mark at a file's start.
  private static func contents(_ text: String, isStart: Bool) -> [ArraySlice<UInt8>] {
    var bytes = Array(text.utf8)
    if isStart, bytes.starts(with: TextForm.mark) { bytes.removeFirst(3) }
    let lines = ByteLines(bytes)
    return (0..<lines.count).map { lines[$0].withoutLineEnd }
  }

  /// Refuses new lines that would spoil a file which is not UTF-8.
  private func check(
    _ new: [ArraySlice<UInt8>], _ changed: Range<Int>, replacing range: Range<Int>
  ) throws(EditError) {
    guard form.encoding != .utf8 else { return }
    let old = lines.bytes[lines.offsets(of: range)]
    let isRepaired = String(validating: old, as: UTF8.self) == nil
    for line in changed {
      let isForeign = form.encoding == .unknown && new[line].contains { $0 > 0x7F }
      let isLost = isRepaired && String(decoding: new[line], as: UTF8.self).contains("\u{FFFD}")
      if isForeign || isLost { throw .encoding(path, line: range.lowerBound + line + 1) }
    }
  }
}
