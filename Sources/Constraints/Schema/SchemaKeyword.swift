import OrderedJSON

/// A keyword of JSON Schema that says which values are allowed.
enum SchemaKeyword: String, CaseIterable {
  case reference = "$ref"
  case type, const, anyOf, oneOf
  case choices = "enum"
  case properties, required, additionalProperties
  case items, minItems, maxItems
  case minLength, maxLength
  case minimum, maximum, exclusiveMinimum, exclusiveMaximum

  /// Keywords that describe, and those that hold what others refer to.
  private static let descriptions: Set<String> = [
    "$schema", "$id", "$comment", "$anchor", "title", "description", "default", "examples",
    "deprecated", "readOnly", "writeOnly", "$defs", "definitions",
  ]

  static func isKnown(_ name: String) -> Bool {
    SchemaKeyword(rawValue: name) != nil || descriptions.contains(name)
  }

  /// The keywords of a schema that are known, in its order.
  static func all(in object: JSONObject) -> [SchemaKeyword] {
    object.keys.compactMap(SchemaKeyword.init)
  }

  /// The types whose values it says something about; nil for those that stand beside no type or
  /// any.
  var types: Set<SchemaType>? {
    switch self {
    case .properties, .required, .additionalProperties: [.object]
    case .items, .minItems, .maxItems: [.array]
    case .minLength, .maxLength: [.string]
    case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum: [.integer, .number]
    case .reference, .type, .const, .choices, .anyOf, .oneOf: nil
    }
  }
}

/// A type of values, as `type` names it.
enum SchemaType: String, CaseIterable {
  case object, array, string, integer, number, boolean, null

  func includes(_ value: JSONValue) -> Bool {
    switch value {
    case .object: self == .object
    case .array: self == .array
    case .string: self == .string
    case .integer, .largeInteger: self == .integer || self == .number
    // What is written with a point is an integer, too, where nothing is behind it.
    case .float(let number): self == .number || (self == .integer && number == number.rounded())
    case .boolean: self == .boolean
    case .null: self == .null
    }
  }
}
