/// The lines of a text, found once and then sliced by number.
package struct LineTable: Sendable {
  private let text: String
  /// Where each line starts; the end of the text is not in it.
  private let starts: [String.Index]

  /// Finds the lines; a line ends after its newline, and the last one may have none.
  package init(_ text: String) {
    self.text = text
    var starts: [String.Index] = []
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      starts.append(index)
      guard let newline = bytes[index...].firstIndex(of: 0x0A) else { break }
      index = bytes.index(after: newline)
    }
    self.starts = starts
  }

  package var count: Int { starts.count }

  /// The text of some lines with their line ends, counted from 1 and clamped to what exists.
  package subscript(lines: ClosedRange<Int>) -> Substring {
    let first = max(lines.lowerBound, 1)
    guard first <= count else { return "" }
    let end = lines.upperBound < count ? starts[lines.upperBound] : text.endIndex
    return text[starts[first - 1]..<max(end, starts[first - 1])]
  }
}
