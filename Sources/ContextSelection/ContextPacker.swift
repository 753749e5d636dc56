import Outlines
import Workspace

/// A file that a candidate lies in, read once.
struct ContextSource {
  var path: String
  var bytes: [UInt8]
  var outline: FileOutline
  var lines: LineTable
}

/// Puts excerpts into a budget.
struct ContextPacker {
  let request: ContextRequest
  /// Whether a definition of some length is shown by its declaration even where all of it fits.
  private let prefersDeclarations: Bool
  private let cost: ContextSelector.Cost
  private var targets: [ContextExcerpt] = []
  /// In order of their use.
  private var chosen: [ContextExcerpt] = []
  private var leftOut: [LeftOutContext] = []
  private var used = 0
  private var sources: [String: ContextSource?] = [:]

  init(
    request: ContextRequest, prefersDeclarations: Bool = false,
    cost: @escaping ContextSelector.Cost
  ) {
    self.request = request
    self.prefersDeclarations = prefersDeclarations
    self.cost = cost
  }

  mutating func addTargets(_ list: [ContextTarget]) throws {
    targets = list.map {
      ContextExcerpt(
        path: $0.path, lines: $0.lines, text: $0.text, role: .target, reason: "named by the user")
    }
    used = targets.isEmpty || !request.showsTargets ? 0 : try cost(targets)
  }

  /// A unit of so many lines says little more than its declaration.
  private static let shortUnit = 4

  // MARK: Reading

  /// A file's text and outline; nil, with a note in the receipt, where it must not be shown.
  mutating func source(of path: String, in index: CodeIndex) -> ContextSource? {
    if let known = sources[path] { return known }
    let source = read(path, index)
    sources[path] = .some(source)
    return source
  }

  private mutating func read(_ path: String, _ index: CodeIndex) -> ContextSource? {
    guard let place = index.file(at: path),
      let bytes = try? FileBytes.contents(
        of: index.root.fullPath(path), limit: CodeIndex.sizeLimit),
      let decoded = try? DecodedText.decode(bytes)
    else { return nil }
    if let secret = SecretScan.reason(for: bytes) {
      leftOut.append(
        LeftOutContext(name: path, reason: "could be of use", cause: "the file \(secret)"))
      return nil
    }
    let text = Array(decoded.text.utf8)
    return ContextSource(
      path: path, bytes: text,
      outline: FileOutline(of: text, language: index.files[place].language),
      lines: LineTable(decoded.text))
  }

  // MARK: Choosing

  /// Adds a candidate whole, or by its signatures, or to the list of what was left out.
  mutating func add(
    _ candidate: ContextCandidate, from source: ContextSource, of file: CodeIndex.File
  ) throws {
    var best: (excerpt: ContextExcerpt, tokens: Int)?
    let forms = forms(of: candidate, source, file)
    for excerpt in forms {
      if isShown(excerpt) { return }
      let tokens = try cost([excerpt])
      best = (excerpt, tokens)
      // Nothing that Lathe chose by itself may crowd out the rest, unless it is small anyway.
      let isLast = excerpt == forms.last && excerpt.form == .signatures
      let share = isLast ? request.budget : max(request.budget / Share(excerpt).divisor, 64)
      if tokens <= share, used + tokens <= request.budget {
        chosen.append(excerpt)
        used += tokens
        return
      }
    }
    guard let best else { return }
    leaveOut(best.excerpt, needs: best.tokens)
  }

  /// How much of the budget one excerpt may take.
  private enum Share {
    case half, third

    /// The question is about what it mentions; all else stands beside that.
    init(_ excerpt: ContextExcerpt) { self = excerpt.role == .mentioned ? .half : .third }

    var divisor: Int { self == .half ? 2 : 3 }
  }

  private mutating func leaveOut(_ excerpt: ContextExcerpt, needs tokens: Int) {
    let left = max(request.budget - used, 0)
    let name = excerpt.name
    guard leftOut.count < 40, !leftOut.contains(where: { $0.name == name }) else { return }
    let share = Share(excerpt) == .half ? "half" : "a third"
    let limit = tokens > left ? "\(left) are left" : "more than \(share) of the budget"
    leftOut.append(
      LeftOutContext(
        name: name, reason: excerpt.reason, cause: "needs \(tokens) tokens, \(limit)"))
  }

