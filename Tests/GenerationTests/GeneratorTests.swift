import Generation
import SequenceModel
import TestSupport
import Testing
import TextModel

/// What came out of one call.
struct Answer {
  var events: [GenerationEvent] = []
  var summary: GenerationSummary?

  var text: String {
    events.map { event in if case .text(let piece) = event { piece } else { "" } }.joined()
  }
}

extension Generator {
  /// Generates with a vocabulary of "0" … "9", where 9 ends the turn.
  func answer(
    _ prompt: [TokenID], _ options: GenerationOptions = GenerationOptions(),
    cancellation: Cancellation? = nil, handler: (GenerationEvent) throws -> Void = { _ in }
  ) throws -> Answer {
    var answer = Answer()
    answer.summary = try generate(
      from: prompt, options: options, endOfTurn: [9], decoder: FakeDecoder((0...9).map { "\($0)" }),
      cancellation: cancellation
    ) { event in
      answer.events.append(event)
      try handler(event)
    }
    return answer
  }
}

@Suite struct GeneratorTests {
  @Test func readsAPromptAndWritesUntilTheTurnEnds() throws {
    let model = FakeSequenceModel(vocabularySize: 10, promptLength: 3, script: [4, 5, 6, 9])
    let generator = Generator(model: model)
    let answer = try generator.answer([1, 2, 3])
    #expect(
      answer.events == [
        .reading(done: 0, total: 3), .reading(done: 3, total: 3), .text("4"), .text("5"),
        .text("6"),
      ])
    #expect(answer.summary?.stopReason == .endOfTurn)
    #expect(answer.summary?.promptTokens == 3)
    #expect(answer.summary?.generatedTokens == 3)
    #expect(answer.summary?.reusedTokens == 0)
    #expect(model.tokens == [1, 2, 3, 4, 5, 6])
    #expect(generator.held == model.tokens)
  }

  @Test func asksForLogitsOfTheLastTokenOnly() throws {
    let model = FakeSequenceModel(vocabularySize: 10, promptLength: 5, script: [4, 9])
    _ = try Generator(model: model, batchSize: 2).answer([1, 2, 3, 4, 5])
    #expect(
      model.calls == [
        .truncate(to: 0), .process([1, 2], logitRows: 0), .process([3, 4], logitRows: 0),
        .process([5], logitRows: 1), .process([4], logitRows: 1),
      ])
  }

  @Test func theTokenLimitLeavesTheLastTokenUnread() throws {
    let model = FakeSequenceModel(vocabularySize: 10, promptLength: 1, script: [4, 5, 6, 7])
    let answer = try Generator(model: model).answer([1], GenerationOptions(maxTokens: 2))
    #expect(answer.text == "45")
    #expect(answer.summary?.stopReason == .tokenLimit)
    #expect(model.tokens == [1, 4])
  }

  @Test func stopStringsEndTheAnswer() throws {
    let model = FakeSequenceModel(vocabularySize: 10, promptLength: 1, script: [4, 5, 6, 7])
    let options = GenerationOptions(stopStrings: ["7", "56"])
    let answer = try Generator(model: model).answer([1], options)
    #expect(answer.text == "4")
    #expect(answer.summary?.stopReason == .stopString)
    #expect(answer.summary?.generatedTokens == 3)
  }

  @Test(arguments: 1...7)
  func promptAndAnswerFillTheContextExactly(promptLength: Int) throws {
    let model = FakeSequenceModel(vocabularySize: 10, contextSize: 8) { _ in 5 }
    let prompt = [TokenID](repeating: 1, count: promptLength)
    let answer = try Generator(model: model).answer(prompt)
    #expect(answer.summary?.stopReason == .contextFull)
    #expect(answer.summary?.generatedTokens == 8 - promptLength)
  }

  @Test(arguments: [8, 9, 100])
  func aPromptThatLeavesNoRoomIsRefusedBeforeReading(promptLength: Int) {
    let model = FakeSequenceModel(vocabularySize: 10, contextSize: 8, tokens: [1, 2]) { _ in 5 }
    let prompt = [TokenID](repeating: 1, count: promptLength)
    let expected = TextModelError.contextOverflow(promptTokens: promptLength, contextSize: 8)
    #expect(throws: expected) { try Generator(model: model).answer(prompt) }
    #expect(model.calls.isEmpty)
  }

  @Test func anEmptyPromptIsRefused() {
    let model = FakeSequenceModel(vocabularySize: 10) { _ in 5 }
    #expect(throws: GenerationError.emptyPrompt) { try Generator(model: model).answer([]) }
    #expect(model.calls.isEmpty)
  }

  @Test func wrongOptionsAreRefusedBeforeReading() {
    let model = FakeSequenceModel(vocabularySize: 10) { _ in 5 }
    let options = GenerationOptions(sampling: SamplingOptions(topP: 2))
    #expect(throws: GenerationError.self) { try Generator(model: model).answer([1], options) }
    #expect(model.calls.isEmpty)
  }

  @Test func theModelsErrorComesThrough() {
    let model = FakeSequenceModel(vocabularySize: 10) { _ in 5 }
    let generator = Generator(model: model, batchSize: 1)
    #expect(throws: SequenceModelError.invalidToken(77)) { try generator.answer([1, 77]) }
    #expect(generator.held == [1])
    #expect(model.tokens == [1])
  }

  @Test func brokenLogitsAreAnError() {
    let model = FakeSequenceModel(
      vocabularySize: 10, logits: { _ in [Float](repeating: .nan, count: 10) })
    let expected = GenerationError.noLikelyToken(position: 2, vocabularySize: 10)
    #expect(throws: expected) { try Generator(model: model).answer([1, 2]) }
  }

  /// Without the penalty the answer would be 5 for ever; the prompt's 6 and 7 are penalized too.
  @Test func thePenaltySeesThePromptsTail() throws {
    let logits: [Float] = [0, 0, 0, 3, 4, 5, 6, 7, 0, 1]
    let model = FakeSequenceModel(vocabularySize: 10) { _ in logits }
    let sampling = SamplingOptions(repetitionPenalty: 100)
    let answer = try Generator(model: model)
      .answer([6, 7], GenerationOptions(maxTokens: 3, sampling: sampling))
    #expect(answer.text == "543")
  }

  @Test func aSeedGivesTheSameAnswer() throws {
    func text(seed: UInt64) throws -> String {
      let model = FakeSequenceModel(vocabularySize: 10) { _ in
        [Float](repeating: 0, count: 9) + [-9]
      }
      let sampling = SamplingOptions(temperature: 1, seed: seed)
      return try Generator(model: model)
        .answer([1], GenerationOptions(maxTokens: 50, sampling: sampling)).text
    }
    #expect(try text(seed: 1) == text(seed: 1))
    #expect(try text(seed: 1) != text(seed: 2))
  }

  @Test func timesAreThoseOfTheClock() throws {
    let model = FakeSequenceModel(vocabularySize: 10, promptLength: 1, script: [4, 5, 9])
    let start = ContinuousClock.now
    var now = start
    let generator = Generator(model: model, clock: { now })
    model.beforeProcess = { call in now += .seconds(call == 0 ? 10 : 1) }
    let summary = try generator.answer([1]).summary
    #expect(summary?.readingTime == .seconds(10))
    #expect(summary?.writingTime == .seconds(2))
    now = start
    let none = try generator.answer([2], GenerationOptions(maxTokens: 0)).summary
    #expect(none?.readingTime == .seconds(1))
    #expect(none?.writingTime == .zero)
  }
}

