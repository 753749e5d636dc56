/// Checks blocks that are made by indentation alone, as Python's are.
struct IndentedBlocks {
  private var levels: [ArraySlice<UInt8>] = []
  private var opener: Int?
  private var current: Int?
  private(set) var problems: [TextProblem] = []

  /// Begins a line of code; a comment, a blank line or the rest of a bracket is none.
  mutating func begin(line: Int, blanks: ArraySlice<UInt8>) {
    current = line
    guard let level = levels.last else {
      levels = [blanks]
      return
    }
    let isDeeper = blanks.count > level.count && blanks.starts(with: level)
    if let start = opener {
      if isDeeper { levels.append(blanks) } else { problems.append(.noBlock(after: start, line)) }
    } else if isDeeper {
      problems.append(.unexpectedIndentation(line: line))
    } else if blanks != level {
      while let last = levels.last, last.count > blanks.count, levels.count > 1 {
        levels.removeLast()
      }
      if levels.last != blanks { problems.append(.strayIndentation(line: line)) }
    }
    opener = nil
  }

  /// Ends the line of code that was begun.
  ///
  /// - Parameter last: its last byte; a colon opens a block.
  mutating func end(last: UInt8) {
    guard let line = current else { return }
    opener = last == UInt8(ascii: ":") ? line : nil
    current = nil
  }

  /// Ends the text.
  mutating func finish() {
    if let start = opener { problems.append(.noBlock(after: start, start)) }
  }
}

extension TextProblem {
  static func unclosed(_ bracket: Character, line: Int) -> Self {
    Self(line: line, message: "'\(bracket)' is not closed")
  }

  static func unopened(_ bracket: Character, line: Int) -> Self {
    Self(line: line, message: "'\(bracket)' closes nothing")
  }

  static func mismatch(
    _ bracket: Character, line: Int, open: Character, openLine: Int
  ) -> Self {
    Self(line: line, message: "'\(bracket)' cannot close '\(open)' of line \(openLine)")
  }

  static func unclosedString(line: Int) -> Self {
    Self(line: line, message: "a string is not closed")
  }

  static func unclosedComment(line: Int) -> Self {
    Self(line: line, message: "a comment is not closed")
  }

  static func noBlock(after opener: Int, _ line: Int) -> Self {
    Self(line: line, message: "line \(opener) ends with ':', but no indented line follows")
  }

  static func unexpectedIndentation(line: Int) -> Self {
    Self(line: line, message: "the line is indented, but the line before opens no block")
  }

  static func strayIndentation(line: Int) -> Self {
    Self(line: line, message: "the line's indentation fits no line before it")
  }
}
