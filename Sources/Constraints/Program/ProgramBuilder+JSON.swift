import OrderedJSON

extension ProgramBuilder {
  /// Builds the steps of a JSON value that lead on to `next`.
  mutating func json(_ schema: JSONSchema, next: Int) throws(ConstraintError) -> Int {
    try enter()
    defer { leave() }
    switch schema {
    case .object(let properties): return try object(properties, next: next)
    case .array(let item, let atLeast, let atMost):
      return try array(of: item, atLeast: atLeast, atMost: atMost, next: next)
    case .string(let atLeast, let atMost):
      try check("a string's length", atLeast: atLeast, atMost: atMost)
      let close = literal("\"", next: next)
      return literal("\"", next: jsonCharacters(atLeast: atLeast, atMost: atMost, next: close))
    case .strings(let strings):
      return words(strings.map { JSONWriter.text(.string($0)) }, next: next)
    case .integer(let atLeast, let atMost):
      return try integer(atLeast: atLeast, atMost: atMost, next: next)
    case .number: return try build(Self.number, next: next)
    case .numberWithin(let bounds): return try build(bounds.constraint, next: next)
    case .boolean: return words(["true", "false"], next: next)
    case .null: return literal("null", next: next)
    case .values(let values): return words(values.map { JSONWriter.text($0) }, next: next)
    case .anyOf(let schemas):
      var targets: [Int] = []
      for schema in schemas { targets.append(try json(schema, next: next)) }
      return add(.branch(targets))
    }
  }

  /// Members in their order; a comma stands before each but the first that is written.
  private mutating func object(
    _ properties: [JSONSchema.Property], next: Int
  ) throws(ConstraintError) -> Int {
    var names: Set<[UInt8]> = []
    for property in properties where !names.insert(Array(property.name.utf8)).inserted {
      throw .duplicateName(property.name)
    }
    // What follows when no member was written yet, and when one was.
    var first = literal("}", next: next)
    var later = first
    for property in properties.reversed() {
      let value = try json(property.schema, next: later)
      let name = JSONWriter.text(.string(property.name)) + ":"
      let firstMember = literal(name, next: value)
      let laterMember = literal("," + name, next: value)
      first = property.isRequired ? firstMember : add(.branch([firstMember, first]))
      later = property.isRequired ? laterMember : add(.branch([laterMember, later]))
    }
    return literal("{", next: first)
  }

  private mutating func array(
    of item: JSONSchema, atLeast: Int, atMost: Int?, next: Int
  ) throws(ConstraintError) -> Int {
    try check("an array's length", atLeast: atLeast, atMost: atMost)
    let close = literal("]", next: next)
    guard atMost != 0 else { return literal("[", next: close) }
    let value = try shared { builder, end throws(ConstraintError) in
      try builder.json(item, next: end)
    }
    let loopEnd = add(.loopEnd)
    let body = literal(",", next: add(.call(target: value, next: loopEnd)))
    let others = add(
      .loop(
        ConstraintProgram.Loop(
          body: body, atLeast: max(atLeast - 1, 0), atMost: atMost.map { $0 - 1 }, next: close)))
    let items = add(.call(target: value, next: others))
    return literal("[", next: atLeast > 0 ? items : add(.branch([items, close])))
  }

  private mutating func integer(
    atLeast: Int?, atMost: Int?, next: Int
  ) throws(ConstraintError) -> Int {
    // Eighteen digits, which every parser can hold.
    let largest = 999_999_999_999_999_999
    let low = atLeast ?? min(-largest, atMost ?? 0)
    let high = atMost ?? max(largest, atLeast ?? 0)
    guard low <= high else { throw .invalidBounds(of: "an integer", atLeast: low, atMost: high) }
    return integer(low...high, next: next)
  }

  private static let number: Constraint = {
    let digits = ScalarSet("0"..."9")
    let whole = Constraint.either([
      .literal("0"),
      .sequence([
        .characters(ScalarSet("1"..."9")), .repeated(.characters(digits), atMost: 16),
      ]),
    ])
    let fraction = Constraint.sequence([
      .literal("."), .repeated(.characters(digits), atLeast: 1, atMost: 17),
    ])
    let exponent = Constraint.sequence([
      .choice(["e", "E"]), .choice(["", "+", "-"]),
      .repeated(.characters(digits), atLeast: 1, atMost: 2),
    ])
    return .sequence([
      .choice(["", "-"]), whole, .optional(fraction), .optional(exponent),
    ])
  }()
}
