extension RewriteCheck {
  /// What the user should know about units that the new code has no more.
  func warnings(aboutLost lost: [String]) -> [String] {
    guard !lost.isEmpty else { return [] }
    return ["the new code of \(piece.title) has no \(Self.list(lost)) any more"]
  }

  /// The same about neighbours that an answer had with other code, which was left out.
  func warnings(about neighbours: [String]) -> [String] {
    guard !neighbours.isEmpty else { return [] }
    let (them, verb) = neighbours.count == 1 ? ("it", "was") : ("them", "were")
    return [
      "the answer for \(piece.title) had other code for \(Self.list(neighbours)), too, which \(verb)"
        + " left out; name \(them) as well if \(them == "it" ? "it" : "they") should change"
    ]
  }

  /// The same about an answer that has only some of the units.
  func warning(aboutPart names: [String]) -> String {
    "the answer for \(piece.title) has only \(Self.list(names)); the rest stays as it was"
  }

  private static func list(_ names: [String]) -> String {
    let more = names.count > 10 ? " and \(names.count - 10) more" : ""
    return names.prefix(10).map { "'\($0)'" }.joined(separator: ", ") + more
  }
}
