/// Rust: functions, types, traits, implementations, modules and macros.
struct RustGrammar: UnitGrammar {
  let source: LexedSource

  func step(in region: UnitRegion) -> UnitStep {
    let index = region.index
    if source.isMark(index, "{") {
      let isForeign =
        source.isWord(index - 1, "extern")
        || source.tokens[max(index - 1, 0)].kind == .string && source.isWord(index - 2, "extern")
      return .enter(isForeign ? .file : .function)
    }
    guard source.isWord(index), !source.isMark(index - 1, "."), !source.isMark(index + 1, ":")
    else { return .advance(to: index + 1) }
    let draft: UnitDraft? =
      switch source.text(index) {
      case "fn": function(region)
      case "struct", "enum", "union", "trait": type(region)
      case "impl": implementation(region)
      case "mod": module(region)
      case "type": alias(region)
      case "macro_rules": macro(region)
      default: nil
      }
    return draft.map { .unit($0) } ?? .advance(to: index + 1)
  }

  private func start(_ region: UnitRegion) -> Int {
    source.declarationStart(region.index, limit: region.start) { place in
      source.isWord(place) && Self.modifiers.contains(source.text(place))
    }
  }

  private static let modifiers: Set<String> = [
    "pub", "async", "const", "unsafe", "extern", "default", "auto", "crate", "safe",
  ]

  /// Where a declaration's body opens, or the semicolon that ends it; nil where neither is near.
  private func headerEnd(from start: Int, _ region: UnitRegion) -> (body: Int?, last: Int)? {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit {
      if source.isMark(place, "{") { return (place, source.partner(place) ?? region.end - 1) }
      if source.isMark(place, ";") { return (nil, place) }
      if source.isMark(place, "}") || source.isWord(place, "fn") && source.isWord(place + 1) {
        return nil
      }
      place = source.skipGroup(place)
    }
    return nil
  }

  private func draft(
    _ kind: CodeUnit.Kind, _ name: String, _ nameToken: Int, from place: Int,
    inner: UnitContext, _ region: UnitRegion
  ) -> UnitDraft? {
    guard let header = headerEnd(from: place, region) else { return nil }
    return UnitDraft(
      kind: kind, name: name, first: start(region), nameToken: nameToken, body: header.body,
      last: header.last, inner: inner)
  }

  private func function(_ region: UnitRegion) -> UnitDraft? {
    let nameToken = nameToken(after: region.index)
    guard source.isWord(nameToken) else { return nil }
    let place = source.skipAngles(nameToken + 1) ?? nameToken + 1
    guard source.isMark(place, "(") else { return nil }
    let kind: CodeUnit.Kind = region.context == .type ? .method : .function
    return draft(
      kind, source.text(nameToken), nameToken, from: source.skipGroup(place), inner: .function,
      region)
  }

  /// The name after a keyword; `r#` stands before a name that is a keyword.
  private func nameToken(after index: Int) -> Int {
    source.isWord(index + 1, "r") && source.isMark(index + 2, "#") ? index + 3 : index + 1
  }

  private func type(_ region: UnitRegion) -> UnitDraft? {
    let nameToken = region.index + 1
    guard source.isWord(nameToken), startsItem(region) else { return nil }
    let isTrait = source.isWord(region.index, "trait")
    var draft = draft(
      .type, source.text(nameToken), nameToken, from: nameToken + 1, inner: .type, region)
    if !isTrait { draft?.inner = nil }
    return draft
  }

  private func implementation(_ region: UnitRegion) -> UnitDraft? {
    guard startsItem(region) else { return nil }
    let start = source.skipAngles(region.index + 1) ?? region.index + 1
    guard let header = headerEnd(from: start, region), let body = header.body else { return nil }
    let nameToken = implementedType(from: start, to: body)
    return UnitDraft(
      kind: .extension, name: source.text(nameToken), first: self.start(region),
      nameToken: nameToken, body: body, last: header.last, inner: .type)
  }

  /// The type that an implementation is for: the last part of its path.
  private func implementedType(from start: Int, to body: Int) -> Int {
    var found = start
    var place = start
    var isOpen = true
    while place < body {
      if source.isWord(place, "for") {
        isOpen = true
        found = place + 1
      } else if source.isWord(place, "where") {
        break
      } else if let next = source.skipAngles(place) {
        isOpen = false
        place = next
        continue
      } else if isOpen, source.isWord(place), !source.isWord(place, "dyn"),
        !source.isWord(place, "mut")
      {
        found = place
      }
      place = source.isMark(place, "(") ? source.skipGroup(place) : place + 1
    }
    return found
  }

  private func module(_ region: UnitRegion) -> UnitDraft? {
    let nameToken = region.index + 1
    guard source.isWord(nameToken), source.isMark(nameToken + 1, "{") else { return nil }
    return draft(
      .namespace, source.text(nameToken), nameToken, from: nameToken + 1, inner: .file, region)
  }

  private func alias(_ region: UnitRegion) -> UnitDraft? {
    guard region.context == .file, source.isWord(region.index + 1), startsItem(region) else {
      return nil
    }
    guard let header = headerEnd(from: region.index + 2, region), header.body == nil else {
      return nil
    }
    return UnitDraft(
      kind: .type, name: source.text(region.index + 1), first: start(region),
      nameToken: region.index + 1, body: nil, last: header.last, inner: nil)
  }

  private func macro(_ region: UnitRegion) -> UnitDraft? {
    let nameToken = region.index + 2
    guard source.isMark(region.index + 1, "!"), source.isWord(nameToken) else { return nil }
    let opening = nameToken + 1
    guard let closing = source.partner(opening) else { return nil }
    let last = source.isMark(closing + 1, ";") ? closing + 1 : closing
    return UnitDraft(
      kind: .macro, name: source.text(nameToken), first: start(region), nameToken: nameToken,
      body: opening, last: last, inner: nil)
  }

  /// Whether an item may begin here, so that `impl` in a type and `union` as a name are none.
  private func startsItem(_ region: UnitRegion) -> Bool {
    let first = start(region)
    guard first > region.start else { return true }
    return source.isMark(first - 1, "}") || source.isMark(first - 1, ";")
      || source.isMark(first - 1, "{") || source.isMark(first - 1, "]")
  }
}
