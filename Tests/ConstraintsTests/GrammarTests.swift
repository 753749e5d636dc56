import Constraints
import TestSupport
import Testing

/// The ends of all beginnings of a text that match, by trying everything.
private struct Matcher {
  var rules: [String: Constraint] = [:]

  func ends(_ constraint: Constraint, _ text: [Unicode.Scalar], from start: Int) -> Set<Int> {
    switch constraint {
    case .literal(let word): return ends(.choice([word]), text, from: start)
    case .choice(let words):
      return Set(
        words.map { Array($0.unicodeScalars) }.filter { text[start...].starts(with: $0) }
          .map { start + $0.count })
    case .characters(let set):
      return start < text.count && set.contains(text[start]) ? [start + 1] : []
    case .sequence(let parts):
      return parts.reduce([start]) { starts, part in
        starts.reduce(into: Set()) { $0.formUnion(ends(part, text, from: $1)) }
      }
    case .either(let parts):
      return parts.reduce(into: Set()) { $0.formUnion(ends($1, text, from: start)) }
    case .optional(let part): return ends(part, text, from: start).union([start])
    case .repeated(let part, let least, let most):
      var found: Set<Int> = least == 0 ? [start] : []
      var reached: Set<Int> = [start]
      for count in 1...text.count + least + 1 where count <= most ?? .max {
        reached = reached.reduce(into: Set()) { $0.formUnion(ends(part, text, from: $1)) }
        if count >= least { found.formUnion(reached) }
      }
      return found
    case .rule(let name): return rules[name].map { ends($0, text, from: start) } ?? []
    case .grammar(let list, let name):
      var inner = self
      for rule in list { inner.rules[rule.name] = rule.body }
      return inner.ends(.rule(name), text, from: start)
    case .json, .lines, .free: return []
    }
  }

  func accepts(_ constraint: Constraint, _ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return ends(constraint, scalars, from: 0).contains(scalars.count)
  }
}

@Suite struct GrammarTests {
  /// Nested brackets with words and numbers in them.
  static let expression = Constraint.grammar(
    [
      GrammarRule(
        "value",
        .either([
          .rule("list"), .repeated(.characters(ScalarSet("0"..."9")), atLeast: 1),
          .choice(["yes", "no"]),
        ])),
      GrammarRule(
        "list",
        .sequence([
          .literal("("),
          .optional(
            .sequence([.rule("value"), .repeated(.sequence([.literal(" "), .rule("value")]))])),
          .literal(")"),
        ])),
    ], start: "value")

  @Test(arguments: ["(1 (2 yes) ())", "7", "()", "((((()))))", "no", "(no no no)"])
  func nestedRulesMatch(text: String) throws {
    #expect(try ConstraintAutomaton(Self.expression).accepts(text))
  }

  @Test(arguments: ["(1 (2 yes)", "(", "", "( 1)", "(1  2)", "())", "(maybe)", "(1 )"])
  func othersDoNot(text: String) throws {
    #expect(try !ConstraintAutomaton(Self.expression).accepts(text))
  }

