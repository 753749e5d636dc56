/// A file, or some lines of it, as an argument names it: `path`, `path:12` or `path:10-40`.
package struct FileTarget: Sendable, Equatable {
  package var path: String
  /// The lines meant, counted from 1; nil means the whole file.
  package var lines: ClosedRange<Int>?

  package init(path: String, lines: ClosedRange<Int>? = nil) {
    self.path = path
    self.lines = lines
  }

  /// Reads an argument; a file whose name has a colon wins where it exists.
  ///
  /// A column after the line (`path:12:5`, as compilers write it) is accepted and not looked at.
  ///
  /// - Parameter exists: whether a file of that name exists.
  package init(
    parsing argument: String, exists: (String) -> Bool = FileBytes.exists
  ) throws(WorkspaceError) {
    self.init(path: argument)
    guard !exists(argument), let colon = argument.lastIndex(of: ":") else { return }
    let head = String(argument[..<colon])
    let tail = argument[argument.index(after: colon)...]
    guard let numbers = Self.numbers(tail) else { return }
    if numbers.count == 1, let inner = head.lastIndex(of: ":"), !exists(head),
      let line = Self.numbers(head[head.index(after: inner)...]), line.count == 1
    {
      path = String(head[..<inner])
      lines = try Self.range(line[0], line[0], in: argument)
    } else {
      path = head
      lines = try Self.range(numbers[0], numbers[numbers.count - 1], in: argument)
    }
  }

  /// The one or two numbers of `12` or `10-40`; nil where it is anything else.
  private static func numbers(_ text: Substring) -> [Int]? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(part) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func range(
    _ first: Int, _ last: Int, in argument: String
  ) throws(WorkspaceError) -> ClosedRange<Int> {
    guard first > 0 else { throw .lineZero(argument) }
    guard first <= last else { throw .rangeBackwards(argument, first: first, last: last) }
    return first...last
  }
}