  /// The excerpts that a candidate could be, the fullest first.
  private func forms(
    of candidate: ContextCandidate, _ source: ContextSource, _ file: CodeIndex.File
  ) -> [ContextExcerpt] {
    func excerpt(
      _ lines: ClosedRange<Int>?, _ text: String, _ form: ContextExcerpt.Form
    ) -> ContextExcerpt {
      ContextExcerpt(
        path: source.path, lines: lines, text: text, role: candidate.role, form: form,
        reason: candidate.reason)
    }
    guard let wanted = candidate.unit, wanted < file.units.count else {
      let text = source.outline.signatures(in: source.bytes)
      return text.isEmpty ? [] : [excerpt(nil, text, .signatures)]
    }
    // The file may have changed since the index was made; the unit is found by its name.
    let unit = file.units[wanted]
    guard
      let place = source.outline.units.indices.first(where: {
        source.outline.units[$0].qualifiedName == unit.qualifiedName
          && source.outline.units[$0].lines == unit.lines
      })
    else { return [] }
    let lines = visibleLines(of: unit, in: source.path)
    let whole = excerpt(lines, String(source.lines[lines]), .whole)
    let skeleton = excerpt(
      lines, source.outline.skeleton(of: place, in: source.bytes), .signatures)
    let signatures = excerpt(
      lines, source.outline.signatures(of: place, in: source.bytes), .signatures)
    let short = skeleton.text == signatures.text ? [signatures] : [skeleton, signatures]
    switch candidate.role {
    case .test:
      // What a test is called says nothing about how it tests.
      return [whole]
    case .neighbour where prefersDeclarations:
      return [whole]
    case .definition where prefersDeclarations && unit.lines.count > Self.shortUnit:
      return short
    default:
      return [whole] + short
    }
  }

  /// The lines of a unit, without the comment above it where a target ends in that.
  private func visibleLines(of unit: CodeUnit, in path: String) -> ClosedRange<Int> {
    let isTouched = targets.contains { target in
      guard target.path == path, let lines = target.lines else { return false }
      return lines.overlaps(unit.lines) && !lines.overlaps(unit.linesWithoutComment)
    }
    return isTouched ? unit.linesWithoutComment : unit.lines
  }

  /// Whether lines of an excerpt are in the prompt already.
  private func isShown(_ excerpt: ContextExcerpt) -> Bool {
    (chosen + targets).contains { other in
      guard other.path == excerpt.path else { return false }
      guard let lines = excerpt.lines else { return true }
      // A file shown by its signatures may still give a unit as a whole.
      guard let others = other.lines else { return other.form == .whole }
      if other.role == .target, excerpt.form == .whole { return others.overlaps(lines) }
      return others.lowerBound <= lines.lowerBound && others.upperBound >= lines.upperBound
        && (other.form == .whole || others == lines)
    }
  }

  // MARK: The result

  /// The excerpts in reading order, after a last look at what they cost together.
  mutating func result() throws -> SelectedContext {
    dropCovered()
    var total = ordered().isEmpty ? 0 : try cost(ordered())
    while total > request.budget, let last = chosen.popLast() {
      used = total
      leaveOut(last, needs: try cost([last]))
      total = try cost(ordered())
    }
    return SelectedContext(excerpts: ordered(), leftOut: leftOut, tokens: total)
  }

  /// A unit that was chosen before the type around it need not be shown twice.
  private mutating func dropCovered() {
    let all = chosen
    chosen = all.enumerated().filter { place, excerpt in
      !all.enumerated().contains { otherPlace, other in
        guard place != otherPlace, other.path == excerpt.path, other.form == .whole,
          let around = other.lines, let lines = excerpt.lines, around != lines
        else { return false }
        return around.lowerBound <= lines.lowerBound && around.upperBound >= lines.upperBound
      }
    }.map(\.element)
  }

  /// By path and line, so that two questions about one place begin with the same text; targets,
  /// which are what the user is changing, come last.
  private func ordered() -> [ContextExcerpt] {
    chosen.sorted { one, other in
      if one.path != other.path { return one.path < other.path }
      return (one.lines?.lowerBound ?? 0) < (other.lines?.lowerBound ?? 0)
    } + (request.showsTargets ? targets : [])
  }
}
