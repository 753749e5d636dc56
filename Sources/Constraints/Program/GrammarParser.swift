extension Constraint {
  /// Reads a grammar that is written as text.
  ///
  ///     commit = kind ("(" [a-z]+ ")")? ": " [^\n]{1,60} "\n"   # the first rule is the start
  ///     kind = "fix" | "feat"
  ///
  /// A rule begins at the start of a line; lines that begin with a space go on with it. There are
  /// texts in double quotes, characters in brackets, names of rules, groups in parentheses, `|`
  /// between ways, and after each of them `?`, `*`, `+`, `{n}`, `{n,}` or `{n,m}`. Escapes are
  /// `\n`, `\r`, `\t`, `\u{…}`, and a backslash before any sign. A `#` begins a comment.
  ///
  /// - Throws: `ConstraintError.grammarSyntax` with the place, or `.tooDeep`. What the rules say
  ///   is looked at when the constraint is compiled.
  package static func parse(grammar text: String) throws(ConstraintError) -> Constraint {
    var parser = GrammarParser(text)
    return try parser.grammar()
  }
}

/// Reads the text of a grammar from its beginning to its end.
private struct GrammarParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func grammar() throws(ConstraintError) -> Constraint {
    var rules: [GrammarRule] = []
    skipToRule()
    while position < scalars.count {
      rules.append(try rule())
      skipToRule()
    }
    guard let first = rules.first else { throw error("a rule, such as: name = \"text\"") }
    return .grammar(rules, start: first.name)
  }

  private mutating func rule() throws(ConstraintError) -> GrammarRule {
    let name = name()
    guard !name.isEmpty else { throw error("the name of a rule at the start of a line") }
    skipSpace()
    guard skip("=") else { throw error("'=' after the name of the rule") }
    let body = try ways()
    guard peek == nil || peek == "\n" else {
      throw error("the end of the line, or a part of the rule")
    }
    return GrammarRule(name, body)
  }

  private mutating func ways() throws(ConstraintError) -> Constraint {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ProgramBuilder.depthLimit else {
      throw .tooDeep(limit: ProgramBuilder.depthLimit)
    }
    var ways = [try sequence()]
    while skip("|") { ways.append(try sequence()) }
    return ways.count == 1 ? ways[0] : .either(ways)
  }

  private mutating func sequence() throws(ConstraintError) -> Constraint {
    var parts: [Constraint] = []
    skipSpace()
    while let part = try part() {
      parts.append(try counted(part))
      skipSpace()
    }
    guard !parts.isEmpty else { throw error("a text, characters, a group or the name of a rule") }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// A part without what says how often; nil where none begins.
  private mutating func part() throws(ConstraintError) -> Constraint? {
    if skip("\"") { return .literal(try text(until: "\"")) }
    if skip("[") { return .characters(try characters()) }
    if skip("(") {
      let group = try ways()
      guard skip(")") else { throw error("')'") }
      return group
    }
    let name = name()
    return name.isEmpty ? nil : .rule(name)
  }

  private mutating func counted(_ part: Constraint) throws(ConstraintError) -> Constraint {
    if skip("?") { return .optional(part) }
    if skip("*") { return .repeated(part) }
    if skip("+") { return .repeated(part, atLeast: 1) }
    guard skip("{") else { return part }
    let least = try number()
    var most: Int? = least
    if skip(",") { most = peek == "}" ? nil : try number() }
    guard skip("}") else { throw error("'}'") }
    return .repeated(part, atLeast: least, atMost: most)
  }

  private mutating func text(until end: Unicode.Scalar) throws(ConstraintError) -> String {
    var text = String.UnicodeScalarView()
    while !skip(end) { text.append(try scalar()) }
    return String(text)
  }

  private mutating func characters() throws(ConstraintError) -> ScalarSet {
    let isInverted = skip("^")
    var ranges: [ClosedRange<UInt32>] = []
    while !skip("]") {
      let low = try scalar()
      var high = low
      if peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        high = try scalar()
      }
      guard low <= high else { throw error("a range that goes upward") }
      ranges.append(low.value...high.value)
    }
    let set = ScalarSet(ranges)
    return isInverted ? set.inverted : set
  }

  /// One character of a text or a set, escapes resolved.
  private mutating func scalar() throws(ConstraintError) -> Unicode.Scalar {
    guard let scalar = peek, scalar != "\n" else { throw error("the end of what was opened") }
    position += 1
    guard scalar == "\\" else { return scalar }
    guard let escaped = peek, escaped != "\n" else { throw error("an escaped character") }
    position += 1
    switch escaped {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try codePoint()
    default: return escaped
    }
  }

  private mutating func codePoint() throws(ConstraintError) -> Unicode.Scalar {
    guard skip("{") else { throw error("'{' and the hexadecimal number of a character") }
    var digits = ""
    while let digit = peek, digit.properties.isASCIIHexDigit, digits.count < 8 {
      digits.unicodeScalars.append(digit)
      position += 1
    }
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value), skip("}")
    else {
      throw error("the hexadecimal number of a character and '}'")
    }
    return scalar
  }

  private mutating func number() throws(ConstraintError) -> Int {
    var digits = ""
    while let digit = peek, ("0"..."9").contains(digit) {
      digits.unicodeScalars.append(digit)
      position += 1
    }
    guard let number = Int(digits) else { throw error("a number") }
    return number
  }

  private mutating func name() -> String {
    var name = String.UnicodeScalarView()
    while let scalar = peek, scalar.isASCII,
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-"
        || scalar == "_"
    {
      name.append(scalar)
      position += 1
    }
    return String(name)
  }
}

extension GrammarParser {
  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  /// Skips spaces, comments, and the ends of lines that the next line goes on from.
  private mutating func skipSpace() {
    while let scalar = peek {
      switch scalar {
      case " ", "\t", "\r": position += 1
      case "#": skipComment()
      case "\n":
        guard position + 1 < scalars.count, [" ", "\t"].contains(scalars[position + 1]) else {
          return
        }
        position += 1
      default: return
      }
    }
  }

  /// Skips to the start of the next line that has more than space and comments.
  private mutating func skipToRule() {
    while let scalar = peek {
      switch scalar {
      case "\n", "\r": position += 1
      case "#": skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while let scalar = peek, scalar != "\n" { position += 1 }
  }

  private func error(_ expected: String) -> ConstraintError {
    let before = scalars[..<position]
    let line = before.count { $0 == "\n" } + 1
    let column = position - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
    return .grammarSyntax(line: line, column: column, expected: expected)
  }
}
