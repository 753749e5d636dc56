/// What can stand behind `is`.
enum Tests {
  static let table: [String: Builtin] = {
    var table = Builtin.table([kinds, states, comparisons])
    for (alias, name) in aliases { table[alias] = table[name] }
    return table
  }()

  private static let aliases = [
    "==": "eq", "equalto": "eq", "!=": "ne", "<": "lt", "lessthan": "lt", "<=": "le",
    ">": "gt", "greaterthan": "gt", ">=": "ge",
  ]

  private static func kind(
    _ name: String, _ predicate: @escaping @Sendable (Value) -> Bool
  ) -> Builtin {
    Builtin(name) { (call) throws(Failure) in .boolean(predicate(call.subject)) }
  }

  private static let kinds: [Builtin] = [
    kind("defined") { !$0.isUndefined },
    kind("undefined") { $0.isUndefined },
    kind("none") { $0.isNone },
    kind("boolean") { if case .boolean = $0 { true } else { false } },
    kind("true") { if case .boolean(true) = $0 { true } else { false } },
    kind("false") { if case .boolean(false) = $0 { true } else { false } },
    kind("integer") { $0.isIntegerType },
    kind("float") { if case .float = $0 { true } else { false } },
    kind("number") { $0.isNumberType },
    kind("string") { if case .text = $0 { true } else { false } },
    kind("mapping") { if case .mapping = $0 { true } else { false } },
    kind("sequence") { $0.isSequenceType },
    kind("iterable") { $0.isIterableType },
    kind("callable") { $0.isCallable },
    kind("escaped") { if case .text(let text) = $0 { text.isMarkup } else { false } },
  ]

  private static let states: [Builtin] = [
    Builtin("odd") { (call) throws(Failure) in .boolean(try call.remainder(by: 2) == 1) },
    Builtin("even") { (call) throws(Failure) in .boolean(try call.remainder(by: 2) == 0) },
    Builtin("divisibleby", "num") { (call) throws(Failure) in
      .boolean(try call.remainder(by: call.integer(0)) == 0)
    },
    Builtin("lower") { (call) throws(Failure) in
      .boolean(try call.hasCase { $0.properties.isLowercase })
    },
    Builtin("upper") { (call) throws(Failure) in
      .boolean(try call.hasCase { $0.properties.isUppercase })
    },
    Builtin("filter") { (call) throws(Failure) in .boolean(call.names(in: Filters.table)) },
    Builtin("test") { (call) throws(Failure) in .boolean(call.names(in: Tests.table)) },
  ]

  private static func comparison(_ name: String, _ symbol: ComparisonOperator) -> Builtin {
    Builtin(name, "other") { (call) throws(Failure) in
      .boolean(try call.renderer.compare(symbol, call.subject, call.value(0)))
    }
  }

  private static let comparisons: [Builtin] = [
    comparison("eq", .equal), comparison("ne", .notEqual), comparison("lt", .less),
    comparison("le", .lessOrEqual), comparison("gt", .greater), comparison("ge", .greaterOrEqual),
    comparison("in", .contained),
    Builtin("sameas", "other") { (call) throws(Failure) in
      .boolean(call.subject.isSame(as: call.value(0)))
    },
  ]
}

extension Call {
  fileprivate func remainder(by divisor: Int) throws(Failure) -> Int? {
    if case .float(let float) = subject, divisor != 0 {
      let remainder = float.truncatingRemainder(dividingBy: Double(divisor))
      return Int(exactly: remainder < 0 ? remainder + Double(divisor) : remainder)
    }
    guard let integer = subject.asInteger else {
      throw .wrongSubject(builtin.name, "numbers", subject)
    }
    return try Arithmetic.apply(.modulo, integer, divisor).asInteger
  }

  fileprivate func hasCase(_ predicate: (Unicode.Scalar) -> Bool) throws(Failure) -> Bool {
    let cased = try subjectText().scalars.filter { $0.properties.isCased }
    return !cased.isEmpty && cased.allSatisfy(predicate)
  }

  fileprivate func names(in table: [String: Builtin]) -> Bool {
    if case .text(let name) = subject { table[name.string] != nil } else { false }
  }
}

extension Value {
  fileprivate var isIntegerType: Bool {
    switch self {
    case .integer, .largeInteger: true
    default: false
    }
  }

  fileprivate var isNumberType: Bool {
    switch self {
    case .integer, .largeInteger, .float, .boolean: true
    default: false
    }
  }

  /// Jinja2 calls the undefined callable, since it has a method that refuses the call.
  fileprivate var isCallable: Bool {
    switch self {
    case .object(let object): object is any CallableObject
    case .undefined: true
    default: false
    }
  }

  /// What has a length and is reached by `[]`; Jinja2 counts mappings too.
  fileprivate var isSequenceType: Bool {
    switch self {
    case .text, .mapping, .undefined: true
    case .sequence(let elements): elements.kind.isIndexed
    default: false
    }
  }

  fileprivate var isIterableType: Bool {
    switch self {
    case .text, .mapping, .sequence, .iterator, .undefined: true
    case .object(let object): object is LoopState
    default: false
    }
  }

  /// Python's `is`, as far as values here have an identity.
  fileprivate func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.sequence(let a), .sequence(let b)): a === b
    case (.mapping(let a), .mapping(let b)): a === b
    case (.object(let a), .object(let b)): a === b
    case (.undefined(let a), .undefined(let b)): a === b
    default: false
    }
  }
}
