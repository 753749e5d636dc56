extension Renderer {
  @inline(never)
  func evaluateCall(
    _ callee: Expression, _ arguments: CallArguments, _ offset: Int
  ) throws(Failure) -> Value {
    if case .attribute(let owner, let name, let nameOffset) = callee {
      let owner = try evaluate(owner)
      self.offset = nameOffset
      if let method = name.methods.method(of: owner) {
        let arguments = try evaluate(arguments)
        self.offset = nameOffset
        return try invoke(method, on: owner, arguments)
      }
      return try call(try attribute(name, of: owner), arguments, offset)
    }
    return try call(try evaluate(callee), arguments, offset)
  }

  @inline(never)
  private func call(
    _ function: Value, _ arguments: CallArguments, _ offset: Int
  ) throws(Failure) -> Value {
    let arguments = try evaluate(arguments)
    self.offset = offset
    return try call(function, arguments)
  }

  func call(_ function: Value, _ arguments: Arguments) throws(Failure) -> Value {
    switch function {
    case .undefined(let undefined): throw undefined.failure
    case .object(let callable as any CallableObject):
      return try checked(try nested { () throws(Failure) in try callable.call(arguments, self) })
    default: throw .notCallable(function)
    }
  }

  @inline(never)
  func evaluate(_ arguments: CallArguments) throws(Failure) -> Arguments {
    var result = Arguments(positional: try evaluateAll(arguments.positional))
    for argument in arguments.named {
      result.named.append((argument.name, try evaluate(argument.value)))
    }
    if let spread = arguments.spread {
      let items = try items(of: try evaluate(spread))
      try charge(items.count)
      result.positional += items
    }
    if let namedSpread = arguments.namedSpread {
      try spread(try evaluate(namedSpread), into: &result)
    }
    return result
  }

  private func spread(_ value: Value, into result: inout Arguments) throws(Failure) {
    guard case .mapping(let mapping) = value else { throw .notMapping(value) }
    try charge(mapping.count)
    for (key, value) in zip(mapping.keys, mapping.values) {
      guard case .text(let name) = key else { throw .notMapping(key) }
      result.named.append((name.string, value))
    }
  }

  @inline(never)
  func evaluateFilter(
    _ subject: Expression?, _ reference: BuiltinReference, _ blockText: Value?
  ) throws(Failure) -> Value {
    let value = try evaluateSubject(subject, blockText)
    let arguments = try evaluate(reference.arguments)
    offset = reference.offset
    guard let filter = reference.function else { throw .unknownFilter(reference) }
    return try invoke(filter, on: value, arguments)
  }

  private func evaluateSubject(
    _ subject: Expression?, _ blockText: Value?
  ) throws(Failure) -> Value {
    guard let subject else { return blockText ?? .none }
    guard let blockText else { return try evaluate(subject) }
    return try evaluate(subject, blockText: blockText)
  }

  @inline(never)
  func evaluateTest(
    _ subject: Expression, _ reference: BuiltinReference
  ) throws(Failure) -> Value {
    let value = try evaluate(subject)
    let arguments = try evaluate(reference.arguments)
    offset = reference.offset
    guard let test = reference.function else { throw .unknownTest(reference) }
    return try invoke(test, on: value, arguments)
  }
}

extension Failure {
  fileprivate static func unknownFilter(_ reference: BuiltinReference) -> Failure {
    unknownFilter(reference.name, at: reference.offset)
  }

  fileprivate static func unknownTest(_ reference: BuiltinReference) -> Failure {
    unknownTest(reference.name, at: reference.offset)
  }
}
