extension Parser {
  /// Parses statements up to one of these tags, whose name is then the current token; with none,
  /// up to the end of the template.
  mutating func parseBody(until ends: [String]) throws(Failure) -> [Statement] {
    try nested { parser throws(Failure) in try parser.parseStatements(until: ends) }
  }

  private mutating func parseStatements(until ends: [String]) throws(Failure) -> [Statement] {
    var body: [Statement] = []
    while true {
      switch current.kind {
      case .data(let bytes):
        body.append(.data(Text(bytes: bytes)))
        advance()
      case .variableBegin:
        let offset = advance().offset
        body.append(.output(try parseTuple(), offset: offset))
        try expect(.variableEnd)
      case .blockBegin:
        advance()
        if case .name(let name) = current.kind, ends.contains(name) { return body }
        body += try parseTag(expected: ends)
        try expect(.blockEnd)
      default:
        guard ends.isEmpty else { throw .unclosedBlock(ends, at: current.offset) }
        return body
      }
    }
  }

  private mutating func parseTag(expected: [String]) throws(Failure) -> [Statement] {
    let (name, offset) = try expectName()
    guard let parse = Self.tags[name] else {
      if Self.foreignTags.contains(name) { throw .unsupportedTag(name, at: offset) }
      if !expected.isEmpty, name.hasPrefix("end") || name == "else" || name == "elif" {
        throw .misplacedTag(name, expected: expected, at: offset)
      }
      throw .unknownTag(name, at: offset)
    }
    return try parse(&self, offset)
  }

  private typealias TagParser = @Sendable (inout Parser, Int) throws(Failure) -> [Statement]

  private static let tags: [String: TagParser] = [
    "if": { (parser, _) throws(Failure) in [try parser.parseIf()] },
    "for": { (parser, offset) throws(Failure) in [try parser.parseFor(at: offset)] },
    "set": { (parser, offset) throws(Failure) in [try parser.parseSet(at: offset)] },
    "macro": { (parser, offset) throws(Failure) in [try parser.parseMacro(at: offset)] },
    "call": { (parser, offset) throws(Failure) in [try parser.parseCallBlock(at: offset)] },
    "filter": { (parser, offset) throws(Failure) in [try parser.parseFilterBlock(at: offset)] },
    "with": { (parser, offset) throws(Failure) in [try parser.parseWith(at: offset)] },
    "print": { (parser, offset) throws(Failure) in try parser.parsePrint(at: offset) },
    "generation": { (parser, _) throws(Failure) in
      [.scope(try parser.parseScopeTag("endgeneration"))]
    },
    "autoescape": { (parser, offset) throws(Failure) in [try parser.parseAutoescape(at: offset)] },
    "block": { (parser, _) throws(Failure) in [try parser.parseNamedBlock()] },
    "break": { (parser, offset) throws(Failure) in
      [try parser.parseLoopControl("break", .breakLoop, at: offset)]
    },
    "continue": { (parser, offset) throws(Failure) in
      [try parser.parseLoopControl("continue", .continueLoop, at: offset)]
    },
  ]

  private static let foreignTags: Set<String> = ["extends", "include", "import", "from"]

  private func parseLoopControl(
    _ name: String, _ statement: Statement, at offset: Int
  ) throws(Failure) -> Statement {
    guard loopDepth > 0 else { throw .outsideLoop(name, at: offset) }
    return statement
  }

  private mutating func parsePrint(at offset: Int) throws(Failure) -> [Statement] {
    var outputs: [Statement] = []
    while current.kind != .blockEnd {
      if !outputs.isEmpty { try expect(.comma) }
      outputs.append(.output(try parseExpression(), offset: offset))
    }
    return outputs
  }

