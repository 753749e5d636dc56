extension LexedSource {
  /// Whether types and then arguments follow a word: `request<Answer>(…)`.
  ///
  /// A comparison looks the same at first, so only what types are made of may stand between.
  func callsWithTypes(_ word: Int) -> Bool {
    guard isMark(word + 1, "<"), hasTypesInCalls else { return false }
    var depth = 0
    for place in (word + 1)..<min(count, word + 32) {
      if isMark(place, "<") {
        depth += 1
      } else if isMark(place, ">") {
        depth -= 1
        if depth == 0 { return isMark(place + 1, "(") }
      } else if !isWord(place), !Self.typeMarks.contains(where: { isMark(place, $0) }) {
        return false
      }
    }
    return false
  }

  private var hasTypesInCalls: Bool {
    switch language {
    case .typescript, .tsx, .cpp, .swift: true
    default: false
    }
  }

  private static let typeMarks: [Unicode.Scalar] = [".", ",", "[", "]", "?", "|", ":", "*"]
}
