import Diffs
import Outlines

/// The comment that a piece of code begins with.
///
/// A small model forgets it, or takes it for no part of the code. It comes back as it was, also where
/// the new code does something else by now: a comment to be mended is better than none.
struct LeadingComment: Equatable {
  /// Whole lines with their indentation, and the blank ones behind them.
  private let text: String
  private let language: SourceLanguage

  /// - Returns: nil where the code begins with something else, or is nothing but a comment.
  init?(of code: String, _ language: SourceLanguage) {
    self.language = language
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let isComment = Self.comments(in: lines, language)
    let count = zip(lines, isComment).prefix { $0.1 || !$0.0.isCode }.count
    guard isComment[..<count].contains(true), lines[count...].contains(where: \.isCode) else {
      return nil
    }
    text = lines[..<count].map { $0 + "\n" }.joined()
  }

  /// The code of a unit with the comment before it.
  ///
  /// It stays as it is where there is a comment before the unit's name, and where the instruction
  /// speaks of comments.
  func restored(in code: String, of name: String, instruction: String) -> String {
    let words = instruction.lowercased()
    guard !["comment", "doc"].contains(where: words.contains) else { return code }
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let isComment = Self.comments(in: lines, language)
    for (line, isComment) in zip(lines, isComment) {
      if isComment { return code }
      if line.split(whereSeparator: { !$0.isNamePart }).contains(name[...]) { break }
    }
    return code[...].isCode ? text + code : code
  }

  /// Which lines hold a comment and nothing else.
  private static func comments(in lines: [Substring], _ language: SourceLanguage) -> [Bool] {
    let mark = language == .python || language == .shell ? "#" : "//"
    var isOpen = false
    return lines.map { line in
      let text = line.trimmed
      if !isOpen, mark == "//", text.hasPrefix("/*") { isOpen = true }
      guard isOpen else { return text.hasPrefix(mark) }
      guard let end = text.firstRange(of: "*/") else { return true }
      isOpen = false
      // Code may follow in the same line.
      return end.upperBound == text.endIndex
    }
  }
}
