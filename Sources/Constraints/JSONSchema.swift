/// The shape of a JSON value that a model is to write.
///
/// Members of objects come in the order of the schema and there is no space between tokens, so
/// that each value has few spellings and a model is not asked to choose between them.
package indirect enum JSONSchema: Sendable, Equatable {
  /// These members in this order.
  case object([Property])
  /// `atMost` nil sets no bound.
  case array(JSONSchema, atLeast: Int = 0, atMost: Int? = nil)
  /// A string of so many characters (Unicode scalars); nil sets no bound.
  case string(atLeast: Int = 0, atMost: Int? = nil)
  /// One of these strings.
  case strings([String])
  /// A whole number; without bounds, one of at most 18 digits.
  case integer(atLeast: Int? = nil, atMost: Int? = nil)
  /// A number that a double can hold, of at most 17 digits on either side of the point.
  case number
  case boolean
  case null
  /// Exactly this value.
  case constant(JSONConstant)
  /// A value of any of these shapes.
  case anyOf([JSONSchema])

  /// A member of an object.
  package struct Property: Sendable, Equatable {
    package var name: String
    package var schema: JSONSchema
    package var isRequired: Bool

    package init(_ name: String, _ schema: JSONSchema, isRequired: Bool = true) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
  }
}

/// A JSON value that is written out.
package indirect enum JSONConstant: Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case array([JSONConstant])
  case object([Member])

  /// A member of an object.
  package struct Member: Sendable, Equatable {
    package var name: String
    package var value: JSONConstant

    package init(_ name: String, _ value: JSONConstant) {
      self.name = name
      self.value = value
    }
  }

  /// The value as JSON without spaces.
  package var text: String {
    switch self {
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .string(let string): Self.quoted(string)
    case .array(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.name) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  /// A string with its quotes, in the fewest bytes.
  static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
