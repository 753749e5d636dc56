import Outlines
import Workspace

/// Chooses what a model should see beside a question, from an index of the repository.
///
/// The targets come first, then what the question mentions, the definitions that the targets use,
/// their callers and tests, and neighbours by name and by history. The choice depends on the files
/// and the request alone, so that the same question makes the same prompt.
package struct ContextSelector {
  /// What some excerpts cost in tokens as the prompt will show them.
  package typealias Cost = (_ excerpts: [ContextExcerpt]) throws -> Int

  let index: CodeIndex

  package init(index: CodeIndex) { self.index = index }

  /// Chooses excerpts whose cost together is at most the request's budget.
  ///
  /// Targets are in the result whatever they cost: the user named them. A unit that does not fit,
  /// or would take more than a third of the budget (a half, where the question mentions it), is
  /// shown by its signatures. What does not fit at all, and files that look like they hold secrets,
  /// are listed with the reason.
  ///
  /// - Throws: `WorkspaceError` where a target cannot be read, and what `cost` throws.
  package func select(
    _ request: ContextRequest, cost: @escaping Cost
  ) throws -> SelectedContext {
    let targets = try request.targets.map { try ContextTarget($0, in: index) }
    var packer = ContextPacker(request: request, cost: cost)
    try packer.addTargets(targets)
    try fill(&packer, with: candidates(request, targets))
    return try packer.result()
  }

  /// Lets the packer take what fits, in the order of the candidates.
  func fill(_ packer: inout ContextPacker, with candidates: [ContextCandidate]) throws {
    for candidate in candidates {
      let path = index.files[candidate.file].path
      if packer.request.shown.contains(path) { continue }
      guard let source = packer.source(of: path, in: index) else { continue }
      try packer.add(candidate, from: source, of: index.files[candidate.file])
    }
  }

  /// All candidates, the most useful first; each part of a file once.
  private func candidates(
    _ request: ContextRequest, _ targets: [ContextTarget]
  ) -> [ContextCandidate] {
    let asked = mentioned(in: request.question, targets)
    // Without a target the question is about what it mentions.
    let subjects = targets.isEmpty ? Self.ranked(asked).prefix(3).compactMap(target) : []
    return Self.ranked(
      (asked + definitions(for: targets + subjects) + callers(of: targets + subjects)
        + neighbours(of: targets, request.companions)).filter(Self.isOfUse))
  }

  /// Whether a candidate says enough to be read where there is room for it: every token takes time.
  ///
  /// A guess at what a name means is left out where little speaks for it, and so are files that
  /// only have a name like the target's in another folder, or were changed with it now and then.
  private static func isOfUse(_ candidate: ContextCandidate) -> Bool {
    switch candidate.role {
    case .definition: candidate.score >= 500
    case .neighbour: candidate.score >= 320
    case .target, .mentioned, .caller, .test: true
    }
  }

  private func target(_ candidate: ContextCandidate) -> ContextTarget? {
    guard let unit = candidate.unit else { return nil }
    let file = index.files[candidate.file]
    return try? ContextTarget(
      FileTarget(path: file.path, lines: file.units[unit].lines), in: index)
  }

  /// Whether a question has words that look like names in code, so that it may mention some.
  package static func mayMentionCode(_ question: String) -> Bool {
    QuestionWords.all(in: question).contains(where: \.isCode)
  }

  /// Candidates in the order of their use, each part of a file once.
  static func ranked(_ candidates: [ContextCandidate]) -> [ContextCandidate] {
    let sorted = candidates.sorted { one, other in
      if one.score != other.score { return one.score > other.score }
      if one.file != other.file { return one.file < other.file }
      return (one.unit ?? -1) < (other.unit ?? -1)
    }
    var seen: Set<CodeIndex.Place> = []
    let distinct = sorted.filter {
      seen.insert(CodeIndex.Place(file: $0.file, unit: $0.unit ?? -1)).inserted
    }
    return Array(distinct.prefix(candidateLimit))
  }

  /// How many candidates are looked at; each costs the reading of a file.
  private static let candidateLimit = 120

  /// Whether a unit is a target itself, or around or in one.
  func isTarget(_ place: CodeIndex.Place, _ targets: [ContextTarget]) -> Bool {
    let file = index.files[place.file]
    let unit = file.units[place.unit]
    // A target that only touches the comment above a unit is about something else.
    let lines = unit.linesWithoutComment
    return targets.contains { target in
      guard target.covers(file.path, lines) else { return false }
      guard let wanted = target.lines else { return true }
      // The rest of a type whose method is the target is worth its signatures.
      return lines.lowerBound >= wanted.lowerBound && lines.upperBound <= wanted.upperBound
        || !unit.isContainer
    }
  }
}
