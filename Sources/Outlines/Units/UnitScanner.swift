/// What stands around a place in a text.
enum UnitContext: Sendable {
  /// The top of a file, or a namespace.
  case file
  /// The body of a type.
  case type
  /// The body of a function, or any other block.
  case function
  /// The declarations of Go's `type ( … )`.
  case group
}

/// A part of the tokens that is yet to be looked at.
struct UnitRegion {
  var index: Int
  /// The place after its last token.
  var end: Int
  var context: UnitContext
  /// The place of the unit around it; nil at the top.
  var parent: Int?
  /// The place of its first token.
  var start: Int
}

/// A unit as places of tokens.
struct UnitDraft {
  var kind: CodeUnit.Kind
  var name: String
  /// The type that it belongs to where that does not stand around it: `Cache` in `Cache::evict`.
  var owner = ""
  /// The first token, with attributes and modifiers.
  var first: Int
  /// The token of the name.
  var nameToken: Int
  /// The bracket that opens the body.
  var body: Int?
  /// The last token.
  var last: Int
  /// What its body is searched as; nil where nothing is looked for in it.
  var inner: UnitContext?
  /// Where the search begins in the body, if not at its beginning.
  var innerStart: Int?
}

/// What a grammar makes of a place.
enum UnitStep {
  case advance(to: Int)
  /// A block begins here that is no unit; what it holds is searched.
  case enter(UnitContext)
  case unit(UnitDraft)
}

/// Knows how one language declares its units.
protocol UnitGrammar {
  /// Looks at the token at `region.index`; a step always goes forward.
  func step(in region: UnitRegion) -> UnitStep
}

/// Finds the units of a text with a grammar.
struct UnitScanner {
  /// How many tokens a declaration may have before its body.
  ///
  /// Every place that looks ahead stops there, so that the time stays linear.
  static let headerLimit = 400

  private let source: LexedSource
  private let grammar: any UnitGrammar
  private var units: [CodeUnit] = []

  static func units(of source: LexedSource) -> [CodeUnit] {
    if source.language == .python { return PythonScanner.units(of: source) }
    var scanner = UnitScanner(source: source, grammar: grammar(for: source))
    scanner.run()
    return scanner.units
  }

  private static func grammar(for source: LexedSource) -> any UnitGrammar {
    switch source.language {
    case .swift, .python: SwiftGrammar(source: source)
    case .javascript, .typescript, .tsx: ScriptGrammar(source: source)
    case .go: GoGrammar(source: source)
    case .rust: RustGrammar(source: source)
    case .c, .cpp: CGrammar(source: source)
    case .java: JavaGrammar(source: source)
    case .shell: ShellGrammar(source: source)
    }
  }

  private init(source: LexedSource, grammar: any UnitGrammar) {
    self.source = source
    self.grammar = grammar
  }

  /// Goes through the tokens with a list of open regions instead of recursion.
  private mutating func run() {
    var regions = [
      UnitRegion(index: 0, end: source.count, context: .file, parent: nil, start: 0)
    ]
    while var region = regions.popLast() {
      guard region.index < region.end else { continue }
      switch grammar.step(in: region) {
      case .advance(let next):
        region.index = max(next, region.index + 1)
        regions.append(region)
      case .enter(let context):
        let end = min(source.partner(region.index) ?? region.end, region.end)
        let inside = UnitRegion(
          index: region.index + 1, end: end, context: context, parent: region.parent,
          start: region.index + 1)
        region.index = max(end + 1, region.index + 1)
        regions += [region, inside]
      case .unit(let draft):
        let place = add(draft, region)
        region.index = max(draft.last + 1, region.index + 1)
        regions.append(region)
        if let inside = inside(of: draft, place, region) { regions.append(inside) }
      }
    }
  }

  private func inside(of draft: UnitDraft, _ place: Int, _ region: UnitRegion) -> UnitRegion? {
    guard let body = draft.body, let context = draft.inner else { return nil }
    let start = draft.innerStart ?? body + 1
    let end = min(source.partner(body) ?? region.end, region.end)
    return UnitRegion(index: start, end: end, context: context, parent: place, start: start)
  }

  private mutating func add(_ draft: UnitDraft, _ region: UnitRegion) -> Int {
    let last = min(draft.last, region.end - 1)
    let first = source.tokens[draft.first]
    let signatureEnd = source.tokens[max((draft.body ?? last + 1) - 1, draft.first)].end
    let around = region.parent.map { units[$0].qualifiedName.boundedName } ?? ""
    let container = [around, draft.owner].filter { !$0.isEmpty }.joined(separator: ".")
    units.append(
      CodeUnit(
        kind: draft.kind, name: draft.name, container: container,
        lines: source.firstLine(of: draft.first)...Int(max(source.lastLine(of: last), first.line)),
        nameLine: Int(source.tokens[draft.nameToken].line),
        signature: Int(first.start)..<max(Int(first.start), Int(signatureEnd)),
        parent: region.parent, isPrivate: isPrivate(draft, region)))
    return units.count - 1
  }

  private func isPrivate(_ draft: UnitDraft, _ region: UnitRegion) -> Bool {
    if let parent = region.parent, units[parent].isPrivate { return true }
    return (draft.first..<max(draft.nameToken, draft.first)).contains { place in
      source.isWord(place, "private") || source.isWord(place, "fileprivate")
        || source.isWord(place, "static") && source.language.isC && region.context == .file
    }
  }
}

extension LexedSource {
  /// The line that a declaration begins in, with the comments directly above it.
  func firstLine(of token: Int) -> Int {
    let start = tokens[token].start
    var line = tokens[token].line
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].start < start { low = middle + 1 } else { high = middle }
    }
    // A comment in the line of other code belongs to that code.
    while low > 0 {
      let comment = comments[low - 1]
      guard comment.isAlone, comment.lastLine == line - 1 || comment.lastLine == line,
        !isInner(comment)
      else { break }
      line = comment.line
      low -= 1
    }
    return Int(line)
  }

  /// Whether a comment is about what is around it, as `//!` in Rust.
  private func isInner(_ comment: SourceComment) -> Bool {
    guard language == .rust else { return false }
    let start = Int(comment.start)
    return start + 2 < bytes.count && bytes[start + 2] == UInt8(ascii: "!")
  }
}

extension String {
  /// The name of what is around a unit, or nothing where nobody could read it.
  var boundedName: String { utf8.count > 256 ? "" : self }
}
