extension Renderer {
  @inline(never)
  func executeLoop(_ loop: ForLoop) throws(Failure) -> Flow {
    let value = try evaluate(loop.iterable)
    offset = loop.offset
    return try nested { () throws(Failure) in
      try runLoop(loop, over: value, depth: 1)
    }
  }

  /// Runs a loop again over other items, as `loop(items)` does, and returns what it wrote.
  func runRecursively(_ state: LoopState, over value: Value) throws(Failure) -> Text {
    let outer = scope
    scope = state.home
    defer { scope = outer }
    return try capture { () throws(Failure) in
      _ = try nested { () throws(Failure) in
        try runLoop(state.loop, over: value, depth: state.depth0 + 2)
      }
    }
  }

  @inline(never)
  private func runLoop(
    _ loop: ForLoop, over value: Value, depth: Int
  ) throws(Failure) -> Flow {
    let state = LoopState(loop, items: try items(of: value), home: scope, nesting: depth)
    var turn = LoopTurn(scope: Scope(loop.block.layout, in: scope))
    let outer = scope
    var hasFinishedTurn = false
    defer {
      scope = outer
      turn.scope.leave()
      state.finish()
    }
    loops: while let item = try state.advance(self) {
      try charge()
      turn.begin()
      scope = turn.scope
      turn.setLoop(state)
      try assign(item, to: loop.target, offset: loop.offset)
      let flow = try execute(loop.block.body)
      scope = outer
      if flow == .leaveLoop { break loops }
      if flow == .next { hasFinishedTurn = true }
    }
    // As in Jinja2, turns that `continue` or `break` ended do not keep `else` from running.
    guard !hasFinishedTurn, let otherwise = loop.otherwise else { return .next }
    return try inScope(otherwise.layout) { () throws(Failure) in
      try execute(otherwise.body)
    }
  }
}

/// The scope of a loop's turns, used again unless a macro holds on to it.
private struct LoopTurn {
  var scope: Scope

  mutating func begin() {
    if scope.isCaptured {
      scope = Scope(scope.layout, in: scope.parent)
    } else {
      scope.clear()
    }
  }

  /// The first slot of a loop's scope is its variable `loop`.
  func setLoop(_ state: LoopState) {
    scope[slot: 0] = .object(state)
  }
}
