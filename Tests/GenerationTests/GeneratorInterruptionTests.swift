import Generation
import SequenceModel
import TestSupport
import Testing
import TextModel

/// Calls that end early, by a cancellation or because the handler throws.
@Suite struct GeneratorInterruptionTests {
  private struct BrokenPipe: Error, Equatable {}

  private func model() -> FakeSequenceModel {
    FakeSequenceModel(vocabularySize: 10, promptLength: 6, script: [4, 5, 6, 7, 9])
  }

  private let prompt: [TokenID] = [1, 2, 3, 1, 2, 3]

  @Test func cancelledBeforeItBegins() throws {
    let (model, cancellation) = (model(), Cancellation())
    cancellation.cancel()
    let answer = try Generator(model: model).answer(prompt, cancellation: cancellation)
    #expect(answer.summary?.stopReason == .cancelled)
    #expect(answer.events == [.reading(done: 0, total: 6)])
    #expect(model.processedTokens.isEmpty)
  }

  @Test func cancelledBetweenBatches() throws {
    let (model, cancellation) = (model(), Cancellation())
    let generator = Generator(model: model, batchSize: 2)
    let answer = try generator.answer(prompt, cancellation: cancellation) { event in
      if event == .reading(done: 4, total: 6) { cancellation.cancel() }
    }
    #expect(answer.summary?.stopReason == .cancelled)
    #expect(model.processedTokens == [1, 2, 3, 1])
    #expect(generator.held == [1, 2, 3, 1])
  }

  @Test func cancelledInsideABatch() throws {
    let (model, cancellation) = (model(), Cancellation())
    let generator = Generator(model: model, batchSize: 2)
    model.beforeProcess = { call in if call == 1 { cancellation.cancel() } }
    let answer = try generator.answer(prompt, cancellation: cancellation)
    #expect(answer.summary?.stopReason == .cancelled)
    #expect(answer.summary?.generatedTokens == 0)
    #expect(answer.events.last == .reading(done: 2, total: 6))
    #expect(generator.held == [1, 2])
    #expect(model.tokens == [1, 2])
  }

  @Test func cancelledAfterThePromptSamplesNothing() throws {
    let (model, cancellation) = (model(), Cancellation())
    let answer = try Generator(model: model).answer(prompt, cancellation: cancellation) { event in
      if event == .reading(done: 6, total: 6) { cancellation.cancel() }
    }
    #expect(answer.summary?.stopReason == .cancelled)
    #expect(answer.text == "")
  }

  @Test func cancelledWhileWritingReadsNoOtherToken() throws {
    let (model, cancellation) = (model(), Cancellation())
    let generator = Generator(model: model)
    let answer = try generator.answer(prompt, cancellation: cancellation) { event in
      if event == .text("5") { cancellation.cancel() }
    }
    #expect(answer.summary?.stopReason == .cancelled)
    #expect(answer.text == "45")
    #expect(answer.summary?.generatedTokens == 2)
    #expect(generator.held == prompt + [4])
    #expect(model.tokens == prompt + [4])
  }

  @Test func cancelledInsideATokenKeepsWhatWasWritten() throws {
    let (model, cancellation) = (model(), Cancellation())
    let generator = Generator(model: model)
    model.beforeProcess = { call in if call == 2 { cancellation.cancel() } }
    let answer = try generator.answer(prompt, cancellation: cancellation)
    #expect(answer.summary?.stopReason == .cancelled)
    #expect(answer.text == "45")
    #expect(generator.held == model.tokens)
  }

  @Test func heldBackTextIsWrittenWhenCancelled() throws {
    let (model, cancellation) = (model(), Cancellation())
    model.beforeProcess = { call in if call == 2 { cancellation.cancel() } }
    let answer = try Generator(model: model)
      .answer(prompt, GenerationOptions(stopStrings: ["56"]), cancellation: cancellation)
    #expect(answer.text == "45")
    #expect(answer.summary?.stopReason == .cancelled)
  }

  @Test(
    arguments: [
      .reading(done: 0, total: 6), .reading(done: 2, total: 6), .reading(done: 6, total: 6),
      .text("4"), .text("5"), .text("7"),
    ] as [GenerationEvent])
  func aHandlerThatThrowsLeavesAStateToGoOnFrom(event: GenerationEvent) throws {
    let model = model()
    let generator = Generator(model: model, batchSize: 2)
    #expect(throws: BrokenPipe()) {
      try generator.answer(prompt) { if $0 == event { throw BrokenPipe() } }
    }
    #expect(generator.held == model.tokens)
    let again = try generator.answer(prompt)
    #expect(again.text == "4567")
    #expect(model.tokens == prompt + [4, 5, 6, 7])
  }

  @Test func aModelErrorWhileWritingLeavesAStateToGoOnFrom() throws {
    let model = model()
    let generator = Generator(model: model)
    model.beforeProcess = { call throws(SequenceModelError) in
      if call == 2 { throw .contextFull(needed: 1, contextSize: 0) }
    }
    #expect(throws: SequenceModelError.self) { try generator.answer(prompt) }
    #expect(generator.held == prompt + [4])
    model.beforeProcess = { _ in }
    #expect(try generator.answer(prompt).text == "4567")
  }
}
