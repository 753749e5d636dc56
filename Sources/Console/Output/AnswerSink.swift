import Terminal

/// Where the answer goes: standard output, or the file of `--output`.
final class AnswerSink {
  private let file: OutputFile
  /// Takes escape sequences out; nil where the exact bytes are wanted.
  private var filter: EscapeFilter?
  /// Where the answer goes on after `file` could not be written; nil for standard output itself.
  private let rescue: OutputFile?
  private var kept = ""
  private(set) var isMidLine = false

  /// A model's words are not trusted, so a terminal gets them without escape sequences.
  init(standardOutput: OutputFile) {
    file = standardOutput
    filter = standardOutput.isTerminal ? EscapeFilter() : nil
    rescue = nil
  }

  /// - Parameters:
  ///   - path: the file; a bad path is known before the model runs.
  ///   - standardOutput: gets the whole answer where the file cannot take it.
  init(path: String, rescue standardOutput: OutputFile) throws {
    file = try OutputFile(path: path)
    rescue = standardOutput
  }

  /// Whether the text is seen on a terminal while it is written.
  var isTerminal: Bool { file.isTerminal }

  /// Writes the next piece of the answer.
  ///
  /// - Throws: `OutputError`; before that, an answer that a file could not take went to standard
  ///   output, so that it is not lost.
  func write(_ piece: String) throws {
    let text = filter?.filter(piece) ?? piece
    if let last = text.utf8.last { isMidLine = last != 0x0A }
    if rescue != nil { kept += text }
    do {
      try file.write(text)
    } catch OutputError.failed(let name, let reason) {
      try rescue?.write(kept)
      throw OutputError.failed(name: name, reason: reason)
    }
  }
}
