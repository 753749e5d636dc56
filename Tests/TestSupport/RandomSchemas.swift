package import OrderedJSON

/// JSON Schemas as text by chance, with every keyword that answers can be held to.
package struct RandomSchemas {
  private var random: RandomValues
  private var definitions: [String] = []

  package init(seed: UInt64) { random = RandomValues(seed: seed) }

  /// A whole schema, with definitions that it refers to.
  package mutating func document() -> JSONValue {
    var defined = JSONObject()
    for name in ["a", "b-c"] {
      defined[name] = schema(depth: 1)
      definitions.append("#/$defs/" + name)
    }
    var root = schema(depth: 3).object ?? JSONObject()
    root["$defs"] = .object(defined)
    return .object(root)
  }

  private mutating func schema(depth: Int) -> JSONValue {
    switch random.number(below: depth > 0 ? 13 : 7) {
    case 0: string()
    case 1: integer()
    case 2: number()
    case 3: ["type": .string(random.pick(["boolean", "null", "number", "integer", "string"]))]
    case 4: ["type": ["string", "null"], "maxLength": 4]
    case 5: ["enum": ["x", "é\"", 3, -0.5, nil, [1, [:]]], "description": "one of them"]
    case 6:
      definitions.isEmpty ? ["const": ["k": [true]]] : ["$ref": .string(random.pick(definitions))]
    case 7, 8, 9: object(depth: depth - 1)
    case 10: array(of: schema(depth: depth - 1))
    case 11: ["anyOf": [schema(depth: depth - 1), schema(depth: depth - 1)]]
    default: alternatives(depth: depth - 1)
    }
  }

  private mutating func string() -> JSONValue {
    let least = random.number(below: 4)
    var object: JSONObject = JSONObject([("type", "string")])
    if random.flip() { object["minLength"] = .integer(least) }
    if random.flip() { object["maxLength"] = .integer(least + random.number(below: 5)) }
    return .object(object)
  }

  private mutating func integer() -> JSONValue {
    let low = random.number(below: 3000) - 1500
    let high = low + 2 + random.number(below: 2000)
    var object = JSONObject([("type", "integer")])
    if random.flip() {
      object[random.pick(["minimum", "exclusiveMinimum"])] =
        random.flip() ? .integer(low) : .float(Double(low) + 0.5)
    }
    if random.flip() { object[random.pick(["maximum", "exclusiveMaximum"])] = .integer(high) }
    return .object(object)
  }

  private mutating func number() -> JSONValue {
    let low = Double(random.number(below: 400) - 200) / random.pick([1, 8, 100, 1000])
    let high = low + Double(1 + random.number(below: 900)) / random.pick([1, 10, 1000])
    var object = JSONObject([("type", "number")])
    if random.flip() { object[random.pick(["minimum", "exclusiveMinimum"])] = .float(low) }
    if random.flip() { object[random.pick(["maximum", "exclusiveMaximum"])] = .float(high) }
    return .object(object)
  }

  private mutating func object(depth: Int) -> JSONValue {
    var properties = JSONObject()
    var required: [JSONValue] = []
    for number in 0...random.number(below: 4) {
      let name = random.pick(["a", "key", "q\"", "é"]) + "\(number)"
      properties[name] = schema(depth: depth)
      if random.flip() { required.append(.string(name)) }
    }
    var object = JSONObject([("type", "object"), ("properties", .object(properties))])
    if random.flip() { object["required"] = .array(required) }
    if random.flip() { object["additionalProperties"] = .boolean(random.flip()) }
    return .object(object)
  }

  private mutating func array(of item: JSONValue) -> JSONValue {
    let least = random.number(below: 3)
    var object = JSONObject([("type", "array"), ("items", item)])
    if random.flip() { object["minItems"] = .integer(least) }
    if random.flip() { object["maxItems"] = .integer(least + random.number(below: 4)) }
    return .object(object)
  }

  /// Alternatives that exclude each other: by their types, or by a member.
  private mutating func alternatives(depth: Int) -> JSONValue {
    if random.flip() {
      return ["oneOf": [string(), integer(), array(of: schema(depth: depth)), ["const": nil]]]
    }
    let kinds = ["one", "two"].map { kind -> JSONValue in
      [
        "type": "object",
        "properties": ["kind": ["const": .string(kind)], "value": schema(depth: depth)],
        "required": ["kind"],
      ]
    }
    return ["oneOf": .array(kinds)]
  }
}
