import Generation
import SequenceModel
import Testing
import TextModel

/// The decisions alone, without a model.
@Suite struct GenerationLoopTests {
  private typealias Loop = GenerationLoop<FakeDecoder>

  /// Tokens 0…3 are "a", "b", "c" and an empty text; 9 ends the turn.
  private func loop(
    reading prompt: [TokenID] = [0], batch: Int = 512, maxTokens: Int? = nil, room: Int = 100,
    stops: [String] = []
  ) -> Loop {
    let limits = GenerationLimits(
      batchSize: batch, maxTokens: maxTokens, room: room, endOfTurn: [9])
    return Loop(
      reading: prompt[...], limits: limits, stopStrings: stops,
      decoder: FakeDecoder(["a", "b", "c", ""]))
  }

  /// Brings a loop to its first `.sample`.
  private func readPrompt(_ loop: inout Loop) {
    var action = loop.start()
    for _ in 0..<10 where action != .sample { action = loop.advance() }
    #expect(action == .sample)
  }

  @Test func readsInBatchesAndReportsEach() {
    var loop = loop(reading: [1, 2, 3, 1, 2], batch: 2)
    #expect(loop.start() == .report(done: 0, total: 5))
    #expect(loop.advance() == .read([1, 2], wantsLogits: false))
    #expect(loop.advance() == .report(done: 2, total: 5))
    #expect(loop.advance() == .read([3, 1], wantsLogits: false))
    #expect(loop.advance() == .report(done: 4, total: 5))
    #expect(loop.advance() == .read([2], wantsLogits: true))
    #expect(loop.advance() == .report(done: 5, total: 5))
    #expect(loop.advance() == .sample)
  }

  @Test(arguments: [4, 5, 512, Int.max])
  func aPromptThatFitsIsOneBatch(batch: Int) {
    var loop = loop(reading: [1, 2, 3, 1], batch: batch)
    _ = loop.start()
    #expect(loop.advance() == .read([1, 2, 3, 1], wantsLogits: true))
  }

  @Test(arguments: [0, -5])
  func aBatchHasAtLeastOneToken(batch: Int) {
    var loop = loop(reading: [1, 2], batch: batch)
    _ = loop.start()
    #expect(loop.advance() == .read([1], wantsLogits: false))
  }

  @Test func writesThenReadsThenSamples() {
    var loop = loop()
    readPrompt(&loop)
    #expect(loop.sampled(1) == .emit("b"))
    #expect(loop.advance() == .read([1], wantsLogits: true))
    #expect(loop.advance() == .sample)
    #expect(loop.sampled(2) == .emit("c"))
    #expect(loop.generatedTokens == 2)
  }

  @Test func anEmptyTextIsNotGivenOut() {
    var loop = loop()
    readPrompt(&loop)
    #expect(loop.sampled(3) == .read([3], wantsLogits: true))
    #expect(loop.generatedTokens == 1)
  }

  @Test func theEndOfTheTurnIsNotWritten() {
    var loop = loop()
    readPrompt(&loop)
    #expect(loop.sampled(9) == .finish(.endOfTurn))
    #expect(loop.generatedTokens == 0)
    #expect(loop.advance() == .finish(.endOfTurn))
  }

  @Test func theLastTokenIsNotRead() {
    var loop = loop(maxTokens: 1)
    readPrompt(&loop)
    #expect(loop.sampled(0) == .emit("a"))
    #expect(loop.advance() == .finish(.tokenLimit))
  }

  @Test(arguments: [0, -3])
  func noTokensMeansReadingOnly(maxTokens: Int) {
    var loop = loop(maxTokens: maxTokens)
    _ = loop.start()
    #expect(loop.advance() == .read([0], wantsLogits: true))
    #expect(loop.advance() == .report(done: 1, total: 1))
    #expect(loop.advance() == .finish(.tokenLimit))
  }

  @Test(arguments: [(2, 3, "token-limit"), (3, 2, "context-full"), (2, 2, "token-limit")])
  func theNearerLimitEndsIt(maxTokens: Int, room: Int, reason: String) {
    var loop = loop(maxTokens: maxTokens, room: room)
    readPrompt(&loop)
    _ = loop.sampled(0)
    _ = loop.advance()
    _ = loop.advance()
    #expect(loop.sampled(0) == .emit("a"))
    #expect(loop.advance() == .finish(GenerationSummary.StopReason(rawValue: reason) ?? .cancelled))
  }

