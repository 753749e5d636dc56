/// Compiles a constraint into steps, each built when what follows it is known.
struct ProgramBuilder {
  /// How deep a constraint may be nested.
  static let depthLimit = 256

  private(set) var steps: [ConstraintProgram.Step] = [.accept]
  private let alphabet: ByteSet
  private var ruleNames: [Int: String] = [:]
  /// The rules of the grammars around, the innermost last.
  private var scopes: [[String: Int]] = []
  private var depth = 0
  /// Tables of characters are shared: masks are kept by table.
  private var tables: [ScalarSet: UnitTable] = [:]
  private lazy var jsonCharacters = UnitTable(jsonStringWith: alphabet)

  private init(alphabet: ByteSet) { self.alphabet = alphabet }

  /// - Parameter alphabet: the bytes that can be written.
  static func program(
    for constraint: Constraint, alphabet: ByteSet
  ) throws(ConstraintError) -> ConstraintProgram {
    var builder = ProgramBuilder(alphabet: alphabet)
    let start = try builder.build(constraint, next: 0)
    return try ConstraintProgram(builder.steps, start: start, ruleNames: builder.ruleNames)
  }

  /// Adds a step and returns its number.
  mutating func add(_ step: ConstraintProgram.Step) -> Int {
    steps.append(step)
    return steps.count - 1
  }

  mutating func literal(_ text: String, next: Int) -> Int {
    words([text], next: next)
  }

  mutating func words(_ texts: [String], next: Int) -> Int {
    add(.leaf(.words(WordLeaf(texts, alphabet: alphabet)), next: next))
  }

  mutating func integer(_ bounds: ClosedRange<Int>, next: Int) -> Int {
    // A number that lacks some digits is no use; then none can be written.
    let digits = bounds.lowerBound < 0 ? "-0123456789" : "0123456789"
    guard digits.utf8.allSatisfy(alphabet.contains) else { return words([], next: next) }
    return add(.leaf(.integer(IntegerLeaf(bounds)), next: next))
  }

  /// The characters between the quotes of a JSON string.
  mutating func jsonCharacters(atLeast: Int, atMost: Int?, next: Int) -> Int {
    let run = RunLeaf(jsonCharacters, atLeast: atLeast, atMost: atMost)
    return add(.leaf(.run(run), next: next))
  }

  /// A rule without a name: what is built once and called from several places.
  mutating func shared(
    _ build: (inout ProgramBuilder, Int) throws(ConstraintError) -> Int
  ) throws(ConstraintError) -> Int {
    let end = add(.ruleEnd)
    return try build(&self, end)
  }

  /// Builds the steps of a constraint that lead on to `next`.
  ///
  /// - Returns: the first of them.
  mutating func build(_ constraint: Constraint, next: Int) throws(ConstraintError) -> Int {
    try enter()
    defer { leave() }
    switch constraint {
    case .literal(let text): return literal(text, next: next)
    case .choice(let texts): return words(texts, next: next)
    case .characters(let set): return run(of: set, atLeast: 1, atMost: 1, next: next)
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() { next = try build(part, next: next) }
      return next
    case .either(let parts):
      var targets: [Int] = []
      for part in parts { targets.append(try build(part, next: next)) }
      return add(.branch(targets))
    case .optional(let part):
      let target = try build(part, next: next)
      return add(.branch([target, next]))
    case .repeated(let part, let atLeast, let atMost):
      return try repetition(of: part, atLeast: atLeast, atMost: atMost, next: next)
    case .rule(let name):
      guard let target = scopes.reversed().lazy.compactMap({ $0[name] }).first else {
        throw .unknownRule(name)
      }
      return add(.call(target: target, next: next))
    case .grammar(let rules, let start):
      return try grammar(rules, start: start, next: next)
    case .json(let schema): return try json(schema, next: next)
    case .lines(let search):
      return add(.leaf(.lines(try LineLeaf(search, alphabet: alphabet)), next: next))
    case .free(let text):
      return add(.leaf(.free(try FreeLeaf(text, alphabet: alphabet)), next: next))
    }
  }

  mutating func enter() throws(ConstraintError) {
    depth += 1
    guard depth <= Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
  }

  mutating func leave() { depth -= 1 }

  /// Checks the bounds of something that is counted.
  func check(
    _ place: String, atLeast: Int, atMost: Int?
  ) throws(ConstraintError) {
    guard atLeast >= 0, atLeast <= atMost ?? .max else {
      throw .invalidBounds(of: place, atLeast: atLeast, atMost: atMost ?? .max)
    }
  }

  private mutating func run(of set: ScalarSet, atLeast: Int, atMost: Int?, next: Int) -> Int {
    let table = tables[set] ?? UnitTable(set, alphabet: alphabet)
    tables[set] = table
    return add(.leaf(.run(RunLeaf(table, atLeast: atLeast, atMost: atMost)), next: next))
  }

  private mutating func repetition(
    of part: Constraint, atLeast: Int, atMost: Int?, next: Int
  ) throws(ConstraintError) -> Int {
    try check("a repetition", atLeast: atLeast, atMost: atMost)
    if case .characters(let set) = part {
      return run(of: set, atLeast: atLeast, atMost: atMost, next: next)
    }
    let end = add(.loopEnd)
    let body = try build(part, next: end)
    return add(
      .loop(ConstraintProgram.Loop(body: body, atLeast: atLeast, atMost: atMost, next: next)))
  }

  private mutating func grammar(
    _ rules: [GrammarRule], start: String, next: Int
  ) throws(ConstraintError) -> Int {
    var scope: [String: Int] = [:]
    for rule in rules {
      // Filled in when the body is built; rules may refer to each other in any order.
      let place = add(.branch([]))
      guard scope.updateValue(place, forKey: rule.name) == nil else {
        throw .duplicateName(rule.name)
      }
      ruleNames[place] = rule.name
    }
    scopes.append(scope)
    defer { scopes.removeLast() }
    let end = add(.ruleEnd)
    for rule in rules {
      let body = try build(rule.body, next: end)
      if let place = scope[rule.name] { steps[place] = .branch([body]) }
    }
    guard let target = scope[start] else { throw .unknownRule(start) }
    return add(.call(target: target, next: next))
  }
}
