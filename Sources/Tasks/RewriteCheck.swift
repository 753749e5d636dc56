import Edits
import Outlines
import Workspace

/// Looks whether new code can stand in the place of a piece.
struct RewriteCheck {
  let file: CodeFile
  let piece: CodePiece
  let instruction: String

  /// What of an answer is new code, without what the file has beside the piece already.
  func own(_ answer: String) -> OwnCode {
    OwnCode(answer, file: file, piece: piece, instruction: instruction)
  }

  /// The code with the piece's indentation, and with the comment above it.
  func finished(_ code: String) -> String {
    let indented = Indentation.adapted(
      code, to: piece.text, style: IndentationStyle(of: file.text))
    guard let language = file.language, let name = piece.unit?.name,
      let comment = LeadingComment(of: piece.text, language)
    else { return indented }
    return comment.restored(in: indented, of: name, instruction: instruction)
  }

  /// What is wrong with the code, in one sentence with the line; nil where nothing is.
  func problem(in code: String) throws(EditError) -> String? {
    guard code[...].isCode else { return "there is no code in the answer." }
    if let line = leftOut(code) {
      return "line \(line.number) leaves code out: '\(line.text)'."
    }
    do {
      return try delimiters(code) ?? shape(code)
    } catch {
      // The model can write letters that the file's encoding has.
      guard error.code == .encoding else { throw error }
      return error.message + "."
    }
  }

  /// What a checker of the language has found, in one sentence with the line; nil where it has not.
  func problem(_ report: SyntaxReport, in code: String) -> String? {
    guard case .failed(let message, let line) = report.verdict else { return nil }
    guard let line, piece.lines.lowerBound <= line else { return "\(report.tool): \(message)" }
    return words(
      TextProblem(line: line - piece.lines.lowerBound + 1, message: "\(report.tool): \(message)"),
      in: code)
  }

  /// The file with the code in the place of the piece.
  func edit(_ code: String) throws(EditError) -> FileEdit {
    try FileEdit(file.original, replacing: [.lines(piece.lines, text: code)])
  }

  /// The first bracket without its pair, string without its end, or wrong block.
  private func delimiters(_ code: String) throws(EditError) -> String? {
    // Also without a language this tells whether the code can stand in the file.
    let updated = String(decoding: try edit(code).updated ?? [], as: UTF8.self)
    guard let rules = file.language.map(LexicalRules.rules) else { return nil }
    let check = ReplacementCheck(rules)
    if let first = check.problems(in: code, replacing: piece.text).first {
      return words(first, in: code)
    }
    // The piece itself may have been half a bracket; then the file tells.
    guard let first = check.problems(in: updated, replacing: file.text).first else { return nil }
    let line = max(1, first.line - piece.lines.lowerBound + 1)
    return words(TextProblem(line: line, message: first.message), in: code)
  }

  private func words(_ problem: TextProblem, in code: String) -> String {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let sentence = "line \(problem.line): \(problem.message)"
    let end = sentence.hasSuffix(".") ? "" : "."
    guard lines.indices.contains(problem.line - 1) else { return sentence + end }
    return sentence + end + " The line is: \(lines[problem.line - 1].drop { $0.isWhitespace })"
  }

  /// Whether the code has no unit where there was one.
  private func shape(_ code: String) -> String? {
    guard let unit = piece.unit, let language = file.language else { return nil }
    let before = FileOutline(of: piece.text, language: language).units
    guard !before.isEmpty else { return nil }
    let after = FileOutline(of: code, language: language).units
    return after.isEmpty ? "the answer is not the code of '\(unit.name)'." : nil
  }

  /// Whether the code is the old code.
  func isSame(_ code: String) -> Bool { code[...].trimmed == piece.text[...].trimmed }

  /// The functions and types that the piece has and the code has not, by their names.
  ///
  /// A small model forgets some of a long piece; it may also have been told to take them away.
  func lostUnits(in code: String) -> [String] {
    guard let language = file.language else { return [] }
    let after = Set(FileOutline(of: code, language: language).units.map(\.qualifiedName))
    var lost: [String] = []
    for unit in FileOutline(of: piece.text, language: language).units {
      let name = unit.qualifiedName
      if !after.contains(name), !lost.contains(name) { lost.append(name) }
    }
    return lost
  }

  /// A comment that stands for code which was not written, such as `// ... rest as before`.
  private func leftOut(_ code: String) -> (number: Int, text: String)? {
    let old = Set(piece.text.split(separator: "\n").map { $0.drop { $0.isWhitespace } })
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = line.drop { $0.isWhitespace }
      let isComment = ["//", "#", "/*", "--", "<!--"].contains { text.hasPrefix($0) }
      guard isComment, text.contains("...") || text.contains("…"), !old.contains(text) else {
        continue
      }
      let words = text.lowercased()
      if Self.omissions.contains(where: words.contains) { return (index + 1, String(text)) }
    }
    return nil
  }

  private static let omissions = [
    "rest of", "existing", "unchanged", "remaining", "as before", "same as", "other code",
  ]
}

extension LexicalRules {
  /// The rules of a language that can be outlined.
  static func rules(_ language: SourceLanguage) -> LexicalRules {
    switch language {
    case .swift: .swift
    case .python: .python
    case .javascript, .typescript, .tsx: .javaScript
    case .go: .go
    case .rust: .rust
    case .c, .cpp: .cFamily
    case .java: .java
    case .shell: .shell
    }
  }
}
