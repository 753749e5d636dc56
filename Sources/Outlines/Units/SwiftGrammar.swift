/// Swift: functions, initializers, subscripts, properties with a body, types, extensions.
struct SwiftGrammar: UnitGrammar {
  let source: LexedSource

  func step(in region: UnitRegion) -> UnitStep {
    let index = region.index
    if source.isMark(index, "{") { return .enter(.function) }
    guard source.isWord(index), !source.isMark(index - 1, "."), !source.isMark(index + 1, ":")
    else { return .advance(to: index + 1) }
    let draft: UnitDraft? =
      switch source.text(index) {
      case "func": function(region)
      case "init", "deinit", "subscript": special(region)
      case "class", "struct", "enum", "protocol", "extension", "actor": type(region)
      case "var": property(region)
      case "typealias": alias(region)
      case "macro": startsStatement(region) ? function(region) : nil
      default: nil
      }
    return draft.map { .unit($0) } ?? .advance(to: index + 1)
  }

  private func start(_ region: UnitRegion) -> Int {
    source.declarationStart(region.index, limit: region.start) { place in
      source.isWord(place) && Self.modifiers.contains(source.text(place))
    }
  }

  private func startsStatement(_ region: UnitRegion) -> Bool {
    let first = start(region)
    guard first > region.start else { return true }
    return source.startsLine(first) || source.isMark(first - 1, ";")
  }

  private static let modifiers: Set<String> = [
    "public", "private", "fileprivate", "internal", "open", "package", "static", "final", "class",
    "override", "mutating", "nonmutating", "lazy", "weak", "unowned", "dynamic", "optional",
    "required", "convenience", "indirect", "nonisolated", "isolated", "distributed", "prefix",
    "postfix", "infix", "borrowing", "consuming", "unsafe", "async",
  ]

  // MARK: Functions

  private func function(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    let nameToken = index + 1
    guard nameToken < region.end else { return nil }
    let name: String
    var place: Int
    if source.isWord(nameToken) {
      name = source.text(nameToken)
      place = nameToken + 1
    } else {
      guard let end = operatorEnd(nameToken) else { return nil }
      name = source.text(from: nameToken, to: end - 1)
      place = end
    }
    if source.isMark(place, "<") {
      guard let next = source.skipAngles(place) else { return nil }
      place = next
    }
    guard source.isMark(place, "(") else { return nil }
    let kind: CodeUnit.Kind =
      source.isWord(index, "macro") ? .macro : region.context == .type ? .method : .function
    return draft(kind, name, nameToken, from: source.skipGroup(place), region)
  }

  /// The place after the marks of an operator's name.
  private func operatorEnd(_ start: Int) -> Int? {
    var place = start
    while place < source.count, source.tokens[place].kind == .mark, !source.isMark(place, "("),
      place == start || source.tokens[place].start == source.tokens[place - 1].end
    {
      place += 1
    }
    guard place > start, place < source.count else { return nil }
    // In `==<T>` the last mark opens the parameters of the type.
    if place > start + 1, source.isWord(place), source.isMark(place - 1, "<") { place -= 1 }
    return place
  }

  private func special(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    guard region.context == .type, startsStatement(region) else { return nil }
    let name = source.text(index)
    var place = index + 1
    if name == "deinit" {
      guard source.isMark(place, "{") else { return nil }
      return draft(.initializer, name, index, from: place, region)
    }
    if source.isMark(place, "?") || source.isMark(place, "!") { place += 1 }
    if let next = source.skipAngles(place) { place = next }
    guard source.isMark(place, "(") else { return nil }
    let kind: CodeUnit.Kind = name == "init" ? .initializer : .method
    return draft(kind, name, index, from: source.skipGroup(place), region)
  }

  private func draft(
    _ kind: CodeUnit.Kind, _ name: String, _ nameToken: Int, from place: Int, _ region: UnitRegion
  ) -> UnitDraft {
    let header = headerEnd(from: place, region)
    return UnitDraft(
      kind: kind, name: name, first: start(region), nameToken: nameToken, body: header.body,
      last: header.body.map { source.partner($0) ?? region.end - 1 } ?? header.last,
      inner: .function)
  }

  /// Where a declaration's body opens, or where it ends without one.
  private func headerEnd(from start: Int, _ region: UnitRegion) -> (body: Int?, last: Int) {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit {
      if source.isMark(place, "{") { return (place, place) }
      if source.isMark(place, "}") || source.isMark(place, ";") { break }
      if place > region.index, source.startsLine(place), !continues(place) { break }
      place = source.skipGroup(place)
    }
    return (nil, max(min(place, region.end) - 1, region.index))
  }

  /// Whether the token goes on with the declaration of the line before.
  private func continues(_ place: Int) -> Bool {
    if source.isPair(place, "-", ">") || source.isPair(place - 2, "-", ">") { return true }
    for mark: Unicode.Scalar in [",", "&", ":", "=", "."] {
      if source.isMark(place, mark) || source.isMark(place - 1, mark) { return true }
    }
    let words: Set = ["where", "throws", "async", "rethrows", "in", "some", "any"]
    return source.isWord(place) && words.contains(source.text(place))
      || source.isWord(place - 1) && words.contains(source.text(place - 1))
  }

  // MARK: Types and properties

  private func type(_ region: UnitRegion) -> UnitDraft? {
    let nameToken = region.index + 1
    guard source.isWord(nameToken), startsStatement(region) else { return nil }
    // Here `class` is a modifier.
    if ["func", "var", "let", "subscript", "init"].contains(source.text(nameToken)) { return nil }
    var end = nameToken
    while source.isMark(end + 1, "."), source.isWord(end + 2) { end += 2 }
    guard let body = headerEnd(from: end + 1, region).body else { return nil }
    let kind: CodeUnit.Kind = source.isWord(region.index, "extension") ? .extension : .type
    return UnitDraft(
      kind: kind, name: source.text(from: nameToken, to: end), first: start(region),
      nameToken: nameToken, body: body, last: source.partner(body) ?? region.end - 1, inner: .type)
  }

  /// A property that computes or observes; one that only stores is no unit.
  private func property(_ region: UnitRegion) -> UnitDraft? {
    guard region.context != .function, source.isWord(region.index + 1) else { return nil }
    let header = headerEnd(from: region.index + 2, region)
    guard let body = header.body else { return nil }
    for place in region.index..<body where isAssignment(place) { return nil }
    return UnitDraft(
      kind: .property, name: source.text(region.index + 1), first: start(region),
      nameToken: region.index + 1, body: body, last: source.partner(body) ?? region.end - 1,
      inner: .function)
  }

  private func isAssignment(_ place: Int) -> Bool {
    source.isMark(place, "=") && !source.isPair(place - 1, "=", "=")
      && !source.isPair(place, "=", "=")
  }

  private func alias(_ region: UnitRegion) -> UnitDraft? {
    guard source.isWord(region.index + 1), startsStatement(region) else { return nil }
    let header = headerEnd(from: region.index + 2, region)
    guard header.body == nil else { return nil }
    return UnitDraft(
      kind: .type, name: source.text(region.index + 1), first: start(region),
      nameToken: region.index + 1, body: nil, last: header.last, inner: nil)
  }
}
