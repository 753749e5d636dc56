import Constraints
import TestSupport
import Testing

/// The masks of a walk through the trie against one token after the other.
@Suite struct MaskTests {
  /// Which tokens are allowed, asked of the automaton for each.
  private func plainMask(
    _ automaton: ConstraintAutomaton, _ state: ConstraintState, _ vocabulary: RandomVocabulary,
    tokensLeft: Int
  ) -> [Bool] {
    let isSteered = automaton.distance(state) <= tokensLeft
    func mask(_ isFarEnough: Bool) -> [Bool] {
      vocabulary.tokens.indices.map { token in
        if token == vocabulary.endToken { return state.canEnd }
        let bytes = vocabulary.tokens[token]
        guard !bytes.isEmpty, let next = automaton.next(state, bytes) else { return false }
        return isFarEnough || automaton.distance(next) <= tokensLeft - 1
      }
    }
    let steered = mask(!isSteered)
    return steered.contains(true) ? steered : mask(true)
  }

  /// Writes random allowed tokens and compares every mask on the way.
  private func compare(
    _ constraint: Constraint, _ vocabulary: RandomVocabulary, limit: Int,
    _ random: inout RandomValues
  ) {
    guard let masker = try? TokenMasker(constraint, vocabulary: vocabulary.vocabulary) else {
      return
    }
    var state = masker.start
    for step in 0..<min(limit, 25) where !state.isComplete {
      let left = limit - step
      let mask = masker.mask(for: state, tokensLeft: left)
      let expected = plainMask(masker.automaton, state, vocabulary, tokensLeft: left)
      let found = vocabulary.tokens.indices.map { mask.contains($0) }
      #expect(found == expected, "\(constraint) at step \(step)")
      if found != expected { return }
      #expect(mask.count == expected.count { $0 })
      let allowed = found.indices.filter { found[$0] && $0 != vocabulary.endToken }
      guard !allowed.isEmpty, let next = masker.next(state, token: random.pick(allowed)) else {
        break
      }
      state = next
    }
  }

  @Test(arguments: UInt64(0)..<400) func walkAgreesWithEachToken(seed: UInt64) {
    var constraints = RandomConstraints(seed: seed)
    let constraint = constraints.constraint()
    let vocabulary = RandomVocabulary(seed: seed ^ 77, hasAllBytes: seed % 3 > 0)
    var random = RandomValues(seed: seed ^ 1234)
    for limit in [1000, 30, 6] { compare(constraint, vocabulary, limit: limit, &random) }
  }

  @Test(arguments: UInt64(0)..<150) func walkAgreesForSchemas(seed: UInt64) {
    var constraints = RandomConstraints(seed: seed)
    let constraint = Constraint.json(constraints.schema())
    let vocabulary = RandomVocabulary(seed: seed, hasAllBytes: true)
    var random = RandomValues(seed: seed)
    for limit in [1000, 40, 12] { compare(constraint, vocabulary, limit: limit, &random) }
  }

  /// The tests above say little when most random constraints are refused.
  @Test func randomConstraintsAreUsable() {
    let usable = (UInt64(0)..<400).count { seed in
      var constraints = RandomConstraints(seed: seed)
      return (try? ConstraintAutomaton(constraints.constraint())) != nil
    }
    #expect(usable > 360, "\(usable)")
  }

  /// Every byte can be counted twice over by ambiguous loops; the walk must not.
  @Test func ambiguityDoesNotMultiply() throws {
    let word = Constraint.repeated(.characters(ScalarSet("a"..."z")), atLeast: 1, atMost: 5)
    let either = Constraint.either([.literal("a"), .literal("aa"), word])
    let constraint = Constraint.repeated(.repeated(either, atLeast: 1), atLeast: 1)
    let tokens = (1...80).map { [UInt8](repeating: UInt8(ascii: "a"), count: $0) }
    let vocabulary = TokenVocabulary(PackedBytes(tokens), endTokens: [])
    let masker = try TokenMasker(constraint, vocabulary: vocabulary)
    #expect(masker.mask(for: masker.start).count == 80)
  }

