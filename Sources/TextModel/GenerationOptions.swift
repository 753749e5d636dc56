package import Constraints

/// How an answer is sampled and when it stops.
package struct GenerationOptions: Sendable, Equatable {
  /// The most tokens to write; nil means as many as the context holds.
  package var maxTokens: Int?
  /// Texts that end the answer; they are not part of it.
  package var stopStrings: [String]
  package var sampling: SamplingOptions
  /// What the answer is held to; nil leaves it free.
  ///
  /// A constraint that can be met within `maxTokens` bytes is met within as many tokens.
  package var constraint: Constraint?

  package init(
    maxTokens: Int? = nil, stopStrings: [String] = [], sampling: SamplingOptions = .greedy,
    constraint: Constraint? = nil
  ) {
    self.maxTokens = maxTokens
    self.stopStrings = stopStrings
    self.sampling = sampling
    self.constraint = constraint
  }
}

/// The chain that picks the next token from its logits.
///
/// Steps run in this order: constraint, repetition penalty, top-k, top-p, min-p, temperature,
/// choice.
package struct SamplingOptions: Sendable, Equatable {
  /// 0 picks the most likely token; larger values flatten the distribution.
  package var temperature: Float
  /// Keeps the k most likely tokens; 0 keeps all.
  package var topK: Int
  /// Keeps the smallest set whose probability reaches p; 1 keeps all.
  package var topP: Float
  /// Drops tokens below this fraction of the most likely one's probability; 0 drops none.
  package var minP: Float
  /// Divides positive and multiplies negative logits of recent tokens; 1 changes nothing.
  package var repetitionPenalty: Float
  /// How many of the last tokens, prompt included, the penalty looks at.
  package var repetitionWindow: Int
  /// The seed of the random choice; nil takes a fresh one.
  package var seed: UInt64?

  package init(
    temperature: Float = 0, topK: Int = 0, topP: Float = 1, minP: Float = 0,
    repetitionPenalty: Float = 1, repetitionWindow: Int = 64, seed: UInt64? = nil
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.repetitionPenalty = repetitionPenalty
    self.repetitionWindow = repetitionWindow
    self.seed = seed
  }

  /// Always the most likely token.
  package static let greedy = SamplingOptions()
}
