import OrderedJSON

extension JSONSchema {
  /// Reads a schema that is written as JSON Schema (draft 2020-12).
  ///
  /// Of its keywords these are known: `type`, `properties`, `required`, `additionalProperties`,
  /// `items`, `minItems`, `maxItems`, `enum`, `const`, `minLength`, `maxLength`, `minimum`,
  /// `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `anyOf`, `oneOf`, `$ref` to a place in the
  /// same text, and those that only describe. What is read allows nothing that the schema forbids;
  /// members that no property names, though allowed, are never written.
  ///
  /// - Throws: `ConstraintError.schema` for any other keyword and for what cannot be met,
  ///   `.schemaSyntax` for what is no JSON.
  package static func parse(_ text: [UInt8]) throws(ConstraintError) -> JSONSchema {
    let root: JSONValue
    do throws(JSONError) {
      root = try JSONParser.parse(text)
    } catch {
      throw .schemaSyntax(error)
    }
    var reader = SchemaReader(root: root, text: text)
    return try reader.schema(root)
  }
}

/// Makes a schema of the value that its text holds.
struct SchemaReader {
  /// How deep a schema may be nested, references included.
  static let depthLimit = 64
  /// How many schemas there may be, each as often as it is referred to.
  static let sizeLimit = 10_000

  let root: JSONValue
  let text: [UInt8]
  /// The keys that lead from the root to where the reader is.
  private var path: [String] = []
  /// What is being read by reference, so that none comes back to itself.
  private var references: [[String]] = [[]]
  private var depth = 0
  private var count = 0

  init(root: JSONValue, text: [UInt8]) {
    self.root = root
    self.text = text
  }

  /// The error of a fault where the reader is.
  func error(_ fault: SchemaFault, below keys: [String] = []) -> ConstraintError {
    let place = path + keys
    return .schema(
      fault, line: JSONParser.line(of: place, in: text),
      place: "#" + place.map { "/" + $0 }.joined())
  }

  /// Reads a schema where the reader is.
  mutating func schema(_ value: JSONValue) throws(ConstraintError) -> JSONSchema {
    depth += 1
    count += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
    guard count <= Self.sizeLimit else { throw error(.tooLarge(limit: Self.sizeLimit)) }
    guard case .object(let object) = value else { throw error(.notAnObject) }
    let keywords = SchemaKeyword.all(in: object)
    for name in object.keys where !SchemaKeyword.isKnown(name) {
      throw error(.unknownKeyword(name), below: [name])
    }
    if keywords.contains(.reference) {
      try requireNothing(beside: .reference, in: keywords)
      return try reference(object)
    }
    for keyword in [SchemaKeyword.anyOf, .oneOf] where keywords.contains(keyword) {
      try requireNothing(beside: keyword, in: keywords)
      return try alternatives(object, keyword)
    }
    for keyword in [SchemaKeyword.const, .choices] where keywords.contains(keyword) {
      try requireNothing(beside: keyword, but: [.type], in: keywords)
      return try values(object, keyword)
    }
    return try typed(object, keywords)
  }

  /// Reads a schema some keys below the reader.
  mutating func schema(
    _ value: JSONValue, below keys: [String]
  ) throws(ConstraintError) -> JSONSchema {
    path += keys
    defer { path.removeLast(keys.count) }
    return try schema(value)
  }

  private func requireNothing(
    beside keyword: SchemaKeyword, but others: [SchemaKeyword] = [], in keywords: [SchemaKeyword]
  ) throws(ConstraintError) {
    for other in keywords where other != keyword && !others.contains(other) {
      throw error(.notBeside(other.rawValue, keyword.rawValue), below: [other.rawValue])
    }
  }

  // MARK: References

  private mutating func reference(_ object: JSONObject) throws(ConstraintError) -> JSONSchema {
    let here = [SchemaKeyword.reference.rawValue]
    guard let name = object["$ref"]?.string else {
      throw error(.wrongValue("$ref", "text such as \"#/$defs/name\""), below: here)
    }
    guard let keys = Self.keys(of: name), let target = value(at: keys) else {
      throw error(.unknownReference(name), below: here)
    }
    guard !references.contains(keys) else { throw error(.recursion(name), below: here) }
    let origin = path
    references.append(keys)
    path = keys
    defer {
      path = origin
      references.removeLast()
    }
    return try schema(target)
  }

  /// The keys of a pointer into the text; nil where it points elsewhere.
  private static func keys(of pointer: String) -> [String]? {
    guard pointer == "#" || pointer.hasPrefix("#/") else { return nil }
    let keys = pointer.dropFirst(2).split(
      separator: "/", omittingEmptySubsequences: pointer == "#")
    return keys.map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
  }

  private func value(at keys: [String]) -> JSONValue? {
    var value = root
    for key in keys {
      let next: JSONValue? =
        switch value {
        case .object(let object): object[key]
        case .array(let items): Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }
        default: nil
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }

  // MARK: Alternatives

  private mutating func alternatives(
    _ object: JSONObject, _ keyword: SchemaKeyword
  ) throws(ConstraintError) -> JSONSchema {
    let name = keyword.rawValue
    guard let list = object[name]?.array, !list.isEmpty else {
      throw error(.wrongValue(name, "a list of schemas"), below: [name])
    }
    var schemas: [JSONSchema] = []
    for (number, value) in list.enumerated() {
      schemas.append(try schema(value, below: [name, String(number)]))
    }
    guard keyword == .oneOf else { return .anyOf(schemas) }
    for (number, schema) in schemas.enumerated() {
      for earlier in 0..<number where !schema.isDisjoint(with: schemas[earlier]) {
        throw error(.overlap(earlier + 1, number + 1), below: [name, String(number)])
      }
    }
    return .anyOf(schemas)
  }

  private func values(
    _ object: JSONObject, _ keyword: SchemaKeyword
  ) throws(ConstraintError) -> JSONSchema {
    let name = keyword.rawValue
    let listed = keyword == .const ? object[name].map { [$0] } : object[name]?.array
    guard let listed, !listed.isEmpty else {
      throw error(.wrongValue(name, "a list of values"), below: [name])
    }
    guard object["type"] != nil else { return .values(listed) }
    let types = try types(of: object)
    for value in listed where !types.contains(where: { $0.includes(value) }) {
      throw error(.wrongType(JSONWriter.text(value)), below: [name])
    }
    return .values(listed)
  }
}
