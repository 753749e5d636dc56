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
  case (.numberWithin(let bounds), .integer), (.numberWithin(let bounds), .float):
    return value.double.map { satisfies($0, bounds) } ?? false
  case (.values(let values), _): return values.contains(value)
  case (.anyOf(let schemas), _): return schemas.contains { satisfies(value, $0) }
  default: return false
  }
}

private func satisfies(_ number: Double, _ bounds: NumberBounds) -> Bool {
  let isHighEnough = bounds.low.map { low in
    low.number.double.map { low.isIncluded ? number >= $0 : number > $0 } ?? false
  }
  let isLowEnough = bounds.high.map { high in
    high.number.double.map { high.isIncluded ? number <= $0 : number < $0 } ?? false
  }
  return isHighEnough ?? true && isLowEnough ?? true
}
