extension Parser {
  /// Parses what an assignment sets: a name, names with commas, or an attribute of a namespace.
  mutating func parseTarget(
    allowsAttributes: Bool = false, end: String? = nil
  ) throws(Failure) -> Target {
    let offset = current.offset
    var targets: [Target] = []
    var isTuple = false
    repeat {
      if isTuple, isTargetEnd(end) { break }
      targets.append(try parseSingleTarget(allowsAttributes: allowsAttributes))
      if isAt(.comma) { isTuple = true }
    } while skip(.comma)
    return isTuple ? .tuple(targets, offset: offset) : targets[0]
  }

  private func isTargetEnd(_ end: String?) -> Bool {
    if let end, isAt(name: end) { return true }
    return current.kind == .blockEnd || isAt(.rightParenthesis)
  }

  private mutating func parseSingleTarget(allowsAttributes: Bool) throws(Failure) -> Target {
    if isAt(.leftParenthesis) {
      return try nested { parser throws(Failure) in
        parser.advance()
        let target = try parser.parseTarget(allowsAttributes: allowsAttributes)
        try parser.expect(.rightParenthesis)
        return target
      }
    }
    let (name, offset) = try expectName()
    guard !Self.constants.contains(name) else { throw .cannotAssign(to: name, at: offset) }
    let reference = reference(to: name, at: offset)
    guard allowsAttributes, skip(.dot) else { return .name(reference) }
    return .attribute(reference, Text(try expectName().name))
  }

  private static let constants: Set<String> = ["true", "false", "none", "True", "False", "None"]
}