  /// Loops of runs with bounds on both have thousands of ways to read a text.
  @Test func countsDoNotMultiply() throws {
    let run = Constraint.repeated(.characters(ScalarSet("a"..."b")), atLeast: 1, atMost: 90)
    let loop = Constraint.repeated(
      .sequence([run, .optional(.literal(" "))]), atLeast: 20, atMost: 300)
    var random = RandomValues(seed: 1)
    let tokens = (0..<500).map { index in
      index < 2
        ? [UInt8(0x61 + index)]
        : (0...random.number(below: 30)).map { _ in UInt8(0x61 + random.number(below: 2)) }
    }
    let vocabulary = TokenVocabulary(PackedBytes(tokens), endTokens: [])
    let masker = try TokenMasker(loop, vocabulary: vocabulary)
    var state = masker.start
    for _ in 0..<4 {
      let mask = masker.mask(for: state)
      #expect(mask.contains(0) && mask.contains(1))
      for token in 0..<tokens.count where mask.contains(token) {
        #expect(masker.automaton.next(state, tokens[token]) != nil)
      }
      state = try #require(
        masker.next(state, token: (0..<tokens.count).last { mask.contains($0) } ?? 0))
    }
    let limited = masker.mask(for: state, tokensLeft: masker.automaton.distance(state))
    #expect(!limited.isEmpty)
  }

  @Test func longStringsShareTheirMasks() throws {
    let vocabulary = RandomVocabulary(seed: 5, hasAllBytes: true).vocabulary
    let masker = try TokenMasker(.json(.string(atMost: 500)), vocabulary: vocabulary)
    let one = try #require(masker.automaton.next(masker.start, "\"a".utf8))
    let two = try #require(masker.automaton.next(masker.start, "\"aaaaaa".utf8))
    #expect(masker.mask(for: one) === masker.mask(for: two))
    let late = try #require(
      masker.automaton.next(masker.start, ("\"" + String(repeating: "a", count: 480)).utf8))
    #expect(masker.mask(for: one) !== masker.mask(for: late))
  }

  @Test func endTokensAreAllowedWhereTheTextMayEnd() throws {
    let tokens: [[UInt8]] = [Array("a".utf8), [], Array("b".utf8), []]
    let vocabulary = TokenVocabulary(PackedBytes(tokens), endTokens: [1, 99, -4])
    let masker = try TokenMasker(
      .sequence([.literal("a"), .optional(.literal("b"))]), vocabulary: vocabulary)
    #expect(masker.mask(for: masker.start).words == [0b0001])
    let next = try #require(masker.next(masker.start, token: 0))
    #expect(masker.mask(for: next).words == [0b0110])
    #expect(masker.next(next, token: 1) == nil)
    #expect(masker.next(next, token: 3) == nil)
    #expect(masker.next(next, token: -1) == nil)
    #expect(masker.next(next, token: 4) == nil)
  }

  @Test func aTokenMayCrossBorders() throws {
    let tokens = ["a\nb", "a", "\n", "b", "b\n", "\nb\n", "a\nb\nc"].map { Array($0.utf8) }
    let vocabulary = TokenVocabulary(PackedBytes(tokens), endTokens: [])
    let search = LineSearch(Array("a\nb\na\n".utf8))
    let masker = try TokenMasker(.lines(search), vocabulary: vocabulary)
    // "a" stands twice and needs the line after it; the second one has none.
    let mask = masker.mask(for: masker.start)
    #expect((0..<tokens.count).filter { mask.contains($0) } == [0, 1, 3, 4])
  }

  @Test func aVocabularyWithoutTokensAllowsNothing() throws {
    let vocabulary = TokenVocabulary(PackedBytes(), endTokens: [])
    #expect(throws: ConstraintError.impossible) {
      try TokenMasker(.literal("a"), vocabulary: vocabulary)
    }
    let masker = try TokenMasker(.literal(""), vocabulary: vocabulary)
    #expect(masker.start.isComplete)
    #expect(masker.mask(for: masker.start).isEmpty)
  }

  /// A damaged vocabulary may have a token of any length.
  @Test func hugeTokensAreLeftOut() throws {
    let a = UInt8(ascii: "a")
    let lengths = [1, TokenVocabulary.longestToken, TokenVocabulary.longestToken + 1, 1_000_000]
    let vocabulary = TokenVocabulary(
      PackedBytes(lengths.map { [UInt8](repeating: a, count: $0) }), endTokens: [])
    let words = Constraint.repeated(.either([.literal("a"), .literal("aa")]), atLeast: 1)
    for constraint in [words, .repeated(.characters(.all), atLeast: 1)] {
      let masker = try TokenMasker(constraint, vocabulary: vocabulary)
      #expect(masker.mask(for: masker.start).words == [0b0011])
      #expect(masker.next(masker.start, token: 2) == nil)
    }
  }

  @Test func textsThatCannotBeSpelledAreLeftOut() throws {
    let vocabulary = TokenVocabulary(
      PackedBytes([Array("a".utf8), Array("b".utf8)]), endTokens: [])
    let masker = try TokenMasker(.choice(["abc", "ab"]), vocabulary: vocabulary)
    #expect(masker.automaton.allTexts(limit: 5) == [Array("ab".utf8)])
  }
}

/// Any text comes to its end within a limit that leaves room for it.
@Suite struct SteeringTests {
  @Test(arguments: UInt64(0)..<200) func limitsThatFitAreKept(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let constraint = constraints.constraint()
    let vocabulary = RandomVocabulary(seed: seed, hasAllBytes: true)
    var random = RandomValues(seed: seed)
    guard let masker = try? TokenMasker(constraint, vocabulary: vocabulary.vocabulary) else {
      return
    }
    let least = masker.automaton.distance(masker.start)
    for limit in [least, least + 1, least + 5, least + 40] {
      var state = masker.start
      for left in stride(from: limit, to: 0, by: -1) where !state.isComplete {
        let mask = masker.mask(for: state, tokensLeft: left)
        let allowed = vocabulary.tokens.indices.filter {
          mask.contains($0) && $0 != vocabulary.endToken
        }
        // Only an end is possible.
        if allowed.isEmpty { break }
        state = try #require(masker.next(state, token: random.pick(allowed)))
      }
      #expect(state.canEnd, "\(constraint) within \(limit)")
    }
  }
}
