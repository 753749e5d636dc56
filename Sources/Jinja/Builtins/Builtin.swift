/// A filter, test, method or function of the language.
struct Builtin: Sendable {
  typealias Body = @Sendable (Call) throws(Failure) -> Value

  let name: String
  /// The names of what it takes besides its subject, in order.
  let parameters: [String]
  /// How many of them must be given.
  let required: Int
  /// Takes any further arguments as well.
  let takesMore: Bool
  let body: Body

  /// - Parameter signature: parameters with spaces between; "?" starts those that are optional,
  ///   and "*" at the end takes any more, as in "old new ? count" and "? *".
  init(_ name: String, _ signature: String = "", _ body: @escaping Body) {
    var parameters = signature.split(separator: " ").map(String.init)
    takesMore = parameters.last == "*"
    if takesMore { parameters.removeLast() }
    required = parameters.firstIndex(of: "?") ?? parameters.count
    parameters.removeAll { $0 == "?" }
    self.name = name
    self.parameters = parameters
    self.body = body
  }

  /// A table of functions by their names.
  static func table(_ builtins: [[Builtin]]) -> [String: Builtin] {
    var table: [String: Builtin] = [:]
    for builtin in builtins.joined() { table[builtin.name] = builtin }
    return table
  }
}

/// Arguments as they were given.
package struct Arguments {
  var positional: [Value] = []
  var named: [(name: String, value: Value)] = []
}

/// A call of a builtin with its arguments in place.
struct Call {
  let builtin: Builtin
  let renderer: Renderer
  /// What the filter or test applies to, or whose method this is.
  let subject: Value
  /// By parameter; nil where none was given.
  private(set) var values: [Value?]
  /// What was given beyond the parameters.
  private(set) var rest = Arguments()

  init(
    _ builtin: Builtin, on subject: Value, _ arguments: Arguments, _ renderer: Renderer
  ) throws(Failure) {
    self.builtin = builtin
    self.renderer = renderer
    self.subject = subject
    values = Array(repeating: nil, count: builtin.parameters.count)
    try place(arguments)
    for position in 0..<builtin.required where values[position] == nil {
      throw .missingArgument(builtin.name, builtin.parameters[position])
    }
  }

  private mutating func place(_ arguments: Arguments) throws(Failure) {
    for (position, value) in arguments.positional.enumerated() {
      if position < values.count {
        values[position] = value
      } else if builtin.takesMore {
        rest.positional.append(value)
      } else {
        throw .argumentCount(
          builtin.name, expected: "at most \(values.count)", found: arguments.positional.count)
      }
    }
    for argument in arguments.named {
      if let position = builtin.parameters.firstIndex(of: argument.name) {
        guard values[position] == nil else { throw .repeatedArgument(builtin.name, argument.name) }
        values[position] = argument.value
      } else if builtin.takesMore {
        rest.named.append(argument)
      } else {
        throw .unexpectedArgument(builtin.name, argument.name)
      }
    }
  }
}

// MARK: - Reading arguments

extension Call {
  /// The argument, or nil where it is absent or None.
  func optional(_ position: Int) -> Value? {
    guard let value = values[position], !value.isNone else { return nil }
    return value
  }

  func value(_ position: Int, default defaultValue: Value = .none) -> Value {
    values[position] ?? defaultValue
  }

  func flag(_ position: Int, default defaultValue: Bool = false) -> Bool {
    values[position]?.isTrue ?? defaultValue
  }

  func integer(_ position: Int, default defaultValue: Int = 0) throws(Failure) -> Int {
    guard let value = values[position] else { return defaultValue }
    guard let integer = value.asInteger else { throw wrongType(position, "an integer", value) }
    return integer
  }

  func optionalInteger(_ position: Int) throws(Failure) -> Int? {
    optional(position) == nil ? nil : try integer(position)
  }

  func text(_ position: Int, default defaultValue: Text = .empty) throws(Failure) -> Text {
    guard let value = values[position] else { return defaultValue }
    guard case .text(let text) = value else { throw wrongType(position, "a string", value) }
    return text
  }

  func optionalText(_ position: Int) throws(Failure) -> Text? {
    optional(position) == nil ? nil : try text(position)
  }

  private func wrongType(_ position: Int, _ wanted: String, _ value: Value) -> Failure {
    if case .undefined(let undefined) = value { return undefined.failure }
    return .wrongArgument(builtin.name, builtin.parameters[position], wanted, value)
  }

  /// The subject's text; other values are printed first.
  func subjectText() throws(Failure) -> Text {
    let text = try renderer.text(of: subject)
    try renderer.charge(bytes: text.bytes.count)
    return text
  }

  func items() throws(Failure) -> [Value] {
    let items = try renderer.items(of: subject)
    try renderer.charge(items.count)
    return items
  }
}

extension Renderer {
  func invoke(
    _ builtin: Builtin, on subject: Value, _ arguments: Arguments
  ) throws(Failure) -> Value {
    let call = try Call(builtin, on: subject, arguments, self)
    return try checked(try builtin.body(call))
  }
}

/// A builtin as a value: a global function, or a method with its owner.
final class BoundBuiltin: CallableObject {
  private let builtin: Builtin
  private let subject: Value
  let measure: Measure

  var typeName: String { "builtin_function_or_method" }
  var display: String { "<built-in method \(builtin.name)>" }

  init(_ builtin: Builtin, subject: Value = .none) {
    self.builtin = builtin
    self.subject = subject
    measure = .container([subject])
  }

  func call(_ arguments: Arguments, _ renderer: Renderer) throws(Failure) -> Value {
    try renderer.invoke(builtin, on: subject, arguments)
  }
}
