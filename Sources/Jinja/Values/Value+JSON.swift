package import OrderedJSON

extension Value {
  /// The value of a JSON text.
  ///
  /// - Parameter isInput: marks every string in it, keys too, as come from the input.
  package init(_ json: JSONValue, isInput: Bool = false) {
    switch json {
    case .null: self = .none
    case .boolean(let boolean): self = .boolean(boolean)
    case .integer(let integer): self = .integer(integer)
    case .largeInteger(let digits): self = .largeInteger(digits)
    case .float(let float): self = .float(float)
    case .string(let string): self = .text(Text(string, isInput: isInput))
    case .array(let elements): self = .list(elements.map { Value($0, isInput: isInput) })
    case .object(let object):
      self = .mapping(
        Mapping(
          distinct: object.keys.map { .text(Text($0, isInput: isInput)) },
          object.values.map { Value($0, isInput: isInput) }))
    }
  }

  /// A mapping with string keys of the template's own, in this order.
  ///
  /// The last value of a key that comes twice counts.
  package static func mapping(_ members: [(name: String, value: Value)]) -> Value {
    var builder = MappingBuilder()
    for (key, value) in members { builder.set(key, value) }
    return .mapping(builder.finish())
  }

  package static func array(_ items: [Value]) -> Value {
    .list(items)
  }
}
