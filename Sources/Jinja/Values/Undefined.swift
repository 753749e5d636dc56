/// What a name, attribute or item that does not exist evaluates to.
///
/// It prints as nothing, is false and has no items; anything else done with it is an error.
package final class Undefined {
  private enum Cause {
    case name(String)
    case attribute(String, ownerName: String)
    case item(String, ownerName: String)
    case message(String)
    case forbidden(String, typeName: String)
  }

  private let cause: Cause

  private init(_ cause: Cause) {
    self.cause = cause
  }

  static func name(_ name: String) -> Value {
    .undefined(Undefined(.name(name)))
  }

  static func attribute(_ name: String, of owner: Value) -> Value {
    .undefined(Undefined(.attribute(name, ownerName: owner.ownerName)))
  }

  static func item(_ key: Value, of owner: Value) -> Value {
    if case .text(let name) = key { return attribute(name.string, of: owner) }
    return .undefined(Undefined(.item(key.shortDescription, ownerName: owner.ownerName)))
  }

  static func message(_ message: String) -> Value {
    .undefined(Undefined(.message(message)))
  }

  /// An attribute that exists and that the sandbox keeps from the template.
  static func forbidden(_ name: String, of owner: Value) -> Value {
    .undefined(Undefined(.forbidden(name, typeName: owner.typeName)))
  }

  /// The fault of using it.
  var failure: Failure {
    switch cause {
    case .name(let name): Failure(.undefined, "'\(name)' is undefined")
    case .attribute(let name, let owner): Failure(.undefined, "\(owner) has no attribute '\(name)'")
    case .item(let key, let owner): Failure(.undefined, "\(owner) has no element \(key)")
    case .message(let message): Failure(.undefined, message)
    case .forbidden(let name, let type):
      Failure(.security, "access to attribute '\(name)' of '\(type)' object is unsafe")
    }
  }
}

extension Value {
  /// How messages name the owner of a missing attribute.
  fileprivate var ownerName: String {
    isNone ? "None" : "'\(typeName) object'"
  }

  /// A key as messages show it.
  fileprivate var shortDescription: String {
    switch self {
    case .integer(let integer): String(integer)
    case .boolean(let boolean): boolean ? "True" : "False"
    case .none: "None"
    case .float(let float): String(float)
    default: "of type '\(typeName)'"
    }
  }
}