  @Test(arguments: UInt64(0)..<400) func agreesWithTryingEverything(seed: UInt64) {
    var grammars = RandomGrammars(seed: seed)
    let constraint = grammars.grammar()
    guard let automaton = try? ConstraintAutomaton(constraint) else { return }
    var random = RandomValues(seed: seed)
    for _ in 0..<20 {
      let text = String(
        (0..<random.number(below: 9)).map { _ in random.pick(["a", "b", "é"]) }.joined())
      #expect(
        automaton.accepts(text) == Matcher().accepts(constraint, text), "\(text) \(constraint)")
    }
    for _ in 0..<5 {
      guard let bytes = automaton.randomText(&random, patience: 6) else {
        Issue.record("no way to an end: \(constraint)")
        return
      }
      guard bytes.count < 12 else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(Matcher().accepts(constraint, text), "\(text) \(constraint)")
    }
  }

  @Test func recursionIsBoundedByTheTextOnly() throws {
    let automaton = try ConstraintAutomaton(Self.expression)
    let depth = 20_000
    var state = try #require(
      automaton.next(automaton.start, String(repeating: "(", count: depth).utf8))
    #expect(automaton.distance(state) == depth)
    state = try #require(automaton.next(state, String(repeating: ")", count: depth).utf8))
    #expect(state.isComplete)
  }

  /// A list that refers to itself as its last thing needs no stack.
  @Test func lastThingsAddNoFrames() throws {
    let list = Constraint.grammar(
      [GrammarRule("list", .sequence([.literal("a"), .optional(.rule("list"))]))], start: "list")
    let automaton = try ConstraintAutomaton(list)
    let short = automaton.next(automaton.start, "aa".utf8)
    let long = automaton.next(automaton.start, String(repeating: "a", count: 5000).utf8)
    #expect(short != nil && short == long)
  }

  @Test func boundsOfRepetitions() throws {
    let pair = Constraint.sequence([.literal("a"), .literal("b")])
    let automaton = try ConstraintAutomaton(.repeated(pair, atLeast: 2, atMost: 4))
    for count in 0...6 {
      #expect(automaton.accepts(String(repeating: "ab", count: count)) == (2...4).contains(count))
    }
    #expect(try ConstraintAutomaton(.repeated(pair, atMost: 0)).accepts(""))
    let huge = try ConstraintAutomaton(.repeated(pair, atLeast: 1 << 30, atMost: 1 << 30))
    #expect(huge.allows("ababab") && !huge.accepts("ababab"))
  }

  /// Nobody writes a terabyte.
  @Test func aLowerBoundBeyondReachIsImpossible() {
    for part in [Constraint.characters(ScalarSet("a"..."a")), .literal("ab")] {
      #expect(throws: ConstraintError.impossible) {
        try ConstraintAutomaton(.repeated(part, atLeast: .max - 1))
      }
    }
  }

  @Test func faultsAreNamed() {
    func error(_ constraint: Constraint) -> ConstraintError? {
      do throws(ConstraintError) {
        _ = try ConstraintAutomaton(constraint)
        return nil
      } catch { return error }
    }
    let left = Constraint.grammar(
      [
        GrammarRule("a", .sequence([.optional(.literal("x")), .rule("b")])),
        GrammarRule("b", .either([.literal("y"), .sequence([.rule("a"), .literal("z")])])),
      ], start: "a")
    guard case .leftRecursion(let rule)? = error(left) else {
      Issue.record("left recursion was not found")
      return
    }
    #expect(["a", "b"].contains(rule))
    #expect(error(.repeated(.optional(.literal("a")))) == .emptyRepetition)
    #expect(error(.repeated(.literal(""))) == .emptyRepetition)
    #expect(error(.rule("x")) == .unknownRule("x"))
    #expect(error(.grammar([], start: "x")) == .unknownRule("x"))
    let twice = [GrammarRule("a", .literal("a")), GrammarRule("a", .literal("b"))]
    #expect(error(.grammar(twice, start: "a")) == .duplicateName("a"))
    let endless = [GrammarRule("a", .sequence([.literal("a"), .rule("a")]))]
    #expect(error(.grammar(endless, start: "a")) == .impossible)
    #expect(error(.choice([])) == .impossible)
    #expect(error(.either([])) == .impossible)
    #expect(error(.characters(ScalarSet([]))) == .impossible)
    #expect(error(.repeated(.literal("a"), atLeast: 2, atMost: 1)) != nil)
    var deep = Constraint.literal("a")
    for _ in 0..<1000 { deep = .optional(deep) }
    #expect(error(deep) == .tooDeep(limit: 256))
    for fault in [
      ConstraintError.impossible, .emptyRepetition, .unknownRule("r"),
      .leftRecursion(rule: "r"), .tooDeep(limit: 3),
    ] {
      #expect(fault.description.count > 15)
    }
  }

  @Test func innerGrammarsSeeOuterRules() throws {
    let inner = Constraint.grammar(
      [GrammarRule("a", .sequence([.literal("<"), .rule("b"), .literal(">")]))], start: "a")
    let outer = Constraint.grammar(
      [
        GrammarRule("a", .literal("outer")), GrammarRule("b", .literal("b")),
        GrammarRule("start", .sequence([inner, .rule("a")])),
      ], start: "start")
    #expect(try ConstraintAutomaton(outer).allTexts(limit: 20) == [Array("<b>outer".utf8)])
  }

  @Test func charactersAreUTF8() throws {
    let automaton = try ConstraintAutomaton(.characters(.all))
    for text in [
      "a", "\u{0}", "é", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}",
      "\u{10FFFF}",
    ] {
      #expect(automaton.accepts(text))
    }
    #expect(!automaton.accepts("ab"))
    let set = ScalarSet("€"..."₮", "x"..."x")
    let texts = try ConstraintAutomaton(.characters(set)).allTexts(limit: 4)
    let expected = (0x20AC...0x20AE).compactMap { Unicode.Scalar($0) }.map {
      Array(String($0).utf8)
    }
    #expect(texts == Set(expected + [[0x78]]))
  }
}

