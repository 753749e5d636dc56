import Workspace

/// A place in a text as an argument names it: `path:12` or `path:12:5`.
package struct CursorTarget: Sendable, Equatable {
  package var path: String
  /// The line, from 1.
  package var line: Int
  /// The column in characters, from 1; nil means the end of the line.
  package var column: Int?

  package init(path: String, line: Int, column: Int? = nil) {
    self.path = path
    self.line = line
    self.column = column
  }

  /// Reads an argument; a file whose name ends with a number wins where it exists.
  ///
  /// - Throws: `TaskError.noPlace` for an argument without a line, or with a zero.
  package init(
    parsing argument: String, exists: (String) -> Bool = FileBytes.exists
  ) throws(TaskError) {
    guard let (head, last) = Self.split(argument) else { throw .noPlace(argument) }
    guard last > 0 else { throw .placeZero(argument) }
    self.init(path: head, line: last)
    guard !exists(head), let (inner, line) = Self.split(head) else { return }
    guard line > 0 else { throw .placeZero(argument) }
    self.init(path: inner, line: line, column: last)
  }

  /// What stands before the last colon, and the number after it.
  private static func split(_ text: String) -> (head: String, number: Int)? {
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex else { return nil }
    let tail = text[text.index(after: colon)...]
    guard !tail.isEmpty, tail.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(tail)
    else { return nil }
    return (String(text[..<colon]), number)
  }
}
