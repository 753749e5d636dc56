/// JavaScript and TypeScript: functions under all their names, classes, types, namespaces.
struct ScriptGrammar: UnitGrammar {
  let source: LexedSource

  func step(in region: UnitRegion) -> UnitStep {
    let index = region.index
    if source.isMark(index, "{") { return .enter(.function) }
    if let draft = declaration(region) ?? method(region) { return .unit(draft) }
    return .advance(to: index + 1)
  }

  private func declaration(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    guard source.isWord(index), !source.isMark(index - 1, "."),
      !source.isMark(index + 1, ":") || region.context == .type
    else { return nil }
    switch source.text(index) {
    case "function": return function(region)
    case "class": return classType(region)
    case "interface", "enum", "namespace", "module": return block(region)
    case "type": return alias(region)
    case "const", "let", "var": return variable(region)
    default: return nil
    }
  }

  // MARK: Beginnings

  func start(_ index: Int, _ region: UnitRegion) -> Int {
    source.declarationStart(index, limit: region.start) { place in
      source.isWord(place) && Self.modifiers.contains(source.text(place))
        && source.tokens[place].line == source.tokens[place + 1].line
        || source.isMark(place, "*") && (source.startsLine(place) || source.isWord(place - 1))
    }
  }

  private static let modifiers: Set<String> = [
    "export", "default", "async", "static", "public", "private", "protected", "readonly",
    "override", "abstract", "get", "set", "declare", "const", "accessor",
  ]

  func startsStatement(_ index: Int, _ region: UnitRegion) -> Bool {
    let first = start(index, region)
    return first <= region.start || source.startsLine(first) || source.isMark(first - 1, ";")
      || source.isMark(first - 1, "}") || source.isMark(first - 1, "{")
  }

  // MARK: Functions

  private func function(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    var place = index + 1
    if source.isMark(place, "*") { place += 1 }
    if source.isWord(place) {
      // `a = function b()` is known by the name on the left.
      if let named = assigned(index, region) { return function(named, from: place + 1, region) }
      return function((source.text(place), place, start(index, region)), from: place + 1, region)
    }
    guard let named = assigned(index, region) ?? exported(index, region) else { return nil }
    return function(named, from: place, region)
  }

  private typealias Named = (name: String, token: Int, first: Int)

  private func function(_ named: Named, from place: Int, _ region: UnitRegion) -> UnitDraft? {
    let start = source.skipAngles(place) ?? place
    guard source.isMark(start, "(") else { return nil }
    let end = functionEnd(after: source.skipGroup(start), region)
    let kind: CodeUnit.Kind = region.context == .type ? .method : .function
    return UnitDraft(
      kind: kind, name: named.name, first: named.first, nameToken: named.token, body: end.body,
      last: end.last, inner: .function)
  }

  /// The name that a value at `index` gets: `name = …`, `a.b.name = …`, `name: …`.
  private func assigned(_ index: Int, _ region: UnitRegion) -> Named? {
    let value = start(index, region)
    let isProperty = source.isMark(value - 1, ":")
    guard isProperty || source.isMark(value - 1, "="), source.isWord(value - 2),
      value - 2 >= region.start
    else { return nil }
    let token = value - 2
    var first = token
    while source.isMark(first - 1, "."), source.isWord(first - 2), first - 2 >= region.start {
      first -= 2
    }
    if first > region.start,
      ["const", "let", "var"].contains(source.text(first - 1))
    {
      first = first - 1
    }
    return (source.text(token), token, isProperty ? token : start(first, region))
  }

  private func exported(_ index: Int, _ region: UnitRegion) -> Named? {
    let first = start(index, region)
    guard (first..<index).contains(where: { source.isWord($0, "default") }) else { return nil }
    return ("default", index, first)
  }

  /// Where a function ends whose parameters were read: with its body, or without one.
  func functionEnd(after place: Int, _ region: UnitRegion) -> (body: Int?, last: Int) {
    let open = source.isMark(place, ":") ? typeEnd(from: place + 1, region) : place
    if source.isMark(open, "{") { return (open, source.partner(open) ?? region.end - 1) }
    return (nil, source.isMark(open, ";") ? open : max(open - 1, region.index))
  }

