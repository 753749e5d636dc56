package import OrderedJSON

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
  /// One of these values, written as `JSONWriter` writes them.
  case values([JSONValue])
  /// A number within bounds, without an exponent, of at most 15 digits on either side of the point.
  case numberWithin(NumberBounds)
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
