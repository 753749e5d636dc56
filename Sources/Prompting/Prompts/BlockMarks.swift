/// The lines between the parts of a search-and-replace block.
package struct BlockMarks: Sendable, Equatable {
  /// Before the lines to be found.
  package let search: String
  /// Between them and the lines in their place.
  package let divider: String
  /// After the new lines.
  package let replace: String

  /// Marks that are no lines of a text: longer than usual where the usual ones are.
  ///
  /// - Parameter text: with LF at its lines' ends.
  package init(for text: String) {
    let rows = text.utf8.split(separator: 0x0A).filter {
      $0.starts(with: Self.row("=").utf8) || $0.starts(with: Self.row(">").utf8)
    }
    let lines = Set(rows.map { Substring($0) })
    search = Self.row("<") + " SEARCH"
    divider = Self.mark("=", "", in: lines)
    replace = Self.mark(">", " REPLACE", in: lines)
  }

  private static func row(_ sign: Character, _ count: Int = 7) -> String {
    String(repeating: sign, count: count)
  }

  /// The shortest mark of a sign that is not among some lines.
  private static func mark(_ sign: Character, _ word: String, in lines: Set<Substring>) -> String {
    let counts = 7...lines.count + 7
    let free = counts.first { !lines.contains(Substring(row(sign, $0) + word)) }
    return row(sign, free ?? 7) + word
  }
}
