package import SequenceModel
package import TextModel

/// Decides what happens next while an answer is made, and does none of it.
///
/// Whoever runs it carries out an action and asks for the following one: with `sampled` after
/// `.sample`, with `advance` after all others. `cancel` can come at any point in between.
package struct GenerationLoop<Decoder: TokenTextDecoder> {
  package enum Action: Equatable {
    /// Tell that `done` of the `total` prompt tokens to read have been read.
    case report(done: Int, total: Int)
    /// Let the model read the tokens; the logits of the last one are wanted or none.
    case read(ArraySlice<TokenID>, wantsLogits: Bool)
    /// Pick a token from the logits of the last token read.
    case sample
    /// Give the text to the caller; it is not empty.
    case emit(String)
    /// Stop; nothing follows.
    case finish(GenerationSummary.StopReason)
  }

  /// What the action last returned leads to when it is done.
  private enum Phase {
    case reported
    case readBatch(end: Int)
    case sampling
    /// The text of this token was given out; nothing stops the answer.
    case wrote(TokenID)
    case readToken
    case finished(GenerationSummary.StopReason)
  }

  /// The part of the prompt that the model does not hold yet.
  private let unread: ArraySlice<TokenID>
  private let limits: GenerationLimits
  private var decoder: Decoder
  private var matcher: StopMatcher
  private var phase = Phase.reported
  private var readCount = 0
  /// Tokens written, the one that ends the turn not counted.
  package private(set) var generatedTokens = 0

  /// Prepares to read a prompt and to continue it.
  ///
  /// - Parameters:
  ///   - unread: the part of the prompt that the model does not hold yet; not empty.
  ///   - decoder: a decoder that has seen no token.
  package init(
    reading unread: ArraySlice<TokenID>, limits: GenerationLimits, stopStrings: [String],
    decoder: Decoder
  ) {
    self.unread = unread
    self.limits = limits
    self.decoder = decoder
    matcher = StopMatcher(stopStrings)
  }

  /// The first action: a report that nothing has been read.
  package mutating func start() -> Action {
    report()
  }

  /// The action that follows when the last one was carried out.
  package mutating func advance() -> Action {
    switch phase {
    case .reported: return readBatchOrBegin()
    case .readBatch(let end):
      readCount = end
      return report()
    case .sampling, .readToken: return sample()
    case .wrote(let token):
      phase = .readToken
      return .read([token], wantsLogits: true)
    case .finished(let reason): return .finish(reason)
    }
  }

  /// How many tokens may still be written.
  package var tokensLeft: Int { limits.tokensLeft(after: generatedTokens) }

  /// The action that follows when `token` was picked.
  ///
  /// The text of a token that ends the turn is not part of the answer.
  ///
  /// - Parameter meetsConstraint: whether the constraint allows nothing behind this token.
  package mutating func sampled(_ token: TokenID, meetsConstraint: Bool = false) -> Action {
    guard case .sampling = phase else { return advance() }
    if limits.endOfTurn.contains(token) { return conclude(.endOfTurn) }
    generatedTokens += 1
    let text = matcher.append(decoder.append(token))
    let limit = meetsConstraint ? .constraintMet : limits.reason(after: generatedTokens)
    guard let reason = matcher.found == nil ? limit : .stopString else {
      phase = .wrote(token)
      return text.isEmpty ? advance() : .emit(text)
    }
    return conclude(reason, with: text)
  }

  /// The action that follows when the constraint allows no token, in place of sampling one.
  package mutating func meetConstraint() -> Action {
    guard case .sampling = phase else { return advance() }
    return conclude(.constraintMet)
  }

  /// The action that follows when the caller asked to stop, in place of the one that was due.
  ///
  /// An answer that has its end already keeps its reason.
  package mutating func cancel() -> Action {
    if case .finished = phase { return advance() }
    return conclude(.cancelled)
  }

  private mutating func report() -> Action {
    phase = .reported
    return .report(done: readCount, total: unread.count)
  }

  private mutating func readBatchOrBegin() -> Action {
    guard readCount < unread.count else {
      guard let reason = limits.reason(after: 0) else { return sample() }
      return conclude(reason)
    }
    let end = readCount + min(limits.batchSize, unread.count - readCount)
    let batch = unread[unread.startIndex + readCount..<unread.startIndex + end]
    phase = .readBatch(end: end)
    return .read(batch, wantsLogits: end == unread.count)
  }

  private mutating func sample() -> Action {
    phase = .sampling
    return .sample
  }

  /// Gives out the last text, with what decoder and matcher held back, and then stops.
  private mutating func conclude(
    _ reason: GenerationSummary.StopReason, with text: String = ""
  ) -> Action {
    // What the decoder still held can complete a stop string too.
    let rest = text + matcher.append(decoder.finish()) + matcher.finish()
    phase = .finished(matcher.found == nil ? reason : .stopString)
    return rest.isEmpty ? advance() : .emit(rest)
  }
}