@Suite struct ScalarSetTests {
  @Test(arguments: UInt64(0)..<50) func setsOfScalars(seed: UInt64) {
    var random = RandomValues(seed: seed)
    let ranges = (0..<random.number(below: 6)).map { _ in
      let start = UInt32(random.number(below: 0x11_0000))
      return start...start + UInt32(random.number(below: 0x2000))
    }
    let set = ScalarSet(ranges)
    for _ in 0..<200 {
      guard let scalar = Unicode.Scalar(UInt32(random.number(below: 0x11_0000))) else { continue }
      #expect(set.contains(scalar) == ranges.contains { $0.contains(scalar.value) })
      #expect(set.inverted.contains(scalar) != set.contains(scalar))
      #expect(set.union(set.inverted).contains(scalar))
    }
    #expect(set.inverted.inverted == set)
  }

  @Test func edges() {
    #expect(ScalarSet.all.inverted.isEmpty)
    #expect(ScalarSet([]).inverted == .all)
    #expect(ScalarSet([0xD800...0xDFFF]).isEmpty)
    #expect(ScalarSet(in: "cab") == ScalarSet("a"..."c"))
    #expect(ScalarSet(in: "") == ScalarSet([]))
  }
}

/// Grammars over few characters, so that random texts often match.
struct RandomGrammars {
  var random: RandomValues

  init(seed: UInt64) { random = RandomValues(seed: seed) }

  mutating func grammar() -> Constraint {
    .grammar([GrammarRule("r", part(3)), GrammarRule("s", part(2))], start: "r")
  }

  private mutating func part(_ depth: Int) -> Constraint {
    switch random.number(below: depth > 0 ? 9 : 3) {
    case 0: .literal(random.pick(["a", "b", "ab", "é", ""]))
    case 1: .characters(ScalarSet(in: random.pick(["a", "ab", "éb"])))
    case 2: .choice([random.pick(["a", "ba"]), random.pick(["b", "ab", "éa"])])
    case 3, 4: .sequence((0...random.number(below: 3)).map { _ in part(depth - 1) })
    case 5: .either((0...random.number(below: 2)).map { _ in part(depth - 1) })
    case 6: .optional(part(depth - 1))
    case 7:
      .repeated(
        part(depth - 1), atLeast: random.number(below: 3),
        atMost: random.flip() ? nil : 2 + random.number(below: 3))
    default:
      .sequence([.literal(random.pick(["a", "b"])), .optional(.rule(random.pick(["r", "s"])))])
    }
  }
}
