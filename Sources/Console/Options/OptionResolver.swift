import Terminal

/// Weighs flags against variables: a flag wins over its variable `LATHE_…`, which wins over the
/// default.
///
/// The only place where the environment decides what a command does.
struct OptionResolver {
  let environment: [String: String]

  /// A number from a flag or its variable, checked to lie in a range.
  ///
  /// - Parameters:
  ///   - name: the flag without its dashes, such as `top-p`.
  ///   - expected: the range in words.
  /// - Throws: `Diagnostic` that names the flag or the variable.
  func number<Number: Comparable & LosslessStringConvertible>(
    _ flag: Number?, _ name: String, _ expected: String, where isValid: (Number) -> Bool
  ) throws -> Number? {
    if let flag {
      guard isValid(flag) else { throw Self.bad("--\(name)", "\(flag)", expected) }
      return flag
    }
    guard let text = variable(name) else { return nil }
    guard let number = Number(text), isValid(number) else {
      throw Self.bad(Self.variableName(name), text, expected)
    }
    return number
  }

  /// What a flag's or its variable's text means.
  ///
  /// - Throws: `Diagnostic` that names the flag or the variable, where `meaning` is nil.
  func read<Value>(
    _ flag: String?, _ name: String, _ expected: String, as meaning: (String) -> Value?
  ) throws -> Value? {
    guard let text = text(flag, name) else { return nil }
    if let value = meaning(text) { return value }
    let source = flag == nil ? Self.variableName(name) : "--\(name)"
    throw Self.bad(source, text, expected)
  }

  /// A text from a flag or its variable.
  func text(_ flag: String?, _ name: String) -> String? {
    flag ?? variable(name)
  }

  /// A switch from a flag or its variable, which says `1` or `0`.
  func isOn(_ flag: Bool, _ name: String) throws -> Bool {
    if flag { return true }
    switch variable(name)?.lowercased() {
    case nil, "0", "false", "no", "off": return false
    case "1", "true", "yes", "on": return true
    case .some(let text): throw Self.bad(Self.variableName(name), text, "1 or 0")
    }
  }

  /// One of a few words from a flag or its variable.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ flag: Choice?, _ name: String
  ) throws -> Choice? where Choice.RawValue == String {
    if let flag { return flag }
    guard let text = variable(name) else { return nil }
    return try Self.choice(text, of: Self.variableName(name))
  }

  /// The same for a flag that is only a text to the argument parser.
  func choice<Choice: RawRepresentable & CaseIterable>(
    spelled flag: String?, _ name: String
  ) throws -> Choice? where Choice.RawValue == String {
    if let flag { return try Self.choice(flag, of: "--\(name)") }
    return try choice(nil, name)
  }

  private static func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, of source: String
  ) throws -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw Self.bad(source, text, "one of \(words)")
    }
    return choice
  }

  /// The value of a variable; an empty one counts as not set.
  private func variable(_ name: String) -> String? {
    environment[Self.variableName(name)].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func variableName(_ name: String) -> String {
    "LATHE_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }

  private static func bad(_ source: String, _ value: String, _ expected: String) -> Diagnostic {
    Diagnostic(.usage, "the value '\(value)' of \(source) must be \(expected)")
  }
}