  private mutating func parseIf() throws(Failure) -> Statement {
    var branches: [ConditionalBranch] = []
    while true {
      let test = try parseTuple(withConditional: false)
      try expect(.blockEnd)
      let body = try parseBranch(until: ["elif", "else", "endif"])
      branches.append(ConditionalBranch(test: test, body: body))
      let (name, _) = try expectName()
      if name == "elif" { continue }
      guard name == "else" else { return .conditional(branches, otherwise: []) }
      try expect(.blockEnd)
      let otherwise = try parseBranch(until: ["endif"])
      advance()
      return .conditional(branches, otherwise: otherwise)
    }
  }

  private mutating func parseBranch(until ends: [String]) throws(Failure) -> [Statement] {
    let outer = isConditional
    isConditional = true
    scopes[scopes.count - 1].branchDepth += 1
    let body = try parseBody(until: ends)
    scopes[scopes.count - 1].branchDepth -= 1
    isConditional = outer
    return body
  }

  private mutating func parseScopeTag(_ end: String) throws(Failure) -> Block {
    try expect(.blockEnd)
    return try parseScopedBody(until: end)
  }

  /// Output is never escaped here, so the tag only opens a scope; turning it on is refused.
  private mutating func parseAutoescape(at offset: Int) throws(Failure) -> Statement {
    guard case .literal(.boolean(false)) = try parseExpression() else {
      throw .unsupportedTag("autoescape true", at: offset)
    }
    return .scope(try parseScopeTag("endautoescape"))
  }

  private mutating func parseNamedBlock() throws(Failure) -> Statement {
    let (name, _) = try expectName()
    _ = skip(name: "scoped")
    _ = skip(name: "required")
    let block = try parseScopeTag("endblock")
    _ = skip(name: name)
    return .scope(block)
  }
}

// MARK: - Loops and assignments

extension Parser {
  fileprivate mutating func parseFor(at offset: Int) throws(Failure) -> Statement {
    let target = try parseTarget(end: "in")
    guard skip(name: "in") else { throw .expected("'in'", found: current) }
    let iterable = try parseTuple(withConditional: false, end: "recursive")
    beginScope()
    declare("loop")
    try declare(target)
    let filter = skip(name: "if") ? try parseExpression() : nil
    let isRecursive = skip(name: "recursive")
    try expect(.blockEnd)
    loopDepth += 1
    let (body, end) = try parseLoopBody(until: ["endfor", "else"])
    loopDepth -= 1
    let block = Block(body: body, layout: endScope())
    var otherwise: Block?
    if end == "else" {
      try expect(.blockEnd)
      otherwise = try parseScopedBody(until: "endfor")
    }
    return .loop(
      ForLoop(
        target: target, iterable: iterable, filter: filter, isRecursive: isRecursive,
        block: block, otherwise: otherwise, offset: offset))
  }

  private mutating func parseLoopBody(
    until ends: [String]
  ) throws(Failure) -> (body: [Statement], end: String) {
    let outer = isConditional
    isConditional = false
    let body = try parseBody(until: ends)
    isConditional = outer
    return (body, try expectName().name)
  }

  fileprivate mutating func parseSet(at offset: Int) throws(Failure) -> Statement {
    let target = try parseTarget(allowsAttributes: true)
    if skip(.assign) {
      let value = try parseTuple()
      try store(target)
      return .assignment(target, value, offset: offset)
    }
    let filter = try parseFilters(on: nil)
    try store(target)
    try expect(.blockEnd)
    let block = try parseScopedBody(until: "endset")
    return .blockAssignment(
      BlockAssignment(target: target, filter: filter, block: block, offset: offset))
  }

  fileprivate mutating func parseWith(at offset: Int) throws(Failure) -> Statement {
    var assignments: [(target: Target, value: Expression)] = []
    while current.kind != .blockEnd {
      if !assignments.isEmpty { try expect(.comma) }
      let target = try parseTarget()
      try expect(.assign)
      assignments.append((target, try parseExpression()))
    }
    advance()
    beginScope()
    for assignment in assignments { try declare(assignment.target) }
    let body = try parseUnconditionalBody(until: "endwith")
    let block = Block(body: body, layout: endScope())
    return .with(WithBlock(assignments: assignments, block: block, offset: offset))
  }

