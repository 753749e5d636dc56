/// What the grammars share.
extension LexedSource {
  /// Where a declaration begins: before its modifiers, attributes and decorators.
  ///
  /// - Parameters:
  ///   - index: the word that declares, such as `func`.
  ///   - limit: the first token that may belong to it.
  ///   - modifiers: whether a word may stand before a declaration.
  func declarationStart(
    _ index: Int, limit: Int, isModifier: (Int) -> Bool
  ) -> Int {
    var start = index
    // A bound, so that a long row of modifiers is not walked again from each of them.
    for _ in 0..<16 where start > limit {
      guard let next = modifierStart(before: start, limit: limit, isModifier) else { break }
      start = next
    }
    return start
  }

  private func modifierStart(
    before start: Int, limit: Int, _ isModifier: (Int) -> Bool
  ) -> Int? {
    var place = start - 1
    if isMark(place, ")"), let opening = partner(place), opening - 1 >= limit {
      // `@available(…)`, `private(set)`, `pub(crate)`.
      place = opening - 1
    } else if isMark(place, "]"), let opening = partner(place), isMark(opening - 1, "#"),
      language == .rust
    {
      return opening - 1 >= limit ? opening - 1 : nil
    } else if tokens[place].kind == .string, isWord(place - 1, "extern"), language == .rust {
      return place - 1 >= limit ? place - 1 : nil
    } else if isModifier(place), !isMark(place - 1, "@"), !isMark(place - 1, ".") {
      return place
    }
    guard isWord(place) else { return nil }
    if place != start - 1, isModifier(place), !isMark(place - 1, ".") { return place }
    while place - 2 >= limit, isMark(place - 1, "."), isWord(place - 2) { place -= 2 }
    return place - 1 >= limit && isMark(place - 1, "@") ? place - 1 : nil
  }

  /// The place after `<…>` that begins at `index`; nil where it does not end soon.
  func skipAngles(_ index: Int) -> Int? {
    guard isMark(index, "<") else { return nil }
    var depth = 0
    var place = index
    let limit = min(count, index + UnitScanner.headerLimit)
    while place < limit {
      if isMark(place, "<") {
        depth += 1
      } else if isMark(place, ">") {
        // The arrow of a function type closes nothing.
        if !isPair(place - 1, "-", ">"), !isPair(place - 1, "=", ">") { depth -= 1 }
        if depth == 0 { return place + 1 }
      } else if isMark(place, ";") {
        return nil
      } else if isMark(place, "(") || isMark(place, "[") || isMark(place, "{"),
        let closing = partner(place)
      {
        place = closing
      }
      place += 1
    }
    return nil
  }

  /// The place after a bracket and its partner, or after any other token.
  func skipGroup(_ index: Int) -> Int {
    isMark(index, "(") || isMark(index, "[") || isMark(index, "{")
      ? (partner(index) ?? index) + 1 : index + 1
  }
}
