import Outlines
import Workspace

extension ContextSelector {
  /// Chooses what a completion should see: the declarations of what the lines around the cursor
  /// use, and code that is written like them.
  ///
  /// Declarations come before bodies, since it is their names and parameters that go into the new
  /// code.
  ///
  /// - Throws: what `cost` throws.
  package func select(
    _ request: CursorRequest, cost: @escaping Cost
  ) throws -> SelectedContext {
    let target = ContextTarget(
      path: request.path, lines: request.shownLines, text: "", whole: request.text,
      focus: request.focus, in: index)
    guard target.language != nil else { return SelectedContext(excerpts: [], tokens: 0) }
    let budget = ContextRequest(
      budget: request.budget, shown: request.shown, showsTargets: false)
    var packer = ContextPacker(request: budget, prefersDeclarations: true, cost: cost)
    try packer.addTargets([target])
    let candidates = definitions(for: [target]) + unitsLike(target, request)
    try fill(&packer, with: Self.ranked(candidates))
    return try packer.result()
  }

  // MARK: Likeness

  /// How many files are read to find code like that at the cursor.
  private static let likeFiles = 8
  /// How many pieces of such code are candidates.
  private static let likeUnits = 3
  /// A longer unit would fill the budget, and most of it would not be like the cursor's lines.
  private static let likeLines = 30
  /// Less in common than so many hundredths is chance.
  private static let leastLikeness = 20

  /// Units that use much the same names as the lines around the cursor.
  private func unitsLike(
    _ target: ContextTarget, _ request: CursorRequest
  ) -> [ContextCandidate] {
    let weights = nameWeights(target)
    guard weights.count > 2 else { return [] }
    var found: [ContextCandidate] = []
    for file in filesLike(target, weights) where !request.shown.contains(index.files[file].path) {
      guard let outline = read(file) else { continue }
      found += units(of: outline, in: file, like: weights, target)
    }
    let sorted = found.sorted {
      ($1.score, $0.file, $0.unit ?? 0) < ($0.score, $1.file, $1.unit ?? 0)
    }
    return Array(sorted.prefix(Self.likeUnits))
  }

  /// The names of the lines around the cursor; the rarer one is in the repository, the more it says.
  ///
  /// Whole numbers, whose sum is the same in every order.
  private func nameWeights(_ target: ContextTarget) -> [UInt64: Int] {
    var weights: [UInt64: Int] = [:]
    for name in target.uses.keys where name.utf8.count > 2 {
      let hash = NameHash.hash(name.utf8)
      let files = index.files.count { $0.uses(hash) }
      // A name in half of the files is a word of the language or everybody's.
      guard files > 0, files * 2 < max(index.files.count, 3) else { continue }
      weights[hash] = 100_000 / (files + 1)
    }
    return weights
  }

  private func filesLike(_ target: ContextTarget, _ weights: [UInt64: Int]) -> [Int] {
    guard let language = target.language else { return [] }
    let folder = FileKind.folder(target.path)
    let scores = index.files.indices.compactMap { file -> (file: Int, score: Int)? in
      let entry = index.files[file]
      guard FileKind.areRelated(entry.language, language) else { return nil }
      let common = weights.reduce(0) { $0 + (entry.uses($1.key) ? $1.value : 0) }
      guard common > 0 else { return nil }
      return (file, FileKind.folder(entry.path) == folder ? common * 3 / 2 : common)
    }
    return scores.sorted { ($1.score, $0.file) < ($0.score, $1.file) }
      .prefix(Self.likeFiles).map(\.file)
  }

  private func units(
    of outline: FileOutline, in file: Int, like weights: [UInt64: Int], _ target: ContextTarget
  ) -> [ContextCandidate] {
    let all = weights.values.reduce(0, +)
    return outline.units.indices.compactMap { place in
      let unit = outline.units[place]
      guard !unit.isContainer, unit.lines.count <= Self.likeLines,
        place < index.files[file].units.count,
        !target.covers(index.files[file].path, unit.lines)
      else { return nil }
      let names = Set(outline.words(in: unit.lines).map(\.hash))
      let likeness = names.reduce(0) { $0 + (weights[$1] ?? 0) } * 100 / max(all, 1)
      guard likeness >= Self.leastLikeness else { return nil }
      return ContextCandidate(
        file: file, unit: place, role: .neighbour, score: 400 + likeness * 3,
        reason: "uses the same names")
    }
  }
}