  /// The place after a type: the brace of a body, or the end of the statement.
  func typeEnd(from start: Int, _ region: UnitRegion) -> Int {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit {
      if source.isMark(place, ";") || source.isMark(place, "}")
        || source.isMark(place, "=")
          && !source.isPair(place, "=", ">")
        || source.isMark(place, ",")
        || source.isMark(place, ")")
      {
        return place
      }
      let expectsType = place == start || isTypeOperator(place - 1)
      if source.isMark(place, "{"), !expectsType { return place }
      if source.isWord(place, "const") || source.isWord(place, "var") { return place }
      if place > start, source.startsLine(place), !expectsType, !continuesType(place) {
        return place
      }
      if source.isPair(place, "=", ">") {
        place += 2
      } else {
        place = source.skipAngles(place) ?? source.skipGroup(place)
      }
    }
    return place
  }

  /// Whether a type must follow.
  private func isTypeOperator(_ place: Int) -> Bool {
    guard place >= 0 else { return false }
    switch source.tokens[place].kind {
    case .mark:
      return "|&:?,<=".utf8.contains(source.tokens[place].first)
        || source.isPair(place - 1, "=", ">")
    case .word:
      return source.isWord(place, "is") || source.isWord(place, "extends")
        || source.isWord(place, "keyof") || source.isWord(place, "typeof")
        || source.isWord(place, "infer") || source.isWord(place, "readonly")
    case .number, .string: return false
    }
  }

  private func continuesType(_ place: Int) -> Bool {
    let token = source.tokens[place]
    if token.kind == .mark { return "|&?:.{=".utf8.contains(token.first) }
    return source.isWord(place, "extends") || source.isWord(place, "is")
  }

  // MARK: Types

  private func classType(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    let hasName = source.isWord(index + 1) && !source.isWord(index + 1, "extends")
    guard hasName || source.isMark(index + 1, "{") || source.isWord(index + 1, "extends") else {
      return nil
    }
    let own: Named = (source.text(index + 1), index + 1, start(index, region))
    let anonymous: Named = ("default", index, start(index, region))
    let named = assigned(index, region) ?? (hasName ? own : anonymous)
    guard let open = classBody(from: index + 1, region) else { return nil }
    return UnitDraft(
      kind: .type, name: named.name, first: named.first, nameToken: named.token, body: open,
      last: source.partner(open) ?? region.end - 1, inner: .type)
  }

  private func classBody(from start: Int, _ region: UnitRegion) -> Int? {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit {
      if source.isMark(place, "{") { return place }
      if source.isMark(place, ";") || source.isMark(place, "}") { return nil }
      place = source.skipAngles(place) ?? source.skipGroup(place)
    }
    return nil
  }

  private func block(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    let nameToken = index + 1
    guard nameToken < region.end, startsStatement(index, region) else { return nil }
    let isString = source.tokens[nameToken].kind == .string
    guard source.isWord(nameToken) || isString, !source.isWord(nameToken, "extends") else {
      return nil
    }
    guard let open = classBody(from: nameToken + 1, region) else { return nil }
    let isNamespace = source.isWord(index, "namespace") || source.isWord(index, "module")
    let name = isString ? String(source.text(nameToken).dropFirst().dropLast()) : nil
    return UnitDraft(
      kind: isNamespace ? .namespace : .type,
      name: name ?? source.text(from: nameToken, to: dottedEnd(nameToken)),
      first: start(index, region), nameToken: nameToken, body: open,
      last: source.partner(open) ?? region.end - 1, inner: isNamespace ? .file : nil)
  }

  private func dottedEnd(_ start: Int) -> Int {
    var end = start
    while source.isMark(end + 1, "."), source.isWord(end + 2), end < start + 16 { end += 2 }
    return end
  }

  private func alias(_ region: UnitRegion) -> UnitDraft? {
    let nameToken = region.index + 1
    guard source.isWord(nameToken), startsStatement(region.index, region) else { return nil }
    let place = source.skipAngles(nameToken + 1) ?? nameToken + 1
    guard source.isMark(place, "=") else { return nil }
    let end = aliasEnd(from: place + 1, region)
    return UnitDraft(
      kind: .type, name: source.text(nameToken), first: start(region.index, region),
      nameToken: nameToken, last: source.isMark(end, ";") ? end : end - 1)
  }

  /// The end of a type that braces and commas do not end.
  private func aliasEnd(from start: Int, _ region: UnitRegion) -> Int {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit, !source.isMark(place, ";"), !source.isMark(place, "}") {
      let expectsType = place == start || isTypeOperator(place - 1)
      if source.startsLine(place), !expectsType, !continuesType(place) { break }
      place = source.skipGroup(place)
    }
    return place
  }
}
