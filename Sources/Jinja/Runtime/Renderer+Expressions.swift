extension Renderer {
  func evaluate(_ expression: Expression) throws(Failure) -> Value {
    try nested { () throws(Failure) in
      try charge()
      return try evaluateDirectly(expression, blockText: nil)
    }
  }

  /// Evaluates the filters of a block on the block's text.
  func evaluate(_ filter: Expression, blockText: Value) throws(Failure) -> Value {
    try nested { () throws(Failure) in
      try charge()
      return try evaluateDirectly(filter, blockText: blockText)
    }
  }

  // What the cases do stays in functions of its own, not inlined: this frame is on the stack once
  // for every level of nesting.
  private func evaluateDirectly(
    _ expression: Expression, blockText: Value?
  ) throws(Failure) -> Value {
    switch expression {
    case .literal(let literal): return value(of: literal)
    case .name(let reference): return lookUp(reference)
    case .list(let items): return try list(try evaluateAll(items))
    case .tuple(let items): return try checked(.tuple(try evaluateAll(items)))
    case .dictionary(let members): return try evaluateDictionary(members)
    case .negate(let operand, let offset): return try evaluateSign(operand, "-", offset)
    case .plus(let operand, let offset): return try evaluateSign(operand, "+", offset)
    case .not(let operand): return .boolean(try !evaluate(operand).isTrue)
    case .and(let left, let right):
      let value = try evaluate(left)
      return value.isTrue ? try evaluate(right) : value
    case .or(let left, let right):
      let value = try evaluate(left)
      return value.isTrue ? value : try evaluate(right)
    case .arithmetic(let operation, let left, let right, let offset):
      return try evaluateArithmetic(operation, left, right, offset)
    case .concatenation(let parts, let offset): return try evaluateConcatenation(parts, offset)
    case .comparison(let first, let operands): return try evaluateComparison(first, operands)
    case .conditional(let test, let then, let otherwise):
      return try evaluateConditional(test, then, otherwise)
    case .attribute(let owner, let name, let offset):
      return try evaluateAttribute(owner, name, offset)
    case .item(let owner, let key, let offset): return try evaluateItem(owner, key, offset)
    case .slice(let owner, let bounds, let offset):
      return try evaluateSlice(owner, bounds, offset)
    case .call(let callee, let arguments, let offset):
      return try evaluateCall(callee, arguments, offset)
    case .filter(let subject, let reference):
      return try evaluateFilter(subject, reference, blockText)
    case .test(let subject, let reference): return try evaluateTest(subject, reference)
    }
  }

  @inline(never)
  func evaluateAll(_ expressions: [Expression]) throws(Failure) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  private func value(of literal: Literal) -> Value {
    switch literal {
    case .none: .none
    case .boolean(let boolean): .boolean(boolean)
    case .integer(let integer): .integer(integer)
    case .float(let float): .float(float)
    case .text(let text): .text(text)
    }
  }

  @inline(never)
  private func evaluateDictionary(_ members: [DictionaryMember]) throws(Failure) -> Value {
    var builder = MappingBuilder()
    for member in members {
      let key = try evaluate(member.key)
      offset = member.offset
      let hash = try hashKey(of: key)
      builder.set(key, hash, try evaluate(member.value))
    }
    return try checked(.mapping(builder.finish()))
  }

  @inline(never)
  private func evaluateConcatenation(
    _ parts: [Expression], _ offset: Int
  ) throws(Failure) -> Value {
    var builder = TextBuilder()
    for part in parts {
      let text = try text(of: try evaluate(part))
      self.offset = offset
      try charge(bytes: text.bytes.count)
      builder.append(text)
    }
    return .text(builder.finish())
  }

  @inline(never)
  private func evaluateConditional(
    _ test: Expression, _ then: Expression, _ otherwise: Expression?
  ) throws(Failure) -> Value {
    if try evaluate(test).isTrue { return try evaluate(then) }
    guard let otherwise else {
      return Undefined.message("the inline if has no else, and its condition is false")
    }
    return try evaluate(otherwise)
  }

  @inline(never)
  private func evaluateSign(
    _ operand: Expression, _ symbol: String, _ offset: Int
  ) throws(Failure) -> Value {
    let value = try evaluate(operand)
    self.offset = offset
    if case .undefined(let undefined) = value { throw undefined.failure }
    if let integer = value.asInteger {
      guard symbol == "-" else { return .integer(integer) }
      let (result, overflow) = 0.subtractingReportingOverflow(integer)
      guard !overflow else { throw .integerOverflow }
      return .integer(result)
    }
    guard case .float(let float) = value else { throw .badOperand(symbol, value) }
    return .float(symbol == "-" ? -float : float)
  }

  @inline(never)
  private func evaluateArithmetic(
    _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression, _ offset: Int
  ) throws(Failure) -> Value {
    let a = try evaluate(left)
    let b = try evaluate(right)
    self.offset = offset
    return try apply(operation, a, b)
  }

  @inline(never)
  private func evaluateComparison(
    _ first: Expression, _ operands: [ComparisonOperand]
  ) throws(Failure) -> Value {
    var left = try evaluate(first)
    for operand in operands {
      let right = try evaluate(operand.value)
      offset = operand.offset
      guard try compare(operand.symbol, left, right) else { return .boolean(false) }
      left = right
    }
    return .boolean(true)
  }

}
