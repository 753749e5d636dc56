package import Constraints
package import SequenceModel
package import TextModel

/// Continues prompts with a model: it carries out what `GenerationLoop` decides.
///
/// It remembers which tokens the model holds, so a prompt that begins as the one before is read
/// from where they differ. A generator is used from one thread at a time, and while it is in use
/// nobody else changes the model, except that tokens may be taken back with `truncate`.
package final class Generator {
  package let model: any LanguageModel
  /// How many prompt tokens are read at once.
  package let batchSize: Int
  /// The tokens that the model holds, as far as this generator knows.
  package private(set) var held: [TokenID]

  private let clock: () -> ContinuousClock.Instant

  /// Prepares to continue prompts.
  ///
  /// - Parameters:
  ///   - model: the model, in any state.
  ///   - held: the tokens that it holds, from the first; fewer are allowed, the rest is then
  ///     read again.
  ///   - batchSize: how many prompt tokens to read at once; at least 1 is taken. After each batch
  ///     progress is told and a cancellation is looked at.
  ///   - clock: tells the time for the summary.
  package init(
    model: any LanguageModel, held: [TokenID] = [], batchSize: Int = 512,
    clock: @escaping () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.model = model
    self.held = held
    self.batchSize = batchSize
    self.clock = clock
  }

  /// Reads a prompt and writes what follows.
  ///
  /// The tokens that the model holds already are not read again, but for the last of the prompt,
  /// whose logits are needed. `GenerationEvent.reading` counts the tokens that must be read. The
  /// last token written is not read by the model. Whatever is thrown, `held` says what the model
  /// holds afterwards, and the next call may use it.
  ///
  /// - Parameters:
  ///   - prompt: the tokens to continue; at least one, and fewer than the context holds.
  ///   - options: how to sample and when to stop.
  ///   - endOfTurn: the tokens that end the model's turn; they are not part of the answer.
  ///   - decoder: a decoder that has seen no token.
  ///   - vocabulary: what the tokens spell; needed for a constraint only.
  ///   - cancellation: looked at before every batch and token, and by the model in between; text
  ///     that was held back is still given out.
  ///   - handler: called in order, on the calling thread, for every event; `EnoughText`, thrown
  ///     for a text, ends the answer.
  /// - Throws: `TextModelError.contextOverflow`, `ConstraintError`, `GenerationError` or
  ///   `SequenceModelError` for what cannot be read or sampled, and whatever `handler` throws. The
  ///   first two are thrown before the model is touched.
  package func generate(
    from prompt: [TokenID], options: GenerationOptions, endOfTurn: Set<TokenID>,
    decoder: some TokenTextDecoder, vocabulary: TokenVocabulary? = nil,
    cancellation: Cancellation? = nil, handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary {
    var stopwatch = Stopwatch(clock)
    guard !prompt.isEmpty else { throw GenerationError.emptyPrompt }
    guard prompt.count < model.contextSize else {
      throw TextModelError.contextOverflow(
        promptTokens: prompt.count, contextSize: model.contextSize)
    }
    var sampler = try Sampler(options.sampling)
    var progress = try ConstraintProgress(options.constraint, vocabulary: vocabulary)
    let reused = keepPrefix(sharedWith: prompt)
    let limits = GenerationLimits(
      batchSize: batchSize, maxTokens: options.maxTokens,
      room: model.contextSize - prompt.count, endOfTurn: endOfTurn)
    var loop = GenerationLoop(
      reading: prompt[reused...], limits: limits, stopStrings: options.stopStrings,
      decoder: decoder)
    let reason = try run(&loop, &sampler, &progress, &stopwatch, cancellation, handler)
    return GenerationSummary(
      stopReason: reason,
      satisfiesConstraint: progress?.isSatisfied(by: reason) ?? true,
      isSteered: progress?.isSteered ?? false, promptTokens: prompt.count,
      reusedTokens: reused,
      generatedTokens: loop.generatedTokens,
      readingTime: stopwatch.readingTime, writingTime: stopwatch.writingTime)
  }

  /// Takes back all tokens but those that a prompt begins with, and one more if that is all of it.
  ///
  /// - Returns: how many tokens of the prompt need not be read.
  private func keepPrefix(sharedWith prompt: [TokenID]) -> Int {
    let known = held.prefix(model.tokenCount)
    let shared = zip(known, prompt.dropLast()).prefix { $0 == $1 }.count
    model.truncate(to: shared)
    // A model may be unable to go back to any count, and then goes back further.
    let kept = min(shared, model.tokenCount)
    held.removeLast(held.count - kept)
    return kept
  }

  /// Carries out one action after the other until the loop says stop.
  private func run(
    _ loop: inout GenerationLoop<some TokenTextDecoder>, _ sampler: inout Sampler,
    _ progress: inout ConstraintProgress?, _ stopwatch: inout Stopwatch,
    _ cancellation: Cancellation?, _ handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary.StopReason {
    var action = loop.start()
    while true {
      switch action {
      case .report(let done, let total):
        try handler(.reading(done: done, total: total))
        action = loop.advance()
      case .read(let tokens, let wantsLogits):
        let isRead = try read(tokens, wantsLogits: wantsLogits, cancellation)
        action = isRead ? loop.advance() : loop.cancel()
      case .sample where cancellation?.isCancelled == true:
        action = loop.cancel()
      case .sample where progress?.isComplete == true:
        action = loop.meetConstraint()
      case .sample:
        let mask = try progress?.mask(tokensLeft: loop.tokensLeft, position: held.count)
        let token = try model.withLogits(row: 0) {
          try sampler.nextToken($0, after: held, allowed: mask)
        }
        stopwatch.markToken()
        progress?.advance(by: token)
        action = loop.sampled(token, meetsConstraint: progress?.isComplete ?? false)
      case .emit(let text):
        do { try handler(.text(text)) } catch is EnoughText {
          stopwatch.stop()
          return .enoughText
        }
        action = loop.advance()
      case .finish(let reason):
        stopwatch.stop()
        return reason
      }
    }
  }

  /// Lets the model read tokens and remembers them.
  ///
  /// - Returns: false when the caller asked to stop; nothing was read then.
  private func read(
    _ tokens: ArraySlice<TokenID>, wantsLogits: Bool, _ cancellation: Cancellation?
  ) throws(SequenceModelError) -> Bool {
    guard cancellation?.isCancelled != true else { return false }
    do {
      try model.process(tokens, logitRows: wantsLogits ? 1 : 0, cancellation: cancellation)
    } catch .cancelled {
      return false
    }
    held.append(contentsOf: tokens)
    return true
  }
}
