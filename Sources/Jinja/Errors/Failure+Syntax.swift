// The words of faults in a template's syntax.

extension Failure {
  private static func syntax(_ message: String, at offset: Int) -> Failure {
    Failure(.syntax, message, at: offset)
  }

  static func unclosedComment(at offset: Int) -> Failure {
    syntax("this comment has no closing '#}'", at: offset)
  }

  static func unclosedRaw(at offset: Int) -> Failure {
    syntax("this raw block has no '{% endraw %}'", at: offset)
  }

  static func unclosedTag(_ end: String, at offset: Int) -> Failure {
    syntax("this tag has no closing '\(end)'", at: offset)
  }

  static func unclosedString(at offset: Int) -> Failure {
    syntax("this string has no closing quote", at: offset)
  }

  static func invalidEscape(at offset: Int) -> Failure {
    syntax("this escape names no character", at: offset)
  }

  static func invalidNumber(_ text: String, at offset: Int) -> Failure {
    syntax("'\(text)' is no number, or one that 64 bits do not hold", at: offset)
  }

  static func unexpectedCharacter(_ scalar: Unicode.Scalar, at offset: Int) -> Failure {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let name = Scalars.isPrintable(scalar) ? "'\(scalar)'" : "U+\(code)"
    return syntax("unexpected character \(name)", at: offset)
  }

  static func unexpectedClosing(_ symbol: Symbol, at offset: Int) -> Failure {
    syntax("'\(symbol.rawValue)' closes nothing", at: offset)
  }

  static func mismatchedClosing(
    _ symbol: Symbol, expected: Symbol, at offset: Int
  ) -> Failure {
    syntax("found '\(symbol.rawValue)' where '\(expected.rawValue)' must close", at: offset)
  }

  static func expected(_ wanted: String, found token: Token) -> Failure {
    syntax("expected \(wanted), found \(token.kind.words)", at: token.offset)
  }

  static func nestedTooDeep(limit: Int, at offset: Int) -> Failure {
    syntax("nested deeper than \(limit)", at: offset)
  }

  static func cannotAssign(to what: String, at offset: Int) -> Failure {
    syntax("cannot assign to \(what)", at: offset)
  }

  static func unknownTag(_ name: String, at offset: Int) -> Failure {
    syntax("there is no tag '\(name)'", at: offset)
  }

  static func misplacedTag(_ name: String, expected: [String], at offset: Int) -> Failure {
    let wanted = expected.map { "'\($0)'" }.joined(separator: " or ")
    return syntax("'\(name)' cannot stand here; the innermost block needs \(wanted)", at: offset)
  }

  static func unclosedBlock(_ expected: [String], at offset: Int) -> Failure {
    let wanted = expected.map { "'\($0)'" }.joined(separator: " or ")
    return syntax("the template ends before \(wanted)", at: offset)
  }

  static func unsupportedTag(_ name: String, at offset: Int) -> Failure {
    syntax("'\(name)' needs other templates, and a chat template stands alone", at: offset)
  }

  static func outsideLoop(_ name: String, at offset: Int) -> Failure {
    syntax("'\(name)' outside of a loop", at: offset)
  }

  static func loopIsReserved(at offset: Int) -> Failure {
    syntax("cannot assign to the special variable 'loop' in a loop", at: offset)
  }

  static func unknownFilter(_ name: String, at offset: Int) -> Failure {
    syntax("there is no filter '\(name)'", at: offset)
  }

  static func unknownTest(_ name: String, at offset: Int) -> Failure {
    syntax("there is no test '\(name)'", at: offset)
  }

  static func chainedTests(at offset: Int) -> Failure {
    syntax("tests cannot be chained with 'is'", at: offset)
  }

  static func argumentOrder(at offset: Int) -> Failure {
    syntax("arguments come in this order: values, name=value, *list, **mapping", at: offset)
  }

  static func defaultOrder(at offset: Int) -> Failure {
    syntax("a parameter without default follows one with a default", at: offset)
  }

  static func duplicateParameter(_ name: String, at offset: Int) -> Failure {
    syntax("the parameter '\(name)' comes twice", at: offset)
  }

  static func tooManyParameters(_ limit: Int, at offset: Int) -> Failure {
    syntax("more than \(limit) parameters", at: offset)
  }

  static func expectedCall(at offset: Int) -> Failure {
    syntax("'call' must be followed by a call", at: offset)
  }
}
