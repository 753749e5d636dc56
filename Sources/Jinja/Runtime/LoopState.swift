/// The variable `loop`.
final class LoopState: AttributeOwner, CallableObject {
  let loop: ForLoop
  /// The scope in which the loop stands.
  let home: Scope
  let depth0: Int
  /// The items of the loop; behind `scanned`, those not yet filtered are among them.
  private var items: [Value]
  private var scanned = 0
  /// The items that passed the filter so far.
  private var passed: [Value] = []
  private var index0 = -1
  /// What `changed` saw last; nil before its first call.
  private var lastSeen: [Value]?

  var typeName: String { "LoopContext" }
  var display: String { "<LoopContext \(index0 + 1)/\(max(passed.count, items.count))>" }

  init(_ loop: ForLoop, items: [Value], home: Scope, nesting: Int) {
    self.loop = loop
    self.items = items
    self.home = home
    depth0 = nesting - 1
    if loop.filter == nil {
      passed = items
      scanned = items.count
    }
  }

  /// Lets go of the items once the loop is over, so that no chain of loops can form.
  func finish() {
    items = []
    passed = []
    scanned = 0
    lastSeen = nil
  }

  /// Goes on to the next item, or returns nil at the end.
  func advance(_ renderer: Renderer) throws(Failure) -> Value? {
    guard try reaches(index0 + 1, renderer) else { return nil }
    index0 += 1
    return passed[index0]
  }

  /// Filters on until so many items passed, as late as Jinja2 does; false where there are fewer.
  private func reaches(_ position: Int, _ renderer: Renderer) throws(Failure) -> Bool {
    while passed.count <= position, scanned < items.count {
      let item = items[scanned]
      scanned += 1
      if try renderer.passes(item, loop, home) { passed.append(item) }
    }
    return position < passed.count
  }

  private func length(_ renderer: Renderer) throws(Failure) -> Int {
    _ = try reaches(.max - 1, renderer)
    return passed.count
  }

  private func item(_ position: Int, _ name: String, _ renderer: Renderer) throws(Failure) -> Value
  {
    guard position >= 0, try reaches(position, renderer) else {
      return Undefined.message("there is no \(name) item")
    }
    return passed[position]
  }

  func attribute(_ name: String, _ renderer: Renderer) throws(Failure) -> Value? {
    switch name {
    case "index": return .integer(index0 + 1)
    case "index0": return .integer(index0)
    case "first": return .boolean(index0 == 0)
    case "last": return .boolean(try !reaches(index0 + 1, renderer))
    case "length": return .integer(try length(renderer))
    case "revindex": return .integer(try length(renderer) - index0)
    case "revindex0": return .integer(try length(renderer) - index0 - 1)
    case "previtem": return try item(index0 - 1, "previous", renderer)
    case "nextitem": return try item(index0 + 1, "next", renderer)
    case "depth": return .integer(depth0 + 1)
    case "depth0": return .integer(depth0)
    case "cycle", "changed": return .object(LoopMethod(self, name))
    default: return nil
    }
  }

  func call(_ arguments: Arguments, _ renderer: Renderer) throws(Failure) -> Value {
    guard loop.isRecursive else { throw .loopNotRecursive }
    guard arguments.positional.count == 1, arguments.named.isEmpty else {
      throw .argumentCount("loop", expected: "1", found: arguments.positional.count)
    }
    return .text(try renderer.runRecursively(self, over: arguments.positional[0]))
  }

  fileprivate func cycle(_ values: [Value]) throws(Failure) -> Value {
    guard !values.isEmpty else { throw Failure(.type, "no items for cycling given") }
    return values[index0 % values.count]
  }

  fileprivate func changed(_ values: [Value]) -> Bool {
    let isSame = lastSeen.map { seen in
      seen.count == values.count && zip(seen, values).allSatisfy { $0.isEqual(to: $1) }
    }
    lastSeen = values
    return isSame != true
  }
}

/// `loop.cycle` and `loop.changed`.
private final class LoopMethod: CallableObject {
  private let state: LoopState
  private let name: String

  var typeName: String { "method" }

  init(_ state: LoopState, _ name: String) {
    self.state = state
    self.name = name
  }

  func call(_ arguments: Arguments, _ renderer: Renderer) throws(Failure) -> Value {
    guard arguments.named.isEmpty else {
      throw .unexpectedArgument(name, arguments.named[0].name)
    }
    for value in arguments.positional { try renderer.charge(walking: value) }
    if name == "cycle" { return try state.cycle(arguments.positional) }
    return .boolean(state.changed(arguments.positional))
  }
}

extension Renderer {
  /// Whether the loop's own filter lets an item through.
  fileprivate func passes(_ item: Value, _ loop: ForLoop, _ home: Scope) throws(Failure) -> Bool {
    guard let filter = loop.filter else { return true }
    try charge()
    let outer = scope
    scope = Scope(loop.block.layout, in: home)
    defer { scope = outer }
    try assign(item, to: loop.target, offset: loop.offset)
    return try evaluate(filter).isTrue
  }
}
