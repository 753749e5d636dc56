package import Workspace

/// A text with a cursor in it.
///
/// Line ends are single newlines here, whatever the file has.
package struct CompletionPlace: Sendable, Equatable {
  /// What the text is called.
  package let name: String
  /// The label of its language; empty where it is not known.
  package let language: String
  package let before: String
  package let after: String
  /// Whether the lines around the cursor end with a carriage return, too.
  package let hasCarriageReturns: Bool
  /// How many invalid UTF-8 sequences were replaced.
  package let repairedSequences: Int

  package init(before: String, after: String, name: String, repairedSequences: Int = 0) {
    self.name = name
    language = Language.label(forPath: name)
    hasCarriageReturns = after.firstLineHasReturn ?? before.firstLineHasReturn ?? false
    self.before = before.withPlainLineEnds
    self.after = after.withPlainLineEnds
    self.repairedSequences = repairedSequences
  }

  /// The place that a target names in a text.
  ///
  /// The line after a last line end counts, too: that is where a file goes on.
  ///
  /// - Throws: `TaskError.noLine` or `TaskError.noColumn` for a place that the text does not have.
  package init(_ target: CursorTarget, in text: DecodedText, name: String? = nil) throws(TaskError)
  {
    let name = name ?? target.path
    let index = try Self.index(of: target, in: text.text, name: name)
    self.init(
      before: String(text.text[..<index]), after: String(text.text[index...]), name: name,
      repairedSequences: text.repairedSequences)
  }

  /// The place of a mark in a text; the mark is taken out.
  ///
  /// - Throws: `TaskError.marks` unless the mark is there exactly once.
  package init(mark: String, in text: DecodedText, name: String) throws(TaskError) {
    guard !mark.isEmpty else { throw .marks(mark, count: 0) }
    let parts = text.text.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .marks(mark, count: parts.count - 1) }
    self.init(
      before: String(parts[0]), after: String(parts[1]), name: name,
      repairedSequences: text.repairedSequences)
  }

  /// The line of the cursor, from 1.
  package var line: Int { before.utf8.count { $0 == 0x0A } + 1 }

  /// The column of the cursor in characters, from 1.
  package var column: Int { before[before.startOfLastLine...].count + 1 }

  /// A completion in the line ends of the text.
  package func inLineEnds(_ completion: String) -> String {
    guard hasCarriageReturns else { return completion }
    return completion.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
  }

  private static func index(
    of target: CursorTarget, in text: String, name: String
  ) throws(TaskError) -> String.Index {
    let table = LineTable(text)
    let endsWithLine = text.utf8.last.map { $0 == 0x0A } ?? true
    let count = table.count + (endsWithLine ? 1 : 0)
    guard 1...count ~= target.line else {
      throw .noLine(target.line, name: name, count: count)
    }
    let line = target.line > table.count ? "" : table[target.line...target.line]
    var content = line
    while let last = content.utf8.last, last == 0x0A || last == 0x0D {
      content = content[..<content.utf8.index(before: content.endIndex)]
    }
    let start = target.line > table.count ? text.endIndex : content.startIndex
    guard let column = target.column else {
      return target.line > table.count ? start : content.endIndex
    }
    guard 1...content.count + 1 ~= column else {
      throw .noColumn(column, line: target.line, name: name, count: content.count + 1)
    }
    guard target.line <= table.count else { return start }
    return content.index(content.startIndex, offsetBy: column - 1)
  }
}

extension String {
  fileprivate var withPlainLineEnds: String {
    guard utf8.contains(0x0D) else { return self }
    return split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
  }

  /// Whether the first line ends with a carriage return and a line feed; nil where none ends.
  fileprivate var firstLineHasReturn: Bool? {
    guard let newline = utf8.firstIndex(of: 0x0A) else { return nil }
    return newline > startIndex && utf8[utf8.index(before: newline)] == 0x0D
  }
}
