/// A file, or a part of one, ready to be shown to a model.
package struct SourceText: Sendable, Equatable {
  /// The path as the user wrote it.
  package var path: String
  /// The text of the lines meant, line ends as in the file.
  package var text: String
  /// The lines that `text` holds; nil means the whole file.
  package var lines: ClosedRange<Int>?
  /// How many invalid UTF-8 sequences were replaced.
  package var repairedSequences: Int

  package init(
    path: String, text: String, lines: ClosedRange<Int>? = nil, repairedSequences: Int = 0
  ) {
    self.path = path
    self.text = text
    self.lines = lines
    self.repairedSequences = repairedSequences
  }

  /// The path, with the lines where it is a part: `main.swift:10-40`.
  package var name: String {
    guard let lines else { return path }
    return lines.count == 1
      ? "\(path):\(lines.lowerBound)" : "\(path):\(lines.lowerBound)-\(lines.upperBound)"
  }

  /// The label of a Markdown fence around the text; empty where the language is not known.
  package var language: String { Language.label(forPath: path) }
}

extension SourceText {
  /// The largest file that is read: no context holds as much text.
  package static let sizeLimit = 8 << 20

  /// Reads what a target names.
  ///
  /// A range may end after the file does; it must not begin there.
  ///
  /// - Throws: `WorkspaceError` where the file is missing, special, too large or not text, or has
  ///   no such lines.
  package init(
    reading target: FileTarget, limit: Int = SourceText.sizeLimit
  ) throws(WorkspaceError) {
    let bytes = try FileBytes.contents(of: target.path, limit: limit)
    let decoded = try DecodedText.decode(bytes, from: "'\(target.path)'")
    self.init(
      path: target.path, text: decoded.text, repairedSequences: decoded.repairedSequences)
    guard let wanted = target.lines else { return }
    let all = LineTable(decoded.text)
    guard wanted.lowerBound <= all.count else {
      throw .rangePastEnd(target.path, first: wanted.lowerBound, lineCount: all.count)
    }
    let lines = wanted.lowerBound...min(wanted.upperBound, all.count)
    self.lines = lines
    text = String(all[lines])
  }
}
