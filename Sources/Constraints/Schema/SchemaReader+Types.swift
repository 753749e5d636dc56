import OrderedJSON

extension SchemaReader {
  /// Reads a schema that names one type or several.
  mutating func typed(
    _ object: JSONObject, _ keywords: [SchemaKeyword]
  ) throws(ConstraintError) -> JSONSchema {
    guard keywords.contains(.type) else { throw error(.noType) }
    let types = try types(of: object)
    for keyword in keywords {
      if let meant = keyword.types, meant.isDisjoint(with: types) {
        let names = types.map(\.rawValue).joined(separator: ", ")
        throw error(.notForType(keyword.rawValue, names), below: [keyword.rawValue])
      }
    }
    var schemas: [JSONSchema] = []
    for type in types { schemas.append(try schema(of: type, object)) }
    return schemas.count == 1 ? schemas[0] : .anyOf(schemas)
  }

  /// The types that `type` names: one, or a list of them.
  func types(of object: JSONObject) throws(ConstraintError) -> [SchemaType] {
    let value = object["type"]
    let names = value?.array ?? value.map { [$0] } ?? []
    let types = names.compactMap { $0.string.flatMap(SchemaType.init) }
    guard !types.isEmpty, types.count == names.count else {
      let known = SchemaType.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(.wrongValue("type", "one of \(known), or a list of some"), below: ["type"])
    }
    return types
  }

  private mutating func schema(
    of type: SchemaType, _ object: JSONObject
  ) throws(ConstraintError) -> JSONSchema {
    switch type {
    case .object: return try self.object(object)
    case .array: return try array(object)
    case .string:
      let (least, most) = try counts(object, "minLength", "maxLength")
      return .string(atLeast: least, atMost: most)
    case .integer: return try integer(object)
    case .number: return try number(object)
    case .boolean: return .boolean
    case .null: return .null
    }
  }

  // MARK: Objects and arrays

  private mutating func object(_ object: JSONObject) throws(ConstraintError) -> JSONSchema {
    if let others = object["additionalProperties"], others.boolean == nil {
      throw error(
        .wrongValue("additionalProperties", "true or false"), below: ["additionalProperties"])
    }
    let required = try names(object)
    guard let listed = object["properties"] else {
      // Without members to write there is nothing but the empty object.
      guard object["additionalProperties"]?.boolean == false, required.isEmpty else {
        throw error(.missing("properties", of: "object"))
      }
      return .object([])
    }
    guard let members = listed.object else {
      throw error(.wrongValue("properties", "an object of schemas"), below: ["properties"])
    }
    for name in required where members[name] == nil {
      throw error(.missingProperty(name), below: ["required"])
    }
    let wanted = Set(required.map { Array($0.utf8) })
    var properties: [JSONSchema.Property] = []
    for (name, value) in members.members {
      let schema = try schema(value, below: ["properties", name])
      properties.append(
        .init(name, schema, isRequired: wanted.contains(Array(name.utf8))))
    }
    return .object(properties)
  }

  private func names(_ object: JSONObject) throws(ConstraintError) -> [String] {
    guard let value = object["required"] else { return [] }
    let names = value.array?.compactMap(\.string)
    guard let names, names.count == value.array?.count else {
      throw error(.wrongValue("required", "a list of names"), below: ["required"])
    }
    return names
  }

  private mutating func array(_ object: JSONObject) throws(ConstraintError) -> JSONSchema {
    let (least, most) = try counts(object, "minItems", "maxItems")
    guard let items = object["items"] else {
      guard most == 0 else { throw error(.missing("items", of: "array")) }
      return .array(.null, atLeast: 0, atMost: 0)
    }
    let item = try schema(items, below: ["items"])
    return .array(item, atLeast: least, atMost: most)
  }

  /// How many there are at least and at most; nil sets no bound.
  private func counts(
    _ object: JSONObject, _ low: String, _ high: String
  ) throws(ConstraintError) -> (least: Int, most: Int?) {
    let (least, most) = (try count(object, low), try count(object, high))
    if let least, let most, least > most {
      throw error(.wrongOrder(low, high), below: [low])
    }
    return (least ?? 0, most)
  }

  private func count(_ object: JSONObject, _ name: String) throws(ConstraintError) -> Int? {
    guard let value = object[name] else { return nil }
    guard let count = value.integer, count >= 0 else {
      throw error(.wrongValue(name, "a whole number from 0"), below: [name])
    }
    return count
  }

  // MARK: Numbers

  private func integer(_ object: JSONObject) throws(ConstraintError) -> JSONSchema {
    let low = try bound(object, "minimum", "exclusiveMinimum", isLow: true)
    let high = try bound(object, "maximum", "exclusiveMaximum", isLow: false)
    if let low, let high, low > high { throw error(.noNumber) }
    return .integer(atLeast: low, atMost: high)
  }

  /// The outermost whole number that two keywords allow.
  private func bound(
    _ object: JSONObject, _ name: String, _ strictName: String, isLow: Bool
  ) throws(ConstraintError) -> Int? {
    let bound = try whole(object, name, isLow: isLow)?.number
    guard let strict = try whole(object, strictName, isLow: isLow) else { return bound }
    let step = strict.isExact ? isLow ? 1 : -1 : 0
    let (inner, hasOverflow) = strict.number.addingReportingOverflow(step)
    guard !hasOverflow else { throw error(.noNumber, below: [strictName]) }
    guard let bound else { return inner }
    return isLow ? max(bound, inner) : min(bound, inner)
  }

  /// A bound as a whole number that is within it, and whether it is one itself.
  private func whole(
    _ object: JSONObject, _ name: String, isLow: Bool
  ) throws(ConstraintError) -> (number: Int, isExact: Bool)? {
    guard let value = object[name] else { return nil }
    if let number = value.integer { return (number, true) }
    guard case .float(let number) = value,
      let whole = Int(exactly: number.rounded(isLow ? .up : .down))
    else { throw error(.wrongValue(name, "a number of at most 64 bits"), below: [name]) }
    return (whole, Double(whole) == number)
  }

  private func number(_ object: JSONObject) throws(ConstraintError) -> JSONSchema {
    let low = try limit(object, "minimum", "exclusiveMinimum", isLow: true)
    let high = try limit(object, "maximum", "exclusiveMaximum", isLow: false)
    return low == nil && high == nil ? .number : .numberWithin(NumberBounds(low: low, high: high))
  }

  /// The narrower one of the bounds that two keywords set.
  private func limit(
    _ object: JSONObject, _ name: String, _ strictName: String, isLow: Bool
  ) throws(ConstraintError) -> NumberBounds.Bound? {
    for name in [name, strictName] {
      guard let value = object[name], value.double?.isFinite != true else { continue }
      throw error(.wrongValue(name, "a number"), below: [name])
    }
    guard let strict = object[strictName], let strictNumber = strict.double else {
      return object[name].map { .init($0) }
    }
    guard let bound = object[name], let number = bound.double else {
      return .init(strict, isIncluded: false)
    }
    let isStrict = isLow ? strictNumber >= number : strictNumber <= number
    return isStrict ? .init(strict, isIncluded: false) : .init(bound)
  }
}
