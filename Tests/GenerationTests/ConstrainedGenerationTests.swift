import Constraints
import Generation
import OrderedJSON
import SequenceModel
import TestSupport
import Testing
import TextModel

/// A model of random logits with a random vocabulary, held to constraints.
private struct RandomModel {
  let vocabulary: RandomVocabulary
  let seed: UInt64

  init(seed: UInt64, hasAllBytes: Bool = true) {
    self.seed = seed
    vocabulary = RandomVocabulary(seed: seed, hasAllBytes: hasAllBytes)
  }

  /// What the model answers, as text, with what it cost.
  func answer(
    _ options: GenerationOptions, contextSize: Int = 4096
  ) throws -> (text: String, summary: GenerationSummary) {
    let count = vocabulary.tokens.count
    let seed = seed
    let model = FakeSequenceModel(vocabularySize: count, contextSize: contextSize) { before in
      var random = SplitMix64(seed: before.reduce(seed) { $0 &* 31 &+ UInt64($1) })
      return random.row(count: count)
    }
    var text = ""
    let summary = try Generator(model: model).generate(
      from: [0], options: options, endOfTurn: [TokenID(vocabulary.endToken)],
      decoder: FakeDecoder(bytes: vocabulary.tokens), vocabulary: vocabulary.vocabulary
    ) { event in
      if case .text(let piece) = event { text += piece }
    }
    return (text, summary)
  }
}

@Suite struct ConstrainedGenerationTests {
  /// Every chain of sampling has to respect the constraint.
  static let chains: [SamplingOptions] = [
    .greedy, SamplingOptions(temperature: 1, seed: 1),
    SamplingOptions(temperature: 2, topK: 3, seed: 2),
    SamplingOptions(temperature: 0.5, topP: 0.5, seed: 3),
    SamplingOptions(
      temperature: 1, topK: 40, topP: 0.9, minP: 0.1, repetitionPenalty: 1.5, seed: 4),
    SamplingOptions(repetitionPenalty: 1.3),
  ]

  private func options(
    _ constraint: Constraint, _ seed: UInt64, maxTokens: Int? = 300
  ) -> GenerationOptions {
    GenerationOptions(
      maxTokens: maxTokens, sampling: Self.chains[Int(seed) % Self.chains.count],
      constraint: constraint)
  }

  @Test(arguments: UInt64(0)..<60) func choicesAreMembers(seed: UInt64) throws {
    let choices = ["yes", "no", "ye", "unsure: é", "a\nb"]
    let answer = try RandomModel(seed: seed).answer(options(.choice(choices), seed))
    #expect(choices.contains(answer.text))
    #expect(answer.summary.satisfiesConstraint)
    #expect([.constraintMet, .endOfTurn].contains(answer.summary.stopReason))
  }

  @Test(arguments: UInt64(0)..<150) func schemasAreKept(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let schema = constraints.schema()
    let answer = try RandomModel(seed: seed).answer(options(.json(schema), seed))
    #expect(answer.summary.satisfiesConstraint, "\(schema)")
    let value = try JSONParser.parse(answer.text)
    #expect(satisfies(value, schema), "\(answer.text) \(schema)")
  }

  @Test(arguments: UInt64(0)..<150) func searchesStandInTheirTextOnce(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let search = constraints.lines()
    let answer = try RandomModel(seed: seed).answer(options(.lines(search), seed))
    #expect(answer.summary.satisfiesConstraint)
    // A line feed before each line, so that only whole lines match.
    let text =
      "\n" + String(decoding: search.text, as: UTF8.self).replacing("\r\n", with: "\n") + "\n"
    let places = Array(text.utf8).indices.count {
      Array(text.utf8)[$0...].starts(with: ("\n" + answer.text).utf8)
    }
    #expect(places == 1, "\(answer.text.debugDescription) in \(text.debugDescription)")
  }

