/// The shell: functions.
struct ShellGrammar: UnitGrammar {
  let source: LexedSource

  func step(in region: UnitRegion) -> UnitStep {
    let index = region.index
    guard source.isWord(index), begins(index) else { return .advance(to: index + 1) }
    return function(region).map { .unit($0) } ?? .advance(to: index + 1)
  }

  /// Whether a command may begin here.
  private func begins(_ index: Int) -> Bool {
    guard index > 0, !source.startsLine(index) else { return true }
    return ";{(&|".unicodeScalars.contains { source.isMark(index - 1, $0) }
      || source.isWord(index - 1, "then") || source.isWord(index - 1, "else")
      || source.isWord(index - 1, "do")
  }

  private func function(_ region: UnitRegion) -> UnitDraft? {
    let index = region.index
    let isDeclared = source.isWord(index, "function")
    var nameEnd = isDeclared ? index + 1 : index
    let nameToken = nameEnd
    guard source.isWord(nameToken) else { return nil }
    // Names such as `log::info` or `my.task`.
    while nameEnd + 1 < min(region.end, nameToken + 16), isNamePart(nameEnd + 1) { nameEnd += 1 }
    var place = nameEnd + 1
    let hasParentheses = source.isMark(place, "(") && source.isMark(place + 1, ")")
    if hasParentheses { place += 2 }
    guard hasParentheses || isDeclared else { return nil }
    guard source.isMark(place, "{") || source.isMark(place, "(") else { return nil }
    return UnitDraft(
      kind: .function, name: source.text(from: nameToken, to: nameEnd), first: index,
      nameToken: nameToken, body: place, last: source.partner(place) ?? region.end - 1,
      inner: .function)
  }

  /// Whether a token goes on with the name before it.
  private func isNamePart(_ index: Int) -> Bool {
    guard source.tokens[index].start == source.tokens[index - 1].end else { return false }
    return source.isWord(index) || source.tokens[index].kind == .number
      || source.isMark(index, ":") || source.isMark(index, ".") || source.isMark(index, "/")
  }
}
