import OrderedJSON

extension JSONSchema {
  /// Whether it is sure that no value has both shapes.
  ///
  /// Shapes of one type are told apart by the values that they list, and objects by a member, such
  /// as `"kind": {"const": …}`.
  func isDisjoint(with other: JSONSchema) -> Bool {
    switch (self, other) {
    case (.anyOf(let schemas), _): return schemas.allSatisfy { $0.isDisjoint(with: other) }
    case (_, .anyOf(let schemas)): return schemas.allSatisfy { isDisjoint(with: $0) }
    case (.object(let mine), .object(let others)):
      return mine.contains { property in
        others.contains { other in
          property.name.utf8.elementsEqual(other.name.utf8)
            && (property.isRequired || other.isRequired)
            && property.schema.isDisjoint(with: other.schema)
        }
      }
    default:
      if types.isDisjoint(with: other.types) { return true }
      guard let mine = listed, let others = other.listed else { return false }
      return !mine.contains { value in others.contains { Self.areSame(value, $0) } }
    }
  }

  /// The values of a shape that lists them.
  private var listed: [JSONValue]? {
    switch self {
    case .values(let values): values
    case .strings(let strings): strings.map { .string($0) }
    default: nil
    }
  }

  /// The types of its values; an integer is a number.
  private var types: Set<SchemaType> {
    switch self {
    case .object: [.object]
    case .array: [.array]
    case .string, .strings: [.string]
    case .integer, .number, .numberWithin: [.number]
    case .boolean: [.boolean]
    case .null: [.null]
    case .values(let values):
      Set(values.flatMap { value in SchemaType.allCases.filter { $0.includes(value) } })
        .subtracting([.integer])
    case .anyOf(let schemas): schemas.reduce(into: []) { $0.formUnion($1.types) }
    }
  }

  /// To JSON Schema 1 and 1.0 are one number.
  private static func areSame(_ one: JSONValue, _ other: JSONValue) -> Bool {
    if let number = one.double, let otherNumber = other.double { return number == otherNumber }
    return one == other
  }
}
