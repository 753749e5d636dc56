/// Go: functions, methods and types.
struct GoGrammar: UnitGrammar {
  let source: LexedSource

  func step(in region: UnitRegion) -> UnitStep {
    let index = region.index
    if region.context == .group { return groupStep(region) }
    if source.isWord(index, "func"), let draft = function(region) { return .unit(draft) }
    if source.isWord(index, "type"), source.startsLine(index) {
      if source.isMark(index + 1, "("), source.partner(index + 1) != nil {
        return .advance(to: index + 1)
      }
      if let draft = type(region, first: index, nameToken: index + 1) { return .unit(draft) }
    }
    if source.isMark(index, "("), source.isWord(index - 1, "type") { return .enter(.group) }
    return .advance(to: source.skipGroup(index))
  }

  private func groupStep(_ region: UnitRegion) -> UnitStep {
    let index = region.index
    if source.isWord(index), source.startsLine(index) || index == region.start,
      let draft = type(region, first: index, nameToken: index)
    {
      return .unit(draft)
    }
    return .advance(to: source.skipGroup(index))
  }

  private func function(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    guard region.context == .file, source.startsLine(index) else { return nil }
    var nameToken = index + 1
    var owner = ""
    if source.isMark(nameToken, "("), let closing = source.partner(nameToken) {
      owner = receiver(from: nameToken + 1, to: closing)
      nameToken = closing + 1
    }
    guard source.isWord(nameToken) else { return nil }
    var place = nameToken + 1
    if source.isMark(place, "[") { place = source.skipGroup(place) }
    guard source.isMark(place, "(") else { return nil }
    let body = body(from: source.skipGroup(place), region)
    return UnitDraft(
      kind: owner.isEmpty ? .function : .method, name: source.text(nameToken), owner: owner,
      first: index, nameToken: nameToken, body: body.open, last: body.last)
  }

  /// The type of a receiver such as `(c *Cache[K, V])`.
  private func receiver(from start: Int, to end: Int) -> String {
    var name = ""
    for place in start..<min(end, start + 8) {
      if source.isMark(place, "[") { break }
      if source.isWord(place) { name = source.text(place) }
    }
    return name
  }

  /// Where a function's body opens, past the braces of types in its results.
  private func body(from start: Int, _ region: UnitRegion) -> (open: Int?, last: Int) {
    var place = start
    let limit = min(region.end, start + UnitScanner.headerLimit)
    while place < limit {
      if source.isMark(place, "{") {
        let isType = source.isWord(place - 1, "struct") || source.isWord(place - 1, "interface")
        if !isType { return (place, source.partner(place) ?? region.end - 1) }
      } else if source.startsLine(place) {
        // Go's statements end with their lines, so a function without a body does.
        break
      }
      place = source.skipGroup(place)
    }
    return (nil, min(place, region.end) - 1)
  }

  private func type(_ region: UnitRegion, first: Int, nameToken: Int) -> UnitDraft? {
    guard source.isWord(nameToken) else { return nil }
    var place = nameToken + 1
    var body: Int?
    let limit = min(region.end, nameToken + UnitScanner.headerLimit)
    while place < limit, !source.startsLine(place), !source.isMark(place, ";") {
      if source.isMark(place, "{"), body == nil { body = place }
      place = source.skipGroup(place)
    }
    return UnitDraft(
      kind: .type, name: source.text(nameToken), first: first, nameToken: nameToken, body: body,
      last: min(place, region.end) - 1)
  }
}
