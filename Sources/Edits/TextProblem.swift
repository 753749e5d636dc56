/// Something in a text that its language does not allow.
package struct TextProblem: Sendable, Equatable {
  /// Counted from 1.
  package let line: Int
  /// One sentence without the line number.
  package let message: String

  package init(line: Int, message: String) {
    self.line = line
    self.message = message
  }
}

/// Looks at new text before it replaces a unit.
///
/// The finders guess at languages, so one that finds fault with the unit as it was is not believed
/// about what replaces it.
package struct ReplacementCheck: Sendable {
  package typealias Finder = @Sendable (_ text: String) -> [TextProblem]

  private let finders: [Finder]

  package init(_ finders: [Finder]) { self.finders = finders }

  /// The check of delimiters and, where the language has it, of blocks by indentation.
  package init(_ rules: LexicalRules) {
    self.init([{ DelimiterScan.problems(in: $0, rules: rules) }])
  }

  /// What is wrong with the replacement that was not wrong with the unit; in the order of lines.
  package func problems(in replacement: String, replacing unit: String) -> [TextProblem] {
    finders.filter { $0(unit).isEmpty }.flatMap { $0(replacement) }.sorted { $0.line < $1.line }
  }
}
