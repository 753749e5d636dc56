package import OrderedJSON

/// Says whether a JSON Schema allows a value, as its specification has it for the keywords that
/// `JSONSchema.parse` knows; it shares no code with that.
package struct SchemaValidator {
  private let root: JSONValue

  package init(_ root: JSONValue) { self.root = root }

  package func allows(_ value: JSONValue) -> Bool { allows(value, root) }

  private func allows(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    guard let object = schema.object else { return schema.boolean ?? false }
    return object.members.allSatisfy { keyword, argument in
      allows(value, keyword, argument, object)
    }
  }

  private func allows(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ schema: JSONObject
  ) -> Bool {
    switch keyword {
    case "type":
      return (argument.array ?? [argument]).contains { isOfType(value, $0.string ?? "") }
    case "enum": return (argument.array ?? []).contains { isSame($0, value) }
    case "const": return isSame(argument, value)
    case "anyOf": return (argument.array ?? []).contains { allows(value, $0) }
    case "oneOf": return (argument.array ?? []).count { allows(value, $0) } == 1
    case "$ref": return allows(value, target(argument.string ?? ""))
    case "minLength":
      return value.string.map { $0.unicodeScalars.count >= number(argument) } ?? true
    case "maxLength":
      return value.string.map { $0.unicodeScalars.count <= number(argument) } ?? true
    case "minItems": return value.array.map { $0.count >= number(argument) } ?? true
    case "maxItems": return value.array.map { $0.count <= number(argument) } ?? true
    case "items": return value.array?.allSatisfy { allows($0, argument) } ?? true
    case "minimum": return compare(value, argument) { $0 >= $1 }
    case "maximum": return compare(value, argument) { $0 <= $1 }
    case "exclusiveMinimum": return compare(value, argument) { $0 > $1 }
    case "exclusiveMaximum": return compare(value, argument) { $0 < $1 }
    case "properties": return areAllowed(value, argument)
    case "required":
      let names = argument.array?.compactMap(\.string) ?? []
      return value.object.map { object in names.allSatisfy { object[$0] != nil } } ?? true
    case "additionalProperties":
      guard argument.boolean == false, let object = value.object else { return true }
      return object.keys.allSatisfy { schema["properties"]?[$0] != nil }
    default: return ["$defs", "description"].contains(keyword)
    }
  }

  private func areAllowed(_ value: JSONValue, _ properties: JSONValue) -> Bool {
    guard let object = value.object else { return true }
    return object.members.allSatisfy { name, member in
      properties[name].map { allows(member, $0) } ?? true
    }
  }

  private func isOfType(_ value: JSONValue, _ type: String) -> Bool {
    switch type {
    case "object": value.object != nil
    case "array": value.array != nil
    case "string": value.string != nil
    case "boolean": value.boolean != nil
    case "null": value == .null
    case "number": value.double != nil
    case "integer": value.double.map { $0 == $0.rounded() } ?? false
    default: false
    }
  }

  private func isSame(_ one: JSONValue, _ other: JSONValue) -> Bool {
    if let number = one.double, let otherNumber = other.double { return number == otherNumber }
    return one == other
  }

  private func compare(
    _ value: JSONValue, _ bound: JSONValue, _ isWithin: (Double, Double) -> Bool
  ) -> Bool {
    guard let value = value.double, let bound = bound.double else { return true }
    return isWithin(value, bound)
  }

  private func number(_ value: JSONValue) -> Int { value.integer ?? 0 }

  private func target(_ pointer: String) -> JSONValue {
    let keys = pointer.dropFirst(2).split(separator: "/").map(String.init)
    return keys.reduce(root) { $0[$1] ?? .null }
  }
}
