// The words of faults that happen while a template runs.

extension Failure {
  static func tooManySteps(_ limit: Int) -> Failure {
    Failure(.limit, "the template takes more than \(limit) steps")
  }

  static let tooMuchText = Failure(.limit, "the template makes too much text")
  static let recursionTooDeep = Failure(.limit, "calls and expressions nest too deep")
  static let valueTooDeep = Failure(.limit, "lists and mappings nest too deep")

  static func rangeTooLong(_ count: Int) -> Failure {
    Failure(.limit, "a range of \(count) items; at most \(Limits.rangeLength) are allowed")
  }

  static let divisionByZero = Failure(.value, "division by zero")
  static let integerOverflow = Failure(.value, "the result is an integer of more than 64 bits")
  static let floatOutOfRange = Failure(.value, "the result is too large for a float")
  static let loopNotRecursive = Failure(.type, "this loop is not marked as recursive")

  static func raised(_ message: String) -> Failure {
    Failure(.raised, message)
  }

  private static func type(_ message: String) -> Failure {
    Failure(.type, message)
  }

  static func notOrdered(_ a: Value, _ b: Value, _ symbol: String) -> Failure {
    type("'\(symbol)' does not order '\(a.typeName)' and '\(b.typeName)'")
  }

  static func badOperand(_ symbol: String, _ value: Value) -> Failure {
    type("'\(symbol)' does not apply to '\(value.typeName)'")
  }

  static func badOperands(_ symbol: String, _ a: Value, _ b: Value) -> Failure {
    type("'\(symbol)' does not apply to '\(a.typeName)' and '\(b.typeName)'")
  }

  static func cannotConcatenate(_ value: Value) -> Failure {
    type("can only add a string to a string, not '\(value.typeName)'; '~' joins any values")
  }

  static func notInText(_ value: Value) -> Failure {
    type("'in' looks for a string in a string, not for '\(value.typeName)'")
  }

  static func notIterable(_ value: Value) -> Failure {
    type("'\(value.typeName)' object is not iterable")
  }

  static func notSliceable(_ value: Value) -> Failure {
    type("'\(value.typeName)' object cannot be sliced")
  }

  static func notSliceBound(_ value: Value) -> Failure {
    type("the bounds of a slice are integers or none, not '\(value.typeName)'")
  }

  static func notCallable(_ value: Value) -> Failure {
    type("'\(value.typeName)' object is not callable")
  }

  static func notMapping(_ value: Value) -> Failure {
    type("needs a mapping with string keys, not '\(value.typeName)'")
  }

  static func noLength(_ value: Value) -> Failure {
    type("object of type '\(value.typeName)' has no length")
  }

  static func unhashable(_ value: Value) -> Failure {
    type("'\(value.typeName)' cannot be the key of a mapping")
  }

  static func notJSON(_ value: Value) -> Failure {
    type("object of type '\(value.typeName)' is not JSON serializable")
  }

  static func notNamespace(_ name: String, at offset: Int) -> Failure {
    Failure(.type, "attributes can be set on a namespace only, and '\(name)' is none", at: offset)
  }

  static func unpackCount(_ found: Int, expected: Int, at offset: Int) -> Failure {
    Failure(.value, "\(found) values for \(expected) names", at: offset)
  }

  static func missingArgument(_ function: String, _ parameter: String) -> Failure {
    type("'\(function)' needs the argument '\(parameter)'")
  }

  static func argumentCount(_ function: String, expected: String, found: Int) -> Failure {
    type("'\(function)' takes \(expected) arguments, not \(found)")
  }

  static func repeatedArgument(_ function: String, _ parameter: String) -> Failure {
    type("'\(function)' got two values for the argument '\(parameter)'")
  }

  static func unexpectedArgument(_ function: String, _ name: String) -> Failure {
    type("'\(function)' takes no argument named '\(name)'")
  }

  static func wrongArgument(
    _ function: String, _ parameter: String, _ wanted: String, _ value: Value
  ) -> Failure {
    type("'\(parameter)' of '\(function)' must be \(wanted), not '\(value.typeName)'")
  }

  static func wrongSubject(_ function: String, _ wanted: String, _ value: Value) -> Failure {
    if case .undefined(let undefined) = value { return undefined.failure }
    return type("'\(function)' applies to \(wanted), not to '\(value.typeName)'")
  }

  static func badArgument(_ function: String, _ reason: String) -> Failure {
    Failure(.value, "'\(function)': \(reason)")
  }
}
