/// Functions that are known by where they stand: methods, arrows, properties.
extension ScriptGrammar {
  // MARK: Arrows

  /// Reads `const name = (…) => …`.
  func variable(_ region: UnitRegion) -> UnitDraft? {
    let nameToken = region.index + 1
    guard region.context != .type, source.isWord(nameToken) else { return nil }
    guard let value = assignment(after: nameToken + 1, region) else { return nil }
    guard let arrow = arrow(from: value, region) else { return nil }
    let end = arrowEnd(arrow, region)
    // Inside a function only those with a body are worth a name.
    if region.context == .function, end.body == nil { return nil }
    return UnitDraft(
      kind: .function, name: source.text(nameToken), first: start(region.index, region),
      nameToken: nameToken, body: end.body, last: end.last, inner: .function)
  }

  /// The value after `=`, past the type that may stand before it.
  private func assignment(after place: Int, _ region: UnitRegion) -> Int? {
    var place = place
    if source.isMark(place, "!") { place += 1 }
    if source.isMark(place, ":") { place = typeEnd(from: place + 1, region) }
    return source.isMark(place, "=") && !source.isPair(place, "=", "=") ? place + 1 : nil
  }

  /// The place after `=>` of an arrow function that begins at `start`.
  private func arrow(from start: Int, _ region: UnitRegion) -> Int? {
    var place = start
    if source.isWord(place, "async") { place += 1 }
    if source.isWord(place), source.isPair(place + 1, "=", ">") { return place + 3 }
    if let next = source.skipAngles(place) { place = next }
    guard source.isMark(place, "("), let close = source.partner(place) else { return nil }
    place = close + 1
    if source.isMark(place, ":") { place = resultEnd(from: place + 1, region) }
    return source.isPair(place, "=", ">") ? place + 2 : nil
  }

  /// The arrow after the type of a result.
  private func resultEnd(from start: Int, _ region: UnitRegion) -> Int {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit, !source.isPair(place, "=", ">"), !source.isMark(place, ";"),
      !source.isWord(place, "const")
    {
      place = source.skipAngles(place) ?? source.skipGroup(place)
    }
    return place
  }

  private func arrowEnd(_ place: Int, _ region: UnitRegion) -> (body: Int?, last: Int) {
    if source.isMark(place, "{") {
      let close = source.partner(place) ?? region.end - 1
      return (place, source.isMark(close + 1, ";") ? close + 1 : close)
    }
    let end = expressionEnd(from: place, region)
    return (nil, source.isMark(end, ";") ? end : max(end - 1, place))
  }

  /// The end of an expression: a semicolon, or a line that goes on with nothing.
  private func expressionEnd(from start: Int, _ region: UnitRegion) -> Int {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit, !source.isMark(place, ";"), !source.isMark(place, "}"),
      !source.isMark(place, ")"), !source.isMark(place, ",")
    {
      if place > start, source.startsLine(place), !continuesExpression(place) { break }
      place = source.skipGroup(place)
    }
    return place
  }

  private func continuesExpression(_ place: Int) -> Bool {
    let isAfterValue = source.isMark(place - 1, ")") || source.isMark(place - 1, "]")
    return isOperator(place) || isOperator(place - 1) || source.tokens[place].kind == .string
      || source.isMark(place, "(") && !isAfterValue
  }

  private func isOperator(_ place: Int) -> Bool {
    source.tokens[place].kind == .mark && ".?:+-*/&|=<>%".utf8.contains(source.tokens[place].first)
  }

  // MARK: Members

  /// A method, or a property that holds a function.
  func method(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    if source.isMark(index, "["), region.context == .type { return computedMethod(region) }
    guard source.isWord(index), !source.isMark(index - 1, ".") else { return nil }
    if source.isMark(index + 1, "=") || source.isMark(index + 1, ":")
      || source.isMark(index + 1, "!")
    {
      return propertyFunction(region)
    }
    guard
      source.isMark(index + 1, "(") || source.isMark(index + 1, "<")
        || source.isMark(index + 1, "?"), isMemberPlace(region),
      region.context == .type || !Self.statements.contains(source.text(index))
    else { return nil }
    return method(index, name: source.text(index), from: index + 1, region)
  }

  private func method(
    _ token: Int, name: String, from place: Int, _ region: UnitRegion
  ) -> UnitDraft? {
    let next = source.isMark(place, "?") ? place + 1 : place
    let open = source.skipAngles(next) ?? next
    guard source.isMark(open, "("), let close = source.partner(open) else { return nil }
    let end = functionEnd(after: close + 1, region)
    let first = start(token, region)
    let isAbstract = (first..<token).contains { source.isWord($0, "abstract") }
    guard end.body != nil || region.context == .type && isAbstract else { return nil }
    if region.context != .type, end.body != close + 1 { return nil }
    return UnitDraft(
      kind: .method, name: name, first: first, nameToken: token, body: end.body, last: end.last,
      inner: .function)
  }

  /// Reads `[Symbol.iterator]() { … }`.
  private func computedMethod(_ region: UnitRegion) -> UnitDraft? {
    guard let close = source.partner(region.index), source.isMark(close + 1, "("),
      close - region.index <= 8
    else { return nil }
    return method(
      region.index, name: source.text(from: region.index, to: close), from: close + 1, region)
  }

  private static let statements: Set<String> = [
    "if", "for", "while", "switch", "catch", "with", "function", "return", "await", "typeof", "do",
    "else", "new", "throw", "yield", "super", "import", "void", "delete", "case", "in", "of",
  ]

  /// Whether a member of a class or an object may begin here.
  private func isMemberPlace(_ region: UnitRegion) -> Bool {
    let first = start(region.index, region)
    if first <= region.start { return region.context == .type || source.isMark(first - 1, "{") }
    if region.context == .type {
      return source.startsLine(first) || source.isMark(first - 1, ";")
        || source.isMark(first - 1, "}")
    }
    return source.isMark(first - 1, ",") && source.startsLine(first)
  }

  /// `name = (…) => {…}` in a class, `name: (…) => {…}` in an object.
  private func propertyFunction(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    guard isMemberPlace(region) else { return nil }
    let isClass = region.context == .type
    let value =
      isClass
      ? assignment(after: index + 1, region) : source.isMark(index + 1, ":") ? index + 2 : nil
    guard let value, let arrow = arrow(from: value, region), source.isMark(arrow, "{") else {
      return nil
    }
    let end = arrowEnd(arrow, region)
    return UnitDraft(
      kind: .method, name: source.text(index), first: start(index, region), nameToken: index,
      body: end.body, last: end.last, inner: .function)
  }
}
