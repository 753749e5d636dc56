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
  /// or would take more than a third of the budget, is shown by its signatures. What does not fit
  /// at all, and files that look like they hold secrets, are listed with the reason.
  ///
  /// - Throws: `WorkspaceError` where a target cannot be read, and what `cost` throws.
  package func select(
    _ request: ContextRequest, cost: @escaping Cost
  ) throws -> SelectedContext {
    let targets = try request.targets.map { try ContextTarget($0, in: index) }
    var packer = ContextPacker(request: request, cost: cost)
    try packer.addTargets(targets)
    for candidate in candidates(request, targets) {
      let path = index.files[candidate.file].path
      if request.shown.contains(path) { continue }
      guard let source = packer.source(of: path, in: index) else { continue }
      try packer.add(candidate, from: source, of: index.files[candidate.file])
    }
    return try packer.result()
  }

  /// All candidates, the most useful first; each part of a file once.
  private func candidates(
    _ request: ContextRequest, _ targets: [ContextTarget]
  ) -> [ContextCandidate] {
    let all =
      mentioned(in: request.question, targets) + definitions(for: targets)
      + callers(of: targets) + neighbours(of: targets, request.companions)
    let sorted = all.sorted { one, other in
      if one.score != other.score { return one.score > other.score }
      if one.file != other.file { return one.file < other.file }
      return (one.unit ?? -1) < (other.unit ?? -1)
    }
    var seen: Set<CodeIndex.Place> = []
    let distinct = sorted.filter {
      seen.insert(CodeIndex.Place(file: $0.file, unit: $0.unit ?? -1)).inserted
    }
    return Array(distinct.prefix(Self.candidateLimit))
  }

  /// How many candidates are looked at; each costs the reading of a file.
  private static let candidateLimit = 120

  /// Whether a unit is a target itself, or around or in one.
  func isTarget(_ place: CodeIndex.Place, _ targets: [ContextTarget]) -> Bool {
    let file = index.files[place.file]
    let lines = file.units[place.unit].lines
    return targets.contains { target in
      guard target.covers(file.path, lines) else { return false }
      guard let wanted = target.lines else { return true }
      // The rest of a type whose method is the target is worth its signatures.
      return lines.lowerBound >= wanted.lowerBound && lines.upperBound <= wanted.upperBound
        || !file.units[place.unit].isContainer
    }
  }
}
