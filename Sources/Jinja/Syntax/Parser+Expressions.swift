extension Parser {
  mutating func parseExpression(withConditional: Bool = true) throws(Failure) -> Expression {
    try nested { parser throws(Failure) in
      withConditional ? try parser.parseConditional() : try parser.parseOr()
    }
  }

  /// Parses an expression, or several with commas between as a tuple.
  mutating func parseTuple(
    withConditional: Bool = true, end: String? = nil, isParenthesized: Bool = false
  ) throws(Failure) -> Expression {
    var items: [Expression] = []
    var isTuple = false
    while !isTupleEnd(end) {
      items.append(try parseExpression(withConditional: withConditional))
      guard skip(.comma) else { break }
      isTuple = true
    }
    if !isTuple, let single = items.first { return single }
    guard isTuple || isParenthesized else { throw .expected("an expression", found: current) }
    return .tuple(items)
  }

  private func isTupleEnd(_ end: String?) -> Bool {
    if let end, isAt(name: end) { return true }
    return current.kind == .variableEnd || current.kind == .blockEnd || isAt(.rightParenthesis)
  }

  private mutating func parseConditional() throws(Failure) -> Expression {
    let unknownBefore = unknownBuiltin
    var expression = try parseOr()
    var links = 0
    while skip(name: "if") {
      try countLink(&links)
      // What was just read turns out to be a branch.
      unknownBuiltin = unknownBefore
      let outer = isConditional
      isConditional = true
      let test = try parseOr()
      let otherwise = skip(name: "else") ? try parseExpression() : nil
      isConditional = outer
      expression = .conditional(test: test, then: expression, otherwise: otherwise)
    }
    return expression
  }

  private mutating func parseOr() throws(Failure) -> Expression {
    var left = try parseAnd()
    var links = 0
    while skip(name: "or") {
      try countLink(&links)
      left = .or(left, try parseAnd())
    }
    return left
  }

  private mutating func parseAnd() throws(Failure) -> Expression {
    var left = try parseNot()
    var links = 0
    while skip(name: "and") {
      try countLink(&links)
      left = .and(left, try parseNot())
    }
    return left
  }

  private mutating func parseNot() throws(Failure) -> Expression {
    guard skip(name: "not") else { return try parseComparison() }
    return .not(try nested { parser throws(Failure) in try parser.parseNot() })
  }

  private mutating func parseComparison() throws(Failure) -> Expression {
    let first = try parseSum()
    var operands: [ComparisonOperand] = []
    while let (symbol, width) = comparisonOperator {
      let offset = current.offset
      for _ in 0..<width { advance() }
      operands.append(
        ComparisonOperand(symbol: symbol, value: try parseSum(), offset: offset))
    }
    return operands.isEmpty ? first : .comparison(first, operands)
  }

  /// The comparison that starts here and its number of tokens.
  private var comparisonOperator: (ComparisonOperator, Int)? {
    switch current.kind {
    case .symbol(let symbol): return ComparisonOperator(rawValue: symbol.rawValue).map { ($0, 1) }
    case .name("in"): return (.contained, 1)
    case .name("not") where following.kind == .name("in"): return (.notContained, 2)
    default: return nil
    }
  }

  private mutating func parseSum() throws(Failure) -> Expression {
    var left = try parseConcatenation()
    var links = 0
    while case .symbol(let symbol) = current.kind, symbol == .add || symbol == .subtract {
      try countLink(&links)
      let offset = advance().offset
      let right = try parseConcatenation()
      left = .arithmetic(symbol == .add ? .add : .subtract, left, right, offset: offset)
    }
    return left
  }

  private mutating func parseConcatenation() throws(Failure) -> Expression {
    let offset = current.offset
    var parts = [try parseProduct()]
    while skip(.tilde) { parts.append(try parseProduct()) }
    return parts.count == 1 ? parts[0] : .concatenation(parts, offset: offset)
  }

  private mutating func parseProduct() throws(Failure) -> Expression {
    var left = try parsePower()
    var links = 0
    while case .symbol(let symbol) = current.kind, Self.isProduct(symbol),
      let operation = ArithmeticOperator(rawValue: symbol.rawValue)
    {
      try countLink(&links)
      let offset = advance().offset
      left = .arithmetic(operation, left, try parsePower(), offset: offset)
    }
    return left
  }

  private static func isProduct(_ symbol: Symbol) -> Bool {
    symbol == .multiply || symbol == .divide || symbol == .floorDivide || symbol == .modulo
  }

  private mutating func parsePower() throws(Failure) -> Expression {
    var left = try parseUnary()
    var links = 0
    while isAt(.power) {
      try countLink(&links)
      let offset = advance().offset
      left = .arithmetic(.power, left, try parseUnary(), offset: offset)
    }
    return left
  }

  private mutating func parseUnary(withFilters: Bool = true) throws(Failure) -> Expression {
    var expression: Expression
    if isAt(.subtract) || isAt(.add) {
      let isMinus = isAt(.subtract)
      let offset = advance().offset
      let operand = try nested { parser throws(Failure) in
        try parser.parseUnary(withFilters: false)
      }
      expression = isMinus ? .negate(operand, offset: offset) : .plus(operand, offset: offset)
    } else {
      expression = try parsePrimary()
    }
    expression = try parsePostfix(of: expression)
    return withFilters ? try parseFiltersAndTests(on: expression) : expression
  }

  /// Bounds a chain of operators of one rank, which evaluates as deep as it is long.
  func countLink(_ links: inout Int) throws(Failure) {
    links += 1
    guard links <= Self.chainLimit else {
      throw .nestedTooDeep(limit: Self.chainLimit, at: current.offset)
    }
  }

  private static let chainLimit = 200
}