  /// Who asks for data must know whether the model was done.
  @Test func aLimitThatHasASayIsTold() throws {
    var steered = 0
    for seed in 0..<UInt64(60) {
      let model = RandomModel(seed: seed)
      let constraint = Constraint.json(.array(.string(atLeast: 10), atLeast: 2))
      let short = try model.answer(options(constraint, seed, maxTokens: 40))
      let long = try model.answer(options(constraint, seed, maxTokens: 2000))
      #expect(short.summary.satisfiesConstraint)
      steered += short.summary.isSteered ? 1 : 0
      // Where it had none, a higher limit makes no difference.
      if !short.summary.isSteered { #expect(short.text == long.text) }
    }
    #expect(steered > 0)
  }

  /// Whatever the limit: the answer is legal, or it is said not to be.
  @Test(arguments: UInt64(0)..<200) func smallLimitsAreToldOrKept(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let constraint = constraints.constraint()
    guard let automaton = try? ConstraintAutomaton(constraint) else { return }
    let least = automaton.distance(automaton.start)
    for limit in [0, 1, 2, 5, least, least + 3] {
      let model = RandomModel(seed: seed ^ UInt64(limit))
      let (text, summary) = try model.answer(options(constraint, seed, maxTokens: limit))
      let isLegal = automaton.next(automaton.start, text.utf8)?.canEnd ?? false
      // A character that the limit cuts off is shown as U+FFFD, which may be allowed itself.
      if !text.contains("\u{FFFD}") {
        #expect(isLegal == summary.satisfiesConstraint, "\(constraint): \(text)")
      }
      if limit >= least { #expect(summary.satisfiesConstraint, "\(constraint) within \(limit)") }
      if !summary.satisfiesConstraint { #expect(summary.stopReason == .tokenLimit) }
      #expect(summary.generatedTokens <= limit)
    }
  }

  /// Where the context is what ends the answer, it is as with a token limit.
  @Test func theContextIsALimitToo() throws {
    let constraint = Constraint.json(.array(.integer(), atLeast: 2))
    let (text, summary) = try RandomModel(seed: 7).answer(
      GenerationOptions(constraint: constraint), contextSize: 12)
    #expect(summary.satisfiesConstraint)
    #expect(throws: Never.self) { try JSONParser.parse(text) }
    let tight = try RandomModel(seed: 7).answer(
      GenerationOptions(constraint: .literal(String(repeating: "q", count: 99))), contextSize: 12)
    #expect(tight.summary.stopReason == .contextFull)
    #expect(!tight.summary.satisfiesConstraint)
  }

  /// Without some bytes a constraint is impossible or is met, and nothing crashes.
  @Test(arguments: UInt64(0)..<200) func vocabulariesWithoutSomeBytes(seed: UInt64) throws {
    var constraints = RandomConstraints(seed: seed)
    let constraint = constraints.constraint()
    let model = RandomModel(seed: seed, hasAllBytes: false)
    do {
      let (text, summary) = try model.answer(options(constraint, seed, maxTokens: 2000))
      let automaton = try ConstraintAutomaton(constraint)
      let isLegal = automaton.next(automaton.start, text.utf8)?.canEnd ?? false
      #expect(isLegal == summary.satisfiesConstraint)
    } catch let error as ConstraintError {
      #expect(!error.description.isEmpty)
    }
  }

  @Test func freeTextComesFirst() throws {
    let constraint = Constraint.sequence([
      .free(FreeText(until: "\n", limit: 40)), .json(.object([.init("ok", .boolean)])),
    ])
    for seed in 0..<UInt64(40) {
      let (text, summary) = try RandomModel(seed: seed).answer(options(constraint, seed))
      #expect(summary.stopReason == .constraintMet)
      let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      #expect(parts.count == 2)
      #expect(parts[0].unicodeScalars.count < 40)
      #expect(["{\"ok\":true}", "{\"ok\":false}"].contains(parts[1]))
    }
  }
}

/// The loop's part in a constraint.
@Suite struct ConstraintLoopTests {
  private let tokens: [[UInt8]] = ["a", "b", "ab", ""].map { Array($0.utf8) }

  private func answer(
    _ script: [TokenID], _ options: GenerationOptions, vocabulary: TokenVocabulary?
  ) throws -> (text: String, summary: GenerationSummary, model: FakeSequenceModel) {
    let model = FakeSequenceModel(vocabularySize: 4, promptLength: 1, script: script)
    var text = ""
    let summary = try Generator(model: model).generate(
      from: [0], options: options, endOfTurn: [3], decoder: FakeDecoder(bytes: tokens),
      vocabulary: vocabulary
    ) { event in
      if case .text(let piece) = event { text += piece }
    }
    return (text, summary, model)
  }

  private var vocabulary: TokenVocabulary {
    TokenVocabulary(PackedBytes(tokens), endTokens: [3])
  }

  @Test func stopsWhenNothingCanFollow() throws {
    let options = GenerationOptions(constraint: .literal("aab"))
    let result = try answer([0, 3, 3, 3], options, vocabulary: vocabulary)
    #expect(result.text == "aab")
    #expect(result.summary.stopReason == .constraintMet)
    // The last token is not read.
    #expect(result.model.tokens.count == result.summary.generatedTokens)
  }

  @Test func theModelEndsItWhereItMay() throws {
    let options = GenerationOptions(constraint: .repeated(.literal("a"), atLeast: 2))
    let result = try answer([0, 0, 0, 3], options, vocabulary: vocabulary)
    #expect(result.text == "aaa")
    #expect(result.summary.stopReason == .endOfTurn)
    #expect(result.summary.satisfiesConstraint)
  }

  @Test func theEndIsNotAllowedBefore() throws {
    let options = GenerationOptions(constraint: .repeated(.literal("a"), atLeast: 2))
    let result = try answer([3], options, vocabulary: vocabulary)
    #expect(result.text == "aa")
    #expect(result.summary.stopReason == .endOfTurn)
  }

  @Test func anEmptyTextNeedsNoToken() throws {
    let result = try answer(
      [0], GenerationOptions(constraint: .literal("")), vocabulary: vocabulary)
    #expect(result.text.isEmpty)
    #expect(result.summary.stopReason == .constraintMet)
    #expect(result.summary.generatedTokens == 0)
    #expect(result.summary.satisfiesConstraint)
  }

  @Test func aStopStringCutsTheConstraintOff() throws {
    let options = GenerationOptions(stopStrings: ["b"], constraint: .literal("aab"))
    let result = try answer([0], options, vocabulary: vocabulary)
    #expect(result.text == "aa")
    #expect(result.summary.stopReason == .stopString)
    #expect(!result.summary.satisfiesConstraint)
  }

  @Test func theTokenLimitIsTold() throws {
    let options = GenerationOptions(maxTokens: 1, constraint: .literal("aab"))
    let result = try answer([0], options, vocabulary: vocabulary)
    #expect(result.summary.stopReason == .tokenLimit)
    #expect(!result.summary.satisfiesConstraint)
    let whole = try answer(
      [2], GenerationOptions(maxTokens: 1, constraint: .literal("ab")), vocabulary: vocabulary)
    #expect(whole.summary.stopReason == .constraintMet)
  }

  @Test func faultsComeBeforeTheModel() throws {
    #expect(throws: GenerationError.noVocabulary) {
      try answer([0], GenerationOptions(constraint: .literal("a")), vocabulary: nil)
    }
    #expect(throws: ConstraintError.impossible) {
      try answer([0], GenerationOptions(constraint: .literal("x")), vocabulary: vocabulary)
    }
    let free = try answer([0, 3], GenerationOptions(), vocabulary: nil)
    #expect(free.summary.satisfiesConstraint)
  }
}

/// A mask in the chain that picks a token.
@Suite struct MaskedSamplerTests {
  @Test(arguments: UInt64(0)..<200) func isAsIfTheOthersWereNotThere(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let count = 1 + Int(random.next() % 400)
    let row = seed % 4 == 0 ? random.awkwardRow(count: count) : random.row(count: count)
    let density = random.nextUnit()
    let allowed = (0..<count).filter { _ in seed % 5 == 0 || random.nextUnit() < density }
    let mask = TokenMask(allowed, vocabularySize: seed % 3 == 0 ? count / 2 : count)
    let without = row.indices.map { mask.contains($0) ? row[$0] : -Float.infinity }
    let history = (0..<20).map { _ in TokenID(random.next() % UInt64(count)) }
    for var options in ConstrainedGenerationTests.chains {
      options.seed = seed
      var masked = try Sampler(options)
      var plain = try Sampler(options)
      for _ in 0..<3 {
        let found = try? masked.nextToken(row.span, after: history, allowed: mask)
        let expected = try? plain.nextToken(without.span, after: history)
        #expect(found == expected)
        if let found { #expect(mask.contains(Int(found))) }
      }
    }
  }

  @Test func aMaskWithoutTokensIsAnError() throws {
    var sampler = try Sampler(.greedy)
    let row: [Float] = [1, 2, 3]
    let error = #expect(throws: GenerationError.noAllowedToken(position: 2)) {
      _ = try sampler.nextToken(row.span, after: [0, 1], allowed: TokenMask([], vocabularySize: 3))
    }
    #expect(error?.description.contains("constraint") == true)
    #expect(throws: GenerationError.noLikelyToken(position: 0, vocabularySize: 3)) {
      let broken: [Float] = [.nan, -.infinity, 1]
      _ = try sampler.nextToken(
        broken.span, after: [], allowed: TokenMask([0, 1], vocabularySize: 3))
    }
  }
}
