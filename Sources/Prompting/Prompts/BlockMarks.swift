/// The lines between the parts of a search-and-replace block.
package struct BlockMarks: Sendable, Equatable {
  /// Before the lines to be found.
  package let search: String
  /// Between them and the lines in their place.
  package let divider: String
  /// After the new lines.
  package let replace: String

  /// Marks that no line of a text could be taken for: longer than usual where the usual ones are.
  ///
  /// - Parameter text: with LF at its lines' ends.
  package init(for text: String) {
    var dividers: Set<Int> = []
    var ends: Set<Int> = []
    for line in text.utf8.split(separator: 0x0A) {
      let equals = line.prefix { $0 == UInt8(ascii: "=") }
      if equals.count == line.count { dividers.insert(equals.count) }
      // What follows the mark in its line does not matter: a text is ended by the mark alone.
      let arrows = line.prefix { $0 == UInt8(ascii: ">") }
      if line[arrows.endIndex...].starts(with: Self.word.utf8) { ends.insert(arrows.count) }
    }
    search = Self.row("<", 7) + " SEARCH"
    divider = Self.row("=", Self.free(dividers))
    replace = Self.row(">", Self.free(ends)) + Self.word
  }

  private static let word = " REPLACE"

  private static func row(_ sign: Character, _ count: Int) -> String {
    String(repeating: sign, count: count)
  }

  /// The least number of signs, from seven on, that is not taken.
  private static func free(_ taken: Set<Int>) -> Int {
    (7...taken.count + 7).first { !taken.contains($0) } ?? 7
  }
}
