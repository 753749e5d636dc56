/// Runs a parsed template once.
final class Renderer {
  let template: Template
  let now: CivilTime
  private let limits: Limits
  /// The value of every name of the template that no scope sets.
  private let context: [Value?]
  var scope: Scope
  var output = TextBuilder()
  /// The place in the source of what is being done, for errors.
  var offset = 0
  private var steps = 0
  private var textBytes = 0
  private var depth = 0
  /// What can be part of a cycle; cleared at the end.
  private var cyclic: [() -> Void] = []

  init(_ template: Template, context: Mapping, now: CivilTime, limits: Limits) {
    self.template = template
    self.now = now
    self.limits = limits
    self.context = template.names.map { name in
      context[Text(name)] ?? Globals.table[name].map { .object(BoundBuiltin($0)) }
    }
    scope = Scope(template.root.layout, in: nil)
  }

  func run() throws(Failure) -> Text {
    defer { breakCycles() }
    _ = try execute(template.root.body)
    return output.finish()
  }

  /// Remembers how to empty a value that could come to hold itself.
  func registerCyclic(_ clear: @escaping () -> Void) {
    cyclic.append(clear)
    // They stay until the end, so that each costs memory.
    steps += 20
  }

  private func breakCycles() {
    for clear in cyclic { clear() }
    scope.clear()
  }

  func lookUp(_ name: NameReference) -> Value {
    switch scope.lookUp(name.id) {
    case .found(let value): value
    case .absent: context[name.id] ?? Undefined.name(name.name)
    case .hidden: Undefined.name(name.name)
    }
  }
}

// MARK: - Bounds

extension Renderer {
  /// Counts work that was or will be done.
  func charge(_ count: Int = 1) throws(Failure) {
    let (sum, overflow) = steps.addingReportingOverflow(count)
    steps = sum
    if overflow || sum > limits.steps { throw .tooManySteps(limits.steps) }
  }

  /// Counts a walk through a value.
  func charge(walking value: Value) throws(Failure) {
    try charge(value.measure.weight)
  }

  /// Counts text that is about to be made.
  func charge(bytes: Int) throws(Failure) {
    let (sum, overflow) = textBytes.addingReportingOverflow(bytes)
    textBytes = sum
    if overflow || sum > limits.textBytes { throw .tooMuchText }
    try charge(bytes / 64)
  }

  /// Counts the bytes and items that repeating something makes, before it is made.
  func chargeRepeating(size: Int, count: Int) throws(Failure) {
    let (product, overflow) = size.multipliedReportingOverflow(by: max(0, count))
    guard !overflow else { throw .tooMuchText }
    try charge(bytes: product)
  }

  var remainingTextBytes: Int { max(0, limits.textBytes - textBytes) }

  /// Runs something that can come to run itself.
  func nested<Result>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else { throw .recursionTooDeep }
    return try body()
  }

  /// Refuses values that nest too deep to be walked through safely.
  func checked(_ value: Value) throws(Failure) -> Value {
    guard value.measure.depth <= Limits.valueDepth else { throw .valueTooDeep }
    return value
  }

  func list(_ items: [Value]) throws(Failure) -> Value {
    try charge(items.count)
    return try checked(.list(items))
  }
}

// MARK: - Text

extension Renderer {
  /// What the value prints as.
  func text(of value: Value) throws(Failure) -> Text {
    switch value {
    case .text(let text): return text
    case .undefined: return .empty
    default: return try repr(of: value)
    }
  }

  /// Python's `repr` of the value.
  func repr(of value: Value) throws(Failure) -> Text {
    try charge(walking: value)
    var writer = PythonWriter(limit: remainingTextBytes)
    try writer.write(value)
    try charge(bytes: writer.builder.count)
    return writer.builder.finish()
  }

  /// Writes to the output.
  func emit(_ text: Text) throws(Failure) {
    try charge(bytes: text.bytes.count)
    output.append(text)
  }

  /// Runs something and returns what it wrote.
  func capture(_ body: () throws(Failure) -> Void) throws(Failure) -> Text {
    let outer = output
    output = TextBuilder()
    defer { output = outer }
    try body()
    return output.finish()
  }

  /// Runs something in a new scope.
  func inScope<Result>(
    _ layout: ScopeLayout, of parent: Scope? = nil,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = scope
    scope = Scope(layout, in: parent ?? outer)
    defer {
      scope.leave()
      scope = outer
    }
    return try body()
  }
}
