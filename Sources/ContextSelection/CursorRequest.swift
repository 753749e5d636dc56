/// What context is wanted for a cursor in a file.
package struct CursorRequest: Sendable {
  /// The path of the file below the root; it need not be there yet.
  package var path: String
  /// The whole text of the file as it is now, saved or not.
  package var text: String
  /// The line of the cursor, from 1.
  package var line: Int
  /// The lines that stand in the prompt anyway.
  package var shownLines: ClosedRange<Int>
  /// Paths that stand in the prompt already and must not be shown again.
  package var shown: Set<String>
  /// How many tokens all excerpts may cost together.
  package var budget: Int

  package init(
    path: String, text: String, line: Int, shownLines: ClosedRange<Int>, shown: Set<String> = [],
    budget: Int
  ) {
    self.path = path
    self.text = text
    self.line = line
    self.shownLines = shownLines
    self.shown = shown
    self.budget = budget
  }

  /// The lines around the cursor whose names say what is being written.
  var focus: ClosedRange<Int> { max(1, line - 24)...line + 8 }
}
