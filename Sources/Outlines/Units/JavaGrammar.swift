/// Java: types, methods and constructors.
struct JavaGrammar: UnitGrammar {
  let source: LexedSource

  private struct Header {
    var start: Int
    /// The parenthesis that opens the parameters.
    var parameters: Int?
    /// `class`, `interface`, `enum` or `record`.
    var typeKeyword: Int?
    var hasAssignment = false
  }

  func step(in region: UnitRegion) -> UnitStep {
    var header = Header(start: region.index)
    var place = region.index
    while place < region.end {
      if source.isMark(place, ";") { return end(place, header, region) }
      if source.isMark(place, "}") { return .advance(to: place + 1) }
      if source.isMark(place, "{") {
        if header.hasAssignment {
          place = source.skipGroup(place)
          continue
        }
        return body(place, header, region)
      }
      place = read(place, &header)
    }
    return .advance(to: region.end)
  }

  private func read(_ place: Int, _ header: inout Header) -> Int {
    if source.isMark(place, "=") {
      header.hasAssignment = true
    } else if source.isMark(place, "(") {
      if header.parameters == nil, source.isWord(place - 1), !isAnnotation(place - 1) {
        header.parameters = place
      }
      return source.skipGroup(place)
    } else if source.isWord(place), header.typeKeyword == nil, declaresType(place) {
      header.typeKeyword = place
    }
    return place + 1
  }

  private func declaresType(_ place: Int) -> Bool {
    guard source.isWord(place + 1), !source.isMark(place - 1, ".") else { return false }
    switch source.text(place) {
    case "class", "interface", "enum": return true
    case "record": return source.isMark(place + 2, "(") || source.isMark(place + 2, "<")
    default: return false
    }
  }

  /// Whether a name such as `a.b.Name` is an annotation's.
  private func isAnnotation(_ place: Int) -> Bool {
    var first = place
    while source.isMark(first - 1, "."), source.isWord(first - 2) { first -= 2 }
    return source.isMark(first - 1, "@")
  }

  /// A method without a body, as interfaces have them.
  private func end(_ place: Int, _ header: Header, _ region: UnitRegion) -> UnitStep {
    guard region.context == .type, !header.hasAssignment, header.typeKeyword == nil,
      let parameters = header.parameters, parameters - 1 > header.start
    else { return .advance(to: place + 1) }
    return .unit(
      UnitDraft(
        kind: .method, name: source.text(parameters - 1), first: header.start,
        nameToken: parameters - 1, last: place))
  }

  private func body(_ open: Int, _ header: Header, _ region: UnitRegion) -> UnitStep {
    let close = min(source.partner(open) ?? region.end - 1, region.end - 1)
    if let keyword = header.typeKeyword {
      let isEnum = source.isWord(keyword, "enum")
      return .unit(
        UnitDraft(
          kind: .type, name: source.text(keyword + 1), first: header.start,
          nameToken: keyword + 1, body: open, last: close, inner: .type,
          innerStart: isEnum ? afterConstants(open, close) : nil))
    }
    guard let parameters = header.parameters else {
      return compactConstructor(open, close, header, region) ?? .advance(to: close + 1)
    }
    let isConstructor =
      parameters - 1 == header.start || source.isMark(parameters - 2, "@")
      || Self.modifiers.contains(source.text(parameters - 2))
    return .unit(
      UnitDraft(
        kind: isConstructor ? .initializer : .method, name: source.text(parameters - 1),
        first: header.start, nameToken: parameters - 1, body: open, last: close))
  }

  /// A record's `Name { … }`; `static { … }` is no unit.
  private func compactConstructor(
    _ open: Int, _ close: Int, _ header: Header, _ region: UnitRegion
  ) -> UnitStep? {
    guard region.context == .type, open > header.start, source.isWord(open - 1),
      !Self.modifiers.contains(source.text(open - 1))
    else { return nil }
    return .unit(
      UnitDraft(
        kind: .initializer, name: source.text(open - 1), first: header.start,
        nameToken: open - 1, body: open, last: close))
  }

  private static let modifiers: Set<String> = [
    "public", "private", "protected", "static", "final", "abstract", "synchronized", "native",
    "strictfp", "default", "sealed", "transient", "volatile",
  ]

  /// The place after the constants of an enumeration, which look like methods.
  private func afterConstants(_ open: Int, _ close: Int) -> Int {
    var place = open + 1
    while place < close {
      if source.isMark(place, ";") { return place + 1 }
      place = source.skipGroup(place)
    }
    return close
  }
}
