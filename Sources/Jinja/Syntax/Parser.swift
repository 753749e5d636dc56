/// Turns tokens into statements, and notes which scope each name belongs to.
struct Parser {
  /// How deep expressions and blocks may nest.
  static let depthLimit = 150

  /// The most parameters of a macro and named arguments of a call.
  static let parameterLimit = 255

  private let tokens: [Token]
  private var position = 0
  var depth = 0
  /// The names in use, by number.
  private(set) var names: [String] = []
  private var ids: [String: Int] = [:]
  /// The scopes around the place being read, the innermost last.
  var scopes: [ScopeLayout.Builder] = [ScopeLayout.Builder()]
  /// For every macro around the place, the special names that its body uses.
  var macroUses: [Set<String>] = []
  /// How many loops of the same macro enclose the place.
  var loopDepth = 0
  /// Inside a branch an unknown filter is a fault only once it is reached.
  var isConditional = false
  /// The first unknown filter or test outside of all branches.
  var unknownBuiltin: Failure?

  init(tokens: [Token]) {
    self.tokens = tokens
  }

  /// Parses a whole template.
  mutating func parse() throws(Failure) -> Block {
    let body = try parseBody(until: [])
    if let unknownBuiltin { throw unknownBuiltin }
    return Block(body: body, layout: scopes[0].finish())
  }
}

// MARK: - Tokens

extension Parser {
  var current: Token { tokens[position] }

  /// The token behind the current one.
  var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  func isAt(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

  func isAt(name: String) -> Bool {
    if case .name(let found) = current.kind { found == name } else { false }
  }

  mutating func skip(_ symbol: Symbol) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  mutating func skip(name: String) -> Bool {
    guard isAt(name: name) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol) throws(Failure) {
    guard skip(symbol) else { throw .expected("'\(symbol.rawValue)'", found: current) }
  }

  mutating func expect(_ kind: Token.Kind) throws(Failure) {
    guard current.kind == kind else { throw .expected(kind.words, found: current) }
    advance()
  }

  mutating func expectName() throws(Failure) -> (name: String, offset: Int) {
    guard case .name(let name) = current.kind else { throw .expected("a name", found: current) }
    return (name, advance().offset)
  }

  /// Notes a filter or test that does not exist.
  mutating func noteUnknown(_ failure: Failure) {
    if !isConditional, unknownBuiltin == nil { unknownBuiltin = failure }
  }

  /// Runs a part of the grammar that can hold itself.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw .nestedTooDeep(limit: Self.depthLimit, at: current.offset)
    }
    let result = try body(&self)
    depth -= 1
    return result
  }
}

// MARK: - Names

extension Parser {
  mutating func reference(to name: String, at offset: Int) -> NameReference {
    NameReference(id: id(of: name), name: name, offset: offset)
  }

  private mutating func id(of name: String) -> Int {
    if let id = ids[name] { return id }
    ids[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// A name whose value is read here.
  mutating func reading(_ name: String, at offset: Int) -> NameReference {
    let reference = reference(to: name, at: offset)
    scopes[scopes.count - 1].read(reference.id)
    if name == "caller" || name == "kwargs" || name == "varargs" {
      for position in macroUses.indices { macroUses[position].insert(name) }
    }
    return reference
  }

  /// Notes that a target's names are set in the innermost scope.
  mutating func store(_ target: Target) throws(Failure) {
    switch target {
    case .name(let reference):
      if loopDepth > 0, reference.name == "loop" { throw .loopIsReserved(at: reference.offset) }
      scopes[scopes.count - 1].store(reference.id)
    case .attribute(let reference, _): scopes[scopes.count - 1].read(reference.id)
    case .tuple(let targets, _):
      for target in targets { try store(target) }
    }
  }

  /// Gives a target's names slots in the innermost scope.
  mutating func declare(_ target: Target) throws(Failure) {
    switch target {
    case .name(let reference):
      if reference.name == "loop" { throw .loopIsReserved(at: reference.offset) }
      declare(reference.name)
    case .attribute(let reference, _): scopes[scopes.count - 1].read(reference.id)
    case .tuple(let targets, _):
      for target in targets { try declare(target) }
    }
  }

  @discardableResult
  mutating func declare(_ name: String) -> Int {
    let id = id(of: name)
    return scopes[scopes.count - 1].declare(id)
  }

  mutating func beginScope() {
    scopes.append(ScopeLayout.Builder())
  }

  mutating func endScope() -> ScopeLayout {
    scopes.removeLast().finish()
  }

  /// Parses a body with variables of its own, up to and over the closing tag.
  mutating func parseScopedBody(until end: String) throws(Failure) -> Block {
    beginScope()
    let body = try parseUnconditionalBody(until: end)
    return Block(body: body, layout: endScope())
  }

  /// Parses a body in which unknown filters are faults, whatever encloses it.
  mutating func parseUnconditionalBody(until end: String) throws(Failure) -> [Statement] {
    let outer = isConditional
    isConditional = false
    let body = try parseBody(until: [end])
    advance()
    isConditional = outer
    return body
  }
}
