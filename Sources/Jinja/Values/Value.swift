/// A value of the template language.
///
/// Lists and mappings never change once they are made: the sandbox has no method that could.
package enum Value {
  case undefined(Undefined)
  case none
  case boolean(Bool)
  case integer(Int)
  /// An integer from the context that 64 bits do not hold, as its digits; it can only be written.
  case largeInteger(String)
  case float(Double)
  case text(Text)
  case sequence(Elements)
  case mapping(Mapping)
  case iterator(ValueIterator)
  /// What has an identity: functions, macros, namespaces, loops.
  case object(any TemplateObject)
}

extension Value {
  static func text(_ string: String) -> Value { .text(Text(string)) }
  static func list(_ items: [Value]) -> Value { .sequence(Elements(.list, items)) }
  static func tuple(_ items: [Value]) -> Value { .sequence(Elements(.tuple, items)) }

  package static func string(_ string: String, isInput: Bool = false) -> Value {
    .text(Text(string, isInput: isInput))
  }

  var isUndefined: Bool {
    if case .undefined = self { true } else { false }
  }

  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// Python's truth of the value.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .boolean(let boolean): boolean
    case .integer(let integer): integer != 0
    case .float(let float): float != 0
    case .text(let text): !text.isEmpty
    case .sequence(let elements): !elements.items.isEmpty
    case .mapping(let mapping): mapping.count > 0
    case .largeInteger, .iterator, .object: true
    }
  }

  /// Python's name of the type, as error messages show it.
  var typeName: String {
    switch self {
    case .undefined: "Undefined"
    case .none: "NoneType"
    case .boolean: "bool"
    case .integer, .largeInteger: "int"
    case .float: "float"
    case .text: "str"
    case .sequence(let elements): elements.kind.typeName
    case .mapping: "dict"
    case .iterator(let iterator): iterator.typeName
    case .object(let object): object.typeName
    }
  }

  /// The number as an integer where Python counts it as one; booleans are 0 and 1.
  var asInteger: Int? {
    switch self {
    case .integer(let integer): integer
    case .boolean(let boolean): boolean ? 1 : 0
    default: nil
    }
  }

  var asDouble: Double? {
    if case .float(let double) = self { return double }
    return asInteger.map(Double.init)
  }
}
