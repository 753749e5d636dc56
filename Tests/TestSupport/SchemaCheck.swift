package import Constraints
package import OrderedJSON

/// Whether a parsed value has the shape of a schema, looked at without any automaton.
package func satisfies(_ value: JSONValue, _ schema: JSONSchema) -> Bool {
  switch (schema, value) {
  case (.object(let properties), .object(let object)):
    var keys = object.keys[...]
    for property in properties {
      guard keys.first == property.name else {
        if property.isRequired { return false }
        continue
      }
      keys.removeFirst()
      guard let member = object[property.name], satisfies(member, property.schema) else {
        return false
      }
    }
    return keys.isEmpty
  case (.array(let item, let least, let most), .array(let items)):
    return items.count >= least && items.count <= most ?? .max
      && items.allSatisfy { satisfies($0, item) }
  case (.string(let least, let most), .string(let text)):
    let count = text.unicodeScalars.count
    return count >= least && count <= most ?? .max
  case (.strings(let choices), .string(let text)):
    return choices.contains { $0.utf8.elementsEqual(text.utf8) }
  case (.integer(let least, let most), .integer(let number)):
    return number >= least ?? .min && number <= most ?? .max
  case (.number, .integer), (.number, .float): return true
  case (.boolean, .boolean), (.null, .null): return true
  case (.constant(let constant), _): return value == json(constant)
  case (.anyOf(let schemas), _): return schemas.contains { satisfies(value, $0) }
  default: return false
  }
}

private func json(_ constant: JSONConstant) -> JSONValue {
  switch constant {
  case .null: .null
  case .boolean(let flag): .boolean(flag)
  case .integer(let number): .integer(number)
  case .string(let text): .string(text)
  case .array(let items): .array(items.map(json))
  case .object(let members):
    .object(JSONObject(members.map { ($0.name, json($0.value)) }))
  }
}
