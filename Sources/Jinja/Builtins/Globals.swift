/// The functions that every template can call by name.
enum Globals {
  static let table = Builtin.table([functions])

  private static let functions: [Builtin] = [
    Builtin("range", "start ? stop step", range),
    Builtin("dict", "? *", makeMapping),
    Builtin("namespace", "? *", makeNamespace),
    Builtin("cycler", "? *") { (call) throws(Failure) in
      guard !call.rest.positional.isEmpty else {
        throw Failure(.type, "at least one item has to be provided")
      }
      return .object(Cycler(call.rest.positional))
    },
    Builtin("joiner", "? sep") { (call) throws(Failure) in
      .object(Joiner(try call.text(0, default: Text(", "))))
    },
    Builtin("raise_exception", "message") { (call) throws(Failure) in
      throw .raised(try call.renderer.text(of: call.value(0)).string)
    },
    Builtin("strftime_now", "format") { (call) throws(Failure) in
      let format = try call.text(0)
      try call.renderer.charge(format.bytes.count * 16)
      return .text(call.renderer.now.formatted(format))
    },
  ]

  private static func range(_ call: Call) throws(Failure) -> Value {
    let first = try call.integer(0)
    let hasStop = call.values[1] != nil
    let start = hasStop ? first : 0
    let stop = hasStop ? try call.integer(1) : first
    let step = try call.integer(2, default: 1)
    guard step != 0 else { throw .badArgument("range", "the step is 0") }
    let distance =
      step > 0
      ? stop.subtractingReportingOverflow(start)
      : start.subtractingReportingOverflow(stop)
    guard !distance.overflow else { throw .rangeTooLong(.max) }
    guard distance.partialValue > 0 else {
      return .sequence(Elements(.range(start: start, stop: stop, step: step), []))
    }
    let count = (distance.partialValue - 1) / Int(clamping: step.magnitude) + 1
    guard count <= Limits.rangeLength else { throw .rangeTooLong(count) }
    try call.renderer.charge(count)
    let items = (0..<count).map { Value.integer(start + $0 * step) }
    return .sequence(Elements(.range(start: start, stop: stop, step: step), items))
  }

  private static func makeMapping(_ call: Call) throws(Failure) -> Value {
    var builder = MappingBuilder()
    for argument in call.rest.positional {
      try builder.add(argument, call.renderer)
    }
    for (name, value) in call.rest.named { builder.set(name, value) }
    return .mapping(builder.finish())
  }

  private static func makeNamespace(_ call: Call) throws(Failure) -> Value {
    guard case .mapping(let members) = try makeMapping(call) else { return .none }
    let namespace = Namespace()
    call.renderer.registerCyclic { namespace.clear() }
    for (key, value) in zip(members.keys, members.values) {
      if case .text(let name) = key { namespace[name] = value }
    }
    return .object(namespace)
  }
}

extension MappingBuilder {
  /// Adds the members of a mapping, or pairs of key and value.
  fileprivate mutating func add(_ value: Value, _ renderer: Renderer) throws(Failure) {
    if case .mapping(let mapping) = value {
      for (key, value) in zip(mapping.keys, mapping.values) {
        set(key, try renderer.hashKey(of: key), value)
      }
      return
    }
    for pair in try renderer.items(of: value) {
      let members = try renderer.items(of: pair)
      guard members.count == 2 else { throw .badArgument("dict", "needs pairs of key and value") }
      set(members[0], try renderer.hashKey(of: members[0]), members[1])
    }
  }
}

/// Made by `cycler`: gives its items in turn.
private final class Cycler: AttributeOwner {
  private let items: [Value]
  fileprivate var position = 0
  let measure: Measure

  var typeName: String { "Cycler" }

  init(_ items: [Value]) {
    self.items = items
    measure = .container(items)
  }

  func attribute(_ name: String, _ renderer: Renderer) throws(Failure) -> Value? {
    switch name {
    case "current": return items[position]
    case "next", "reset": return .object(CyclerMethod(self, name))
    default: return nil
    }
  }

  func advance() -> Value {
    defer { position = (position + 1) % items.count }
    return items[position]
  }
}

private final class CyclerMethod: CallableObject {
  private let cycler: Cycler
  private let name: String
  var measure: Measure { cycler.measure }

  var typeName: String { "method" }

  init(_ cycler: Cycler, _ name: String) {
    self.cycler = cycler
    self.name = name
  }

  func call(_ arguments: Arguments, _ renderer: Renderer) throws(Failure) -> Value {
    if name == "next" { return cycler.advance() }
    cycler.position = 0
    return .none
  }
}

/// Made by `joiner`: nothing at its first call, its separator at every other.
private final class Joiner: CallableObject {
  private let separator: Text
  private var isUsed = false

  var typeName: String { "Joiner" }

  init(_ separator: Text) {
    self.separator = separator
  }

  func call(_ arguments: Arguments, _ renderer: Renderer) throws(Failure) -> Value {
    defer { isUsed = true }
    return .text(isUsed ? separator : .empty)
  }
}
