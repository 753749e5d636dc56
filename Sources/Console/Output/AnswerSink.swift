import Terminal

/// Where the answer goes: standard output, or the file of `--output`.
final class AnswerSink {
  private let file: OutputFile
  /// Takes escape sequences out; nil where the exact bytes are wanted.
  private var filter: EscapeFilter?
  /// Sets Markdown off; nil where nothing may be added to the text.
  private var styler: MarkdownStyler?
  /// Where the answer goes on after `file` could not be written; nil for standard output itself.
  private let rescue: OutputFile?
  private var kept = ""
  private(set) var isMidLine = false

  /// A model's words are not trusted, so a terminal gets them without escape sequences, and so does
  /// whoever asked for styles, which are made for a terminal.
  init(standardOutput: OutputFile, isStyled: Bool = false) {
    file = standardOutput
    filter = standardOutput.isTerminal || isStyled ? EscapeFilter() : nil
    styler = isStyled ? MarkdownStyler() : nil
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

  /// Whether the text has styles, one of which may be open.
  var isStyled: Bool { styler != nil }

  /// Writes the next piece of the answer.
  ///
  /// - Throws: `OutputError`; before that, an answer that a file could not take went to standard
  ///   output, so that it is not lost.
  func write(_ piece: String) throws {
    let text = filter?.filter(piece) ?? piece
    if let last = text.utf8.last { isMidLine = last != 0x0A }
    if rescue != nil { kept += text }
    do {
      try file.write(styler?.style(text) ?? text)
    } catch OutputError.failed(let name, let reason) {
      try rescue?.write(kept)
      throw OutputError.failed(name: name, reason: reason)
    }
  }

  /// Writes bytes that need not be text; a terminal gets them as text without escape sequences.
  ///
  /// - Throws: `OutputError`.
  func write(bytes: [UInt8]) throws {
    guard filter == nil, rescue == nil else {
      return try write(String(decoding: bytes, as: UTF8.self))
    }
    try file.write(bytes: bytes)
  }

  /// Ends the text, or a part of it: writes what the styler kept back, and the end of its styles.
  ///
  /// - Throws: `OutputError`.
  func finish() throws {
    guard let rest = styler?.finish() else { return }
    try file.write(String(decoding: rest, as: UTF8.self))
  }
}
