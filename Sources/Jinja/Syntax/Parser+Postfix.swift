extension Parser {
  /// Parses the attributes, items and calls behind a value.
  mutating func parsePostfix(of start: Expression) throws(Failure) -> Expression {
    var expression = start
    var links = 0
    while true {
      try countLink(&links)
      switch current.kind {
      case .symbol(.dot): expression = try parseAttribute(of: expression)
      case .symbol(.leftBracket): expression = try parseSubscript(of: expression)
      case .symbol(.leftParenthesis): expression = try parseCall(of: expression)
      default: return expression
      }
    }
  }

  /// Parses the filters, tests and calls behind a value.
  mutating func parseFiltersAndTests(on start: Expression) throws(Failure) -> Expression {
    var expression = start
    var links = 0
    while true {
      try countLink(&links)
      switch current.kind {
      case .symbol(.pipe):
        advance()
        expression = try parseFilter(on: expression)
      case .name("is"): expression = try parseTest(of: expression)
      case .symbol(.leftParenthesis): expression = try parseCall(of: expression)
      default: return expression
      }
    }
  }

  private mutating func parseCall(of callee: Expression) throws(Failure) -> Expression {
    let offset = current.offset
    return .call(callee, try parseArguments(), offset: offset)
  }

  private mutating func parseAttribute(of owner: Expression) throws(Failure) -> Expression {
    advance()
    let token = advance()
    switch token.kind {
    case .name(let name): return .attribute(owner, AttributeName(name), offset: token.offset)
    case .integer(let index):
      return .item(owner, .literal(.integer(index)), offset: token.offset)
    default: throw .expected("a name or number", found: token)
    }
  }

  private mutating func parseSubscript(of owner: Expression) throws(Failure) -> Expression {
    let offset = advance().offset
    if isAt(.colon) { return try parseSlice(of: owner, from: nil, offset: offset) }
    guard !isAt(.rightBracket) else { throw parsePrimaryFailure() }
    let first = try parseExpression()
    if isAt(.colon) { return try parseSlice(of: owner, from: first, offset: offset) }
    var keys = [first]
    while skip(.comma) { keys.append(try parseExpression()) }
    try expect(.rightBracket)
    return .item(owner, keys.count == 1 ? first : .tuple(keys), offset: offset)
  }

  private mutating func parseSlice(
    of owner: Expression, from start: Expression?, offset: Int
  ) throws(Failure) -> Expression {
    try expect(.colon)
    let stop = isAt(.colon) || isAt(.rightBracket) ? nil : try parseExpression()
    var step: Expression?
    if skip(.colon), !isAt(.rightBracket) { step = try parseExpression() }
    try expect(.rightBracket)
    let bounds = SliceBounds(start: start, stop: stop, step: step)
    return .slice(owner, bounds, offset: offset)
  }
}

// MARK: - Arguments, filters and tests

extension Parser {
  mutating func parseArguments() throws(Failure) -> CallArguments {
    try expect(.leftParenthesis)
    var arguments = CallArguments()
    while !isAt(.rightParenthesis) {
      try parseArgument(into: &arguments)
      guard skip(.comma) else { break }
    }
    try expect(.rightParenthesis)
    return arguments
  }

  private mutating func parseArgument(into arguments: inout CallArguments) throws(Failure) {
    let offset = current.offset
    if skip(.multiply) {
      guard arguments.spread == nil, arguments.namedSpread == nil else {
        throw .argumentOrder(at: offset)
      }
      arguments.spread = try parseExpression()
    } else if skip(.power) {
      guard arguments.namedSpread == nil else { throw .argumentOrder(at: offset) }
      arguments.namedSpread = try parseExpression()
    } else if case .name(let name) = current.kind, following.kind == .symbol(.assign) {
      guard arguments.namedSpread == nil else { throw .argumentOrder(at: offset) }
      guard !arguments.named.contains(where: { $0.name == name }) else {
        throw .duplicateParameter(name, at: offset)
      }
      guard arguments.named.count < Self.parameterLimit else {
        throw .tooManyParameters(Self.parameterLimit, at: offset)
      }
      advance()
      advance()
      arguments.named.append(.init(name: name, value: try parseExpression()))
    } else {
      guard arguments.spread == nil, arguments.namedSpread == nil, arguments.named.isEmpty else {
        throw .argumentOrder(at: offset)
      }
      arguments.positional.append(try parseExpression())
    }
  }

  /// Parses the filters that follow, each with its pipe; nil where none does.
  mutating func parseFilters(on start: Expression?) throws(Failure) -> Expression? {
    var expression = start
    var links = 0
    while skip(.pipe) {
      try countLink(&links)
      expression = try parseFilter(on: expression)
    }
    return expression
  }

  /// Parses a filter from its name on.
  mutating func parseFilter(on value: Expression?) throws(Failure) -> Expression {
    let (name, offset) = try parseDottedName()
    let arguments = isAt(.leftParenthesis) ? try parseArguments() : CallArguments()
    let function = Filters.table[name]
    if function == nil { noteUnknown(.unknownFilter(name, at: offset)) }
    return .filter(
      value,
      BuiltinReference(name: name, function: function, arguments: arguments, offset: offset))
  }

  private mutating func parseDottedName() throws(Failure) -> (name: String, offset: Int) {
    var (name, offset) = try expectName()
    while skip(.dot) { name += "." + (try expectName().name) }
    return (name, offset)
  }

  private mutating func parseTest(of value: Expression) throws(Failure) -> Expression {
    advance()
    let isNegated = skip(name: "not")
    let (name, offset) = try parseDottedName()
    let arguments = try parseTestArguments()
    let function = Tests.table[name]
    if function == nil { noteUnknown(.unknownTest(name, at: offset)) }
    let test = Expression.test(
      value,
      BuiltinReference(name: name, function: function, arguments: arguments, offset: offset))
    return isNegated ? .not(test) : test
  }

  /// A test takes arguments in parentheses, or a single value without.
  private mutating func parseTestArguments() throws(Failure) -> CallArguments {
    if isAt(.leftParenthesis) { return try parseArguments() }
    var arguments = CallArguments()
    guard startsTestArgument else { return arguments }
    if isAt(name: "is") { throw .chainedTests(at: current.offset) }
    let value = try nested { parser throws(Failure) in try parser.parsePrimary() }
    arguments.positional = [try parsePostfix(of: value)]
    return arguments
  }

  private var startsTestArgument: Bool {
    switch current.kind {
    case .name(let name): name != "else" && name != "or" && name != "and"
    case .string, .integer, .float, .symbol(.leftBracket), .symbol(.leftBrace): true
    default: false
    }
  }
}
