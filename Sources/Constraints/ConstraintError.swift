/// Why a constraint cannot be used.
package enum ConstraintError: Error, Equatable {
  /// A lower bound is above the upper one, or below what can be.
  case invalidBounds(of: String, atLeast: Int, atMost: Int)
  /// No text satisfies it.
  case impossible
  /// No lines of a text with `lines` lines are unique within `byteLimit` bytes.
  case noUniqueLines(lines: Int, byteLimit: Int)
  /// A text of so many lines or a limit of so many bytes is more than the automaton can number.
  case searchTooLarge(lines: Int, byteLimit: Int)
  /// The trigger is empty, longer than 255 bytes, or longer than the limit of the free text.
  case unusableTrigger(String)
  /// No rule around has this name.
  case unknownRule(String)
  /// Two rules or members of one place have this name.
  case duplicateName(String)
  /// The rule refers to itself before it matches a byte.
  case leftRecursion(rule: String)
  /// What is repeated matches the empty text, so that it has no end.
  case emptyRepetition
  /// It is nested more than `limit` deep.
  case tooDeep(limit: Int)
  /// The text of a grammar cannot be read.
  case grammarSyntax(line: Int, column: Int, expected: String)
}

extension ConstraintError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidBounds(let place, let least, let most):
      "\(place) has the bounds \(least) and \(most); the first must be 0 or more and not above "
        + "the second"
    case .impossible:
      "no text satisfies the constraint; look for empty choices, rules without an end and "
        + "characters that the vocabulary cannot spell"
    case .noUniqueLines(let lines, let byteLimit):
      "no run of whole lines of at most \(byteLimit) bytes is unique in the text of \(lines) "
        + "lines; raise the limit"
    case .searchTooLarge(let lines, let byteLimit):
      "a search in \(lines) lines with a limit of \(byteLimit) bytes is too large; at most "
        + "\(LineLeaf.mostLines) lines and \(LineLeaf.mostBytes) bytes are possible"
    case .unusableTrigger(let trigger):
      "the trigger '\(trigger)' cannot end free text; it needs 1 to \(FreeLeaf.longestTrigger) "
        + "bytes that the vocabulary can spell, and no more characters than the text's limit"
    case .unknownRule(let name): "the grammar has no rule '\(name)'"
    case .duplicateName(let name): "the name '\(name)' is given twice"
    case .leftRecursion(let rule):
      "the rule '\(rule)' refers to itself before it matches anything; put what comes first first"
    case .emptyRepetition:
      "what is repeated matches the empty text; let it match at least one character"
    case .tooDeep(let limit): "the constraint is nested more than \(limit) deep"
    case .grammarSyntax(let line, let column, let expected):
      "line \(line), column \(column) of the grammar: expected \(expected)"
    }
  }
}