/// Tokens that the model holds already.
@Suite struct GeneratorReuseTests {
  /// An answer that never needs more than one token, so that only prompts are read.
  private let readOnly = GenerationOptions(maxTokens: 0)

  @Test(
    arguments: [
      ([1, 2, 3], [1, 2, 3, 4], 3), ([1, 2, 3], [1, 2, 5], 2), ([1, 2, 3], [1, 2, 3], 2),
      ([1, 2, 3], [1, 2], 1), ([1, 2, 3], [7, 2, 3], 0), ([1, 2, 3], [1], 0), ([], [1, 2], 0),
    ] as [([TokenID], [TokenID], Int)])
  func theSharedBeginningIsNotReadAgain(held: [TokenID], prompt: [TokenID], reused: Int) throws {
    let model = FakeSequenceModel(vocabularySize: 10, tokens: held) { _ in 9 }
    let generator = Generator(model: model, held: held)
    let answer = try generator.answer(prompt, readOnly)
    #expect(model.processedTokens == Array(prompt[reused...]))
    #expect(model.tokens == prompt)
    #expect(generator.held == prompt)
    #expect(answer.summary?.reusedTokens == reused)
    #expect(answer.summary?.promptTokens == prompt.count)
    let total = prompt.count - reused
    #expect(answer.events.first == .reading(done: 0, total: total))
    #expect(answer.events.last == .reading(done: total, total: total))
  }

  @Test func aSecondTurnReadsOnlyWhatIsNew() throws {
    let model = FakeSequenceModel(vocabularySize: 10, promptLength: 2, script: [4, 5, 9])
    let generator = Generator(model: model)
    _ = try generator.answer([1, 2])
    let answer = try generator.answer([1, 2, 4, 5, 9, 3], readOnly)
    #expect(answer.summary?.reusedTokens == 4)
    #expect(model.calls.last == .process([9, 3], logitRows: 1))
  }

  @Test func theAnswerIsTheSameAsFromTheStart() throws {
    func model() -> FakeSequenceModel {
      FakeSequenceModel(vocabularySize: 10) { TokenID($0.reduce(0) { ($0 * 7 + $1) % 9 }) }
    }
    let used = Generator(model: model())
    _ = try used.answer([1, 2, 3, 4], GenerationOptions(maxTokens: 20))
    let second = try used.answer([1, 2, 3, 5], GenerationOptions(maxTokens: 20))
    let fresh = try Generator(model: model()).answer(
      [1, 2, 3, 5], GenerationOptions(maxTokens: 20))
    #expect(second.text == fresh.text)
    #expect(second.text.count == 20)
  }

  @Test func tokensTakenBackByOthersAreReadAgain() throws {
    let model = FakeSequenceModel(vocabularySize: 10) { _ in 9 }
    let generator = Generator(model: model)
    _ = try generator.answer([1, 2, 3, 4], readOnly)
    model.truncate(to: 1)
    #expect(try generator.answer([1, 2, 3, 4], readOnly).summary?.reusedTokens == 1)
    #expect(model.tokens == [1, 2, 3, 4])
  }

  @Test func unknownTokensOfTheModelAreDropped() throws {
    let model = FakeSequenceModel(vocabularySize: 10, tokens: [8, 8, 8]) { _ in 9 }
    #expect(try Generator(model: model).answer([8, 8], readOnly).summary?.reusedTokens == 0)
    #expect(model.tokens == [8, 8])
  }
}