  @Test func aStopStringEndsItAndIsNotWritten() {
    var loop = loop(stops: ["bc"])
    readPrompt(&loop)
    #expect(loop.sampled(1) == .read([1], wantsLogits: true))
    #expect(loop.advance() == .sample)
    #expect(loop.sampled(2) == .finish(.stopString))
    #expect(loop.generatedTokens == 2)
  }

  @Test func aStopStringComesBeforeALimit() {
    var loop = loop(maxTokens: 1, room: 1, stops: ["a"])
    readPrompt(&loop)
    #expect(loop.sampled(0) == .finish(.stopString))
  }

  @Test func heldTextIsGivenOutAtTheEnd() {
    for (token, reason) in [(TokenID(9), GenerationSummary.StopReason.endOfTurn), (0, .tokenLimit)]
    {
      var loop = loop(maxTokens: 2, stops: ["bac"])
      readPrompt(&loop)
      #expect(loop.sampled(1) == .read([1], wantsLogits: true))
      _ = loop.advance()
      #expect(loop.sampled(token) == .emit(token == 9 ? "b" : "ba"))
      #expect(loop.advance() == .finish(reason))
    }
  }

  @Test func cancelGivesOutHeldText() {
    var loop = loop(stops: ["bc"])
    readPrompt(&loop)
    _ = loop.sampled(1)
    #expect(loop.cancel() == .emit("b"))
    #expect(loop.advance() == .finish(.cancelled))
  }

  @Test func cancelEndsItAtAnyPoint() {
    var fresh = loop()
    #expect(fresh.cancel() == .finish(.cancelled))
    var reading = loop(reading: [1, 2], batch: 1)
    _ = reading.start()
    _ = reading.advance()
    #expect(reading.cancel() == .finish(.cancelled))
    var sampling = loop()
    readPrompt(&sampling)
    #expect(sampling.cancel() == .finish(.cancelled))
  }

  @Test func cancelAfterTheEndChangesNothing() {
    var loop = loop()
    readPrompt(&loop)
    _ = loop.sampled(9)
    #expect(loop.cancel() == .finish(.endOfTurn))
  }

  @Test func aTokenThatWasNotAskedForIsIgnored() {
    var loop = loop()
    _ = loop.start()
    #expect(loop.sampled(1) == .read([0], wantsLogits: true))
    #expect(loop.generatedTokens == 0)
  }

  @Test func aLoopThatIsNotAnsweredAsksAgain() {
    var loop = loop()
    readPrompt(&loop)
    #expect(loop.advance() == .sample)
  }
}

/// Characters that are cut between tokens.
@Suite struct GenerationLoopCharacterTests {
  private func answer(_ tokens: [TokenID], stops: [String] = []) -> [GenerationLoop<FakeDecoder>
    .Action]
  {
    let euro: [[UInt8]] = [[0xE2], [0x82], [0xAC], [0x61]]
    let limits = GenerationLimits(
      batchSize: 1, maxTokens: tokens.count, room: 100, endOfTurn: [])
    var loop = GenerationLoop(
      reading: [0][...], limits: limits, stopStrings: stops, decoder: FakeDecoder(bytes: euro))
    var rest = tokens[...]
    var actions: [GenerationLoop<FakeDecoder>.Action] = []
    var action = loop.start()
    while true {
      switch action {
      case .emit: actions.append(action)
      case .finish: return actions + [action]
      default: break
      }
      action = action == .sample ? loop.sampled(rest.popFirst() ?? 3) : loop.advance()
    }
  }

  @Test func comeOutWhole() {
    #expect(answer([0, 1, 2, 3]) == [.emit("€"), .emit("a"), .finish(.tokenLimit)])
  }

  @Test func halfOnesAreMarkedAtTheEnd() {
    #expect(answer([3, 0, 1]) == [.emit("a"), .emit("\u{FFFD}"), .finish(.tokenLimit)])
  }

  @Test func areFoundAsStopStrings() {
    #expect(answer([3, 0, 1, 2, 3], stops: ["€"]) == [.emit("a"), .finish(.stopString)])
  }

  @Test func aMarkCanCompleteAStopString() {
    #expect(answer([3, 0], stops: ["a\u{FFFD}"]) == [.finish(.stopString)])
  }
}
