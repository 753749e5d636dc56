/// How a statement ended.
enum Flow {
  case next
  case leaveLoop
  case nextTurn
}

extension Renderer {
  func execute(_ body: [Statement]) throws(Failure) -> Flow {
    for statement in body {
      let flow = try execute(statement)
      if flow != .next { return flow }
    }
    return .next
  }

  private func execute(_ statement: Statement) throws(Failure) -> Flow {
    try charge()
    switch statement {
    case .data(let text): try emit(text)
    case .output(let expression, let offset): try executeOutput(expression, offset)
    case .conditional(let branches, let otherwise):
      return try executeConditional(branches, otherwise)
    case .loop(let loop): return try executeLoop(loop)
    case .assignment(let target, let value, let offset):
      try assign(try evaluate(value), to: target, offset: offset)
    case .blockAssignment(let assignment): try executeBlockAssignment(assignment)
    case .macro(let definition): defineMacro(definition)
    case .callBlock(let block): try executeCallBlock(block)
    case .filterBlock(let block): try executeFilterBlock(block)
    case .with(let block): return try executeWith(block)
    case .scope(let block): return try executeScope(block)
    case .breakLoop: return .leaveLoop
    case .continueLoop: return .nextTurn
    }
    return .next
  }

  @inline(never)
  private func executeOutput(_ expression: Expression, _ offset: Int) throws(Failure) {
    let value = try evaluate(expression)
    self.offset = offset
    try emit(try text(of: value))
  }

  @inline(never)
  private func executeConditional(
    _ branches: [ConditionalBranch], _ otherwise: [Statement]
  ) throws(Failure) -> Flow {
    for branch in branches where try evaluate(branch.test).isTrue {
      return try nested { () throws(Failure) in try execute(branch.body) }
    }
    return try nested { () throws(Failure) in try execute(otherwise) }
  }

  @inline(never)
  private func executeScope(_ block: Block) throws(Failure) -> Flow {
    try nested { () throws(Failure) in
      try inScope(block.layout) { () throws(Failure) in try execute(block.body) }
    }
  }

  /// Runs the block's body in its scope and returns what it wrote.
  private func captureScope(_ block: Block) throws(Failure) -> Text {
    try capture { () throws(Failure) in _ = try executeScope(block) }
  }

  @inline(never)
  private func executeBlockAssignment(_ assignment: BlockAssignment) throws(Failure) {
    var value = Value.text(try captureScope(assignment.block))
    if let filter = assignment.filter { value = try evaluate(filter, blockText: value) }
    try assign(value, to: assignment.target, offset: assignment.offset)
  }

  @inline(never)
  private func executeFilterBlock(_ block: FilterBlock) throws(Failure) {
    let value = try evaluate(block.filter, blockText: .text(try captureScope(block.block)))
    try emit(try text(of: value))
  }

  @inline(never)
  private func executeWith(_ block: WithBlock) throws(Failure) -> Flow {
    var values: [Value] = []
    for assignment in block.assignments { values.append(try evaluate(assignment.value)) }
    return try nested { () throws(Failure) in
      try inScope(block.block.layout) { () throws(Failure) in
        for (assignment, value) in zip(block.assignments, values) {
          try assign(value, to: assignment.target, offset: block.offset)
        }
        return try execute(block.block.body)
      }
    }
  }

  @inline(never)
  func assign(_ value: Value, to target: Target, offset: Int) throws(Failure) {
    switch target {
    case .name(let reference): scope.set(reference, to: value)
    case .attribute(let reference, let name):
      guard case .object(let namespace as Namespace) = lookUp(reference) else {
        throw .notNamespace(reference.name, at: reference.offset)
      }
      namespace[name] = value
    case .tuple(let targets, let offset):
      self.offset = offset
      let items = try items(of: value)
      guard items.count == targets.count else {
        throw .unpackCount(items.count, expected: targets.count, at: offset)
      }
      for (target, item) in zip(targets, items) { try assign(item, to: target, offset: offset) }
    }
  }
}