// MARK: - Primaries

extension Parser {
  func parsePrimaryFailure() -> Failure {
    .expected("an expression", found: current)
  }

  mutating func parsePrimary() throws(Failure) -> Expression {
    let token = current
    switch token.kind {
    case .name(let name):
      advance()
      return Self.constant(name) ?? .name(reading(name, at: token.offset))
    case .string(let bytes):
      advance()
      return .literal(.text(Text(bytes: joinedStrings(after: bytes))))
    case .integer(let integer):
      advance()
      return .literal(.integer(integer))
    case .float(let float):
      advance()
      return .literal(.float(float))
    case .symbol(.leftParenthesis):
      advance()
      let expression = try parseTuple(isParenthesized: true)
      try expect(.rightParenthesis)
      return expression
    case .symbol(.leftBracket): return try parseList()
    case .symbol(.leftBrace): return try parseDictionary()
    default: throw parsePrimaryFailure()
    }
  }

  private static func constant(_ name: String) -> Expression? {
    switch name {
    case "true", "True": .literal(.boolean(true))
    case "false", "False": .literal(.boolean(false))
    case "none", "None": .literal(.none)
    default: nil
    }
  }

  /// String literals side by side are one.
  private mutating func joinedStrings(after first: [UInt8]) -> [UInt8] {
    var bytes = first
    while case .string(let next) = current.kind {
      bytes += next
      advance()
    }
    return bytes
  }

  private mutating func parseList() throws(Failure) -> Expression {
    advance()
    var items: [Expression] = []
    while !isAt(.rightBracket) {
      items.append(try parseExpression())
      guard skip(.comma) else { break }
    }
    try expect(.rightBracket)
    return .list(items)
  }

  private mutating func parseDictionary() throws(Failure) -> Expression {
    advance()
    var members: [DictionaryMember] = []
    while !isAt(.rightBrace) {
      let offset = current.offset
      let key = try parseExpression()
      try expect(.colon)
      members.append(DictionaryMember(key: key, value: try parseExpression(), offset: offset))
      guard skip(.comma) else { break }
    }
    try expect(.rightBrace)
    return .dictionary(members)
  }
}