  fileprivate mutating func parseFilterBlock(at offset: Int) throws(Failure) -> Statement {
    let first = try parseFilter(on: nil)
    let filter = try parseFilters(on: first) ?? first
    try expect(.blockEnd)
    let block = try parseScopedBody(until: "endfilter")
    return .filterBlock(FilterBlock(filter: filter, block: block, offset: offset))
  }
}

// MARK: - Macros

extension Parser {
  fileprivate mutating func parseMacro(at offset: Int) throws(Failure) -> Statement {
    let (name, nameOffset) = try expectName()
    let reference = reference(to: name, at: nameOffset)
    try store(.name(reference))
    let definition = try parseMacroBody(name: reference, hasSignature: true, end: "endmacro")
    return .macro(definition)
  }

  fileprivate mutating func parseCallBlock(at offset: Int) throws(Failure) -> Statement {
    beginMacro()
    let parameters = isAt(.leftParenthesis) ? try parseSignature() : []
    // The call itself belongs to the scope outside.
    let inner = scopes.removeLast()
    let uses = macroUses.removeLast()
    guard case .call(let callee, let arguments, _) = try parseExpression() else {
      throw .expectedCall(at: offset)
    }
    scopes.append(inner)
    macroUses.append(uses)
    try expect(.blockEnd)
    let body = try finishMacro(name: nil, parameters: parameters, end: "endcall")
    return .callBlock(
      CallBlock(callee: callee, arguments: arguments, body: body, offset: offset))
  }

  private mutating func parseMacroBody(
    name: NameReference?, hasSignature: Bool, end: String
  ) throws(Failure) -> MacroDefinition {
    beginMacro()
    let parameters = try parseSignature()
    try expect(.blockEnd)
    return try finishMacro(name: name, parameters: parameters, end: end)
  }

  private mutating func beginMacro() {
    beginScope()
    macroUses.append([])
  }

  private mutating func finishMacro(
    name: NameReference?, parameters: [MacroDefinition.Parameter], end: String
  ) throws(Failure) -> MacroDefinition {
    let outerLoops = loopDepth
    loopDepth = 0
    let body = try parseUnconditionalBody(until: end)
    loopDepth = outerLoops
    let uses = macroUses.removeLast()
    let explicit = Set(parameters.map(\.name))
    func special(_ name: String, _ parser: inout Parser) -> Int? {
      uses.contains(name) && !explicit.contains(name) ? parser.declare(name) : nil
    }
    let caller = special("caller", &self)
    let namedRest = special("kwargs", &self)
    let positionalRest = special("varargs", &self)
    return MacroDefinition(
      name: name, parameters: parameters, caller: caller, namedRest: namedRest,
      positionalRest: positionalRest, block: Block(body: body, layout: endScope()))
  }

  private mutating func parseSignature() throws(Failure) -> [MacroDefinition.Parameter] {
    try expect(.leftParenthesis)
    var parameters: [MacroDefinition.Parameter] = []
    while !isAt(.rightParenthesis) {
      if !parameters.isEmpty { try expect(.comma) }
      let (name, offset) = try expectName()
      if parameters.contains(where: { $0.name == name }) {
        throw .duplicateParameter(name, at: offset)
      }
      guard parameters.count < Self.parameterLimit else {
        throw .tooManyParameters(Self.parameterLimit, at: offset)
      }
      let slot = declare(name)
      let defaultValue = skip(.assign) ? try parseExpression() : nil
      if defaultValue == nil, parameters.last?.defaultValue != nil {
        throw .defaultOrder(at: offset)
      }
      parameters.append(.init(name: name, slot: slot, defaultValue: defaultValue))
    }
    advance()
    return parameters
  }
}
