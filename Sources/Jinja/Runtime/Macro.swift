/// A macro, or the body of a call block, with the scope that it sees.
final class Macro: AttributeOwner, CallableObject {
  let definition: MacroDefinition
  let home: Scope

  var typeName: String { "Macro" }
  var display: String { "<Macro '\(definition.name?.name ?? "caller")'>" }

  init(_ definition: MacroDefinition, in home: Scope) {
    self.definition = definition
    self.home = home
  }

  func attribute(_ name: String, _ renderer: Renderer) throws(Failure) -> Value? {
    switch name {
    case "name": definition.name.map { .text($0.name) } ?? Value.none
    case "arguments": .tuple(definition.parameters.map { .text($0.name) })
    case "caller": .boolean(definition.caller != nil)
    case "catch_kwargs": .boolean(definition.namedRest != nil)
    case "catch_varargs": .boolean(definition.positionalRest != nil)
    default: nil
    }
  }

  func call(_ arguments: Arguments, _ renderer: Renderer) throws(Failure) -> Value {
    .text(try renderer.run(self, arguments))
  }
}

extension Renderer {
  func defineMacro(_ definition: MacroDefinition) {
    guard let name = definition.name else { return }
    scope.set(name, to: .object(makeMacro(definition)))
  }

  @inline(never)
  func executeCallBlock(_ block: CallBlock) throws(Failure) {
    let caller = Value.object(makeMacro(block.body))
    let function = try evaluate(block.callee)
    var arguments = try evaluate(block.arguments)
    arguments.named.append(("caller", caller))
    offset = block.offset
    try emit(try text(of: try call(function, arguments)))
  }

  private func makeMacro(_ definition: MacroDefinition) -> Macro {
    var captured: Scope? = scope
    while let current = captured, !current.isCaptured {
      current.isCaptured = true
      registerCyclic { current.clear() }
      captured = current.parent
    }
    return Macro(definition, in: scope)
  }

  @inline(never)
  fileprivate func run(_ macro: Macro, _ arguments: Arguments) throws(Failure) -> Text {
    let place = offset
    return try nested { () throws(Failure) in
      try capture { () throws(Failure) in
        try inScope(macro.definition.block.layout, of: macro.home) { () throws(Failure) in
          try bind(arguments, to: macro.definition, place)
          _ = try execute(macro.definition.block.body)
        }
      }
    }
  }

  /// Puts arguments into a macro's slots, the way Jinja2's macros take them.
  @inline(never)
  private func bind(
    _ arguments: Arguments, to definition: MacroDefinition, _ place: Int
  ) throws(Failure) {
    let parameters = definition.parameters
    var named = arguments.named
    try charge(parameters.count + parameters.count * named.count / 8)
    for (position, parameter) in parameters.enumerated() {
      if position < arguments.positional.count {
        scope[slot: parameter.slot] = arguments.positional[position]
      } else if let match = named.firstIndex(where: { $0.name == parameter.name }) {
        scope[slot: parameter.slot] = named.remove(at: match).value
      }
    }
    if let slot = definition.caller {
      let match = named.firstIndex { $0.name == "caller" }
      scope[slot: slot] =
        match.map { named.remove(at: $0).value } ?? Undefined.message("no caller defined")
    }
    try bindRest(arguments.positional.dropFirst(parameters.count), named, definition)
    for parameter in parameters where scope[slot: parameter.slot] == nil {
      scope[slot: parameter.slot] =
        try parameter.defaultValue.map { value throws(Failure) in try evaluate(value) }
        ?? Undefined.message("parameter '\(parameter.name)' was not provided")
    }
    offset = place
  }

  private func bindRest(
    _ positional: ArraySlice<Value>, _ named: [(name: String, value: Value)],
    _ definition: MacroDefinition
  ) throws(Failure) {
    let name = definition.name?.name ?? "caller"
    if let slot = definition.namedRest {
      scope[slot: slot] = try checked(.mapping(named))
    } else if let surplus = named.first {
      throw .unexpectedArgument(name, surplus.name)
    }
    if let slot = definition.positionalRest {
      scope[slot: slot] = try checked(.tuple(Array(positional)))
    } else if !positional.isEmpty {
      let count = definition.parameters.count
      throw .argumentCount(name, expected: "at most \(count)", found: count + positional.count)
    }
  }
}
