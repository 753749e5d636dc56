package import OrderedJSON

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
  /// The text of a schema is no JSON.
  case schemaSyntax(JSONError)
  /// A schema says what cannot be met; the place is a pointer, such as `#/properties/name`.
  case schema(SchemaFault, line: Int, place: String)
}

/// What is wrong with one place of a JSON Schema.
package enum SchemaFault: Equatable, Sendable {
  case unknownKeyword(String)
  /// A keyword needs something else, in words.
  case wrongValue(String, String)
  case notAnObject
  case noType
  /// A keyword says nothing about values of the types.
  case notForType(String, String)
  /// The first keyword stands beside the second.
  case notBeside(String, String)
  /// A type needs a keyword.
  case missing(String, of: String)
  case missingProperty(String)
  /// The first bound is above the second.
  case wrongOrder(String, String)
  /// No number is within the bounds.
  case noNumber
  /// A listed value is not of the type beside it.
  case wrongType(String)
  /// Two alternatives of `oneOf`, counted from 1, may have a value in common.
  case overlap(Int, Int)
  case unknownReference(String)
  case recursion(String)
  case tooDeep(limit: Int)
  case tooLarge(limit: Int)
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
    case .schemaSyntax(let error): error.description
    case .schema(let fault, let line, let place): "line \(line): \(fault) (at \(place))"
    }
  }
}

extension SchemaFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownKeyword(let name):
      "the keyword '\(name)' is not supported, so that answers could not be held to it; take it out"
    case .wrongValue(let keyword, let expected): "'\(keyword)' must be \(expected)"
    case .notAnObject: "a schema must be an object with keywords"
    case .noType: "a schema needs 'type', 'enum', 'const', 'anyOf', 'oneOf' or '$ref'"
    case .notForType(let keyword, let types): "'\(keyword)' says nothing about the type \(types)"
    case .notBeside(let keyword, let other):
      "'\(keyword)' cannot stand beside '\(other)'; put all of it into one schema"
    case .missing(let keyword, let type): "the type \(type) needs '\(keyword)'"
    case .missingProperty(let name): "'required' names '\(name)', which is not in 'properties'"
    case .wrongOrder(let low, let high): "'\(low)' is above '\(high)'"
    case .noNumber: "there is no number within the bounds"
    case .wrongType(let value): "the value \(value) is not of the type that stands beside it"
    case .overlap(let first, let second):
      "a value may be of the alternatives \(first) and \(second) of 'oneOf' at once; use 'anyOf', "
        + "or tell them apart by a required property with 'const'"
    case .unknownReference(let name):
      "'$ref' to '\(name)' leads nowhere; it must begin with '#/' and name a place in the schema"
    case .recursion(let name): "'$ref' to '\(name)' comes back to itself, which is not supported"
    case .tooDeep(let limit): "the schema is nested more than \(limit) deep"
    case .tooLarge(let limit): "the schema has more than \(limit) parts, references written out"
    }
  }
}
