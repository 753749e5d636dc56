/// What an answer cost and why it ended.
package struct GenerationSummary: Sendable, Equatable {
  package enum StopReason: String, Sendable {
    /// The model ended its turn.
    case endOfTurn = "end-of-turn"
    /// One of the caller's stop strings was written.
    case stopString = "stop-string"
    /// The constraint is met and nothing can follow.
    case constraintMet = "constraint-met"
    /// The caller's token limit was reached.
    case tokenLimit = "token-limit"
    /// The context has no room for another token.
    case contextFull = "context-full"
    /// The caller had enough text.
    case enoughText = "enough-text"
    /// The caller asked to stop.
    case cancelled
  }

  package var stopReason: StopReason
  /// Whether the whole answer satisfies its constraint; true where there is none.
  package var satisfiesConstraint: Bool
  /// Whether the constraint was met with a hand of the token limit: near it only what leads to the
  /// end is possible, so that the model may have wanted to write more.
  package var isSteered: Bool
  /// Tokens of the prompt.
  package var promptTokens: Int
  /// Those of them that the model held already and did not read again.
  package var reusedTokens: Int
  /// Tokens written, the end-of-turn token not counted.
  package var generatedTokens: Int
  /// Time from the start of the call to the first token.
  package var readingTime: Duration
  /// Time from the first token to the end.
  package var writingTime: Duration

  package init(
    stopReason: StopReason, satisfiesConstraint: Bool = true, isSteered: Bool = false,
    promptTokens: Int,
    reusedTokens: Int = 0, generatedTokens: Int, readingTime: Duration, writingTime: Duration
  ) {
    self.stopReason = stopReason
    self.satisfiesConstraint = satisfiesConstraint
    self.isSteered = isSteered
    self.promptTokens = promptTokens
    self.reusedTokens = reusedTokens
    self.generatedTokens = generatedTokens
    self.readingTime = readingTime
    self.writingTime = writingTime
  }
}
