package import SequenceModel
package import TextModel

/// Picks the next token from a row of logits, by the chain that `SamplingOptions` describes.
///
/// The same options, seed and logits give the same tokens in every run and on every machine. A
/// token whose logit is NaN or minus infinity is never picked.
package struct Sampler: Sendable {
  package let options: SamplingOptions
  /// The seed that is used: the one asked for, or a fresh one.
  package let seed: UInt64

  private var random: SplitMix64
  private var pool = CandidatePool()
  /// The row with the repetition penalty, when there is one.
  private var penalized: [Float] = []

  /// Prepares a chain.
  ///
  /// - Throws: `GenerationError.invalidOption` when a number is outside what the chain can use.
  package init(_ options: SamplingOptions) throws(GenerationError) {
    try options.validate()
    self.options = options
    seed = options.seed ?? UInt64.random(in: .min ... .max)
    random = SplitMix64(seed: seed)
  }

  /// Picks the token that follows `history`.
  ///
  /// With temperature 0 it is the greatest logit, of equal ones the lowest token, found in one
  /// pass. One number is drawn for each token otherwise, whatever the chain leaves over.
  ///
  /// - Parameters:
  ///   - logits: one number for each token of the vocabulary.
  ///   - history: the tokens before, in order, prompt included; the penalty looks at the last ones.
  /// - Throws: `GenerationError.noLikelyToken` when no logit is above minus infinity.
  package mutating func nextToken(
    _ logits: Span<Float>, after history: [TokenID]
  ) throws(GenerationError) -> TokenID {
    let picked: TokenID?
    if options.penalizesRepetition {
      penalize(logits, history.suffix(options.repetitionWindow))
      // The array is taken out while it is read, because picking changes the sampler.
      var row: [Float] = []
      swap(&row, &penalized)
      picked = pick(row.span)
      penalized = row
    } else {
      picked = pick(logits)
    }
    guard let picked else {
      throw .noLikelyToken(position: history.count, vocabularySize: logits.count)
    }
    return picked
  }

  private mutating func pick(_ row: Span<Float>) -> TokenID? {
    if options.temperature == 0 {
      // A row has one logit for each token number, which is an `Int32`.
      return row.argmax.map { TokenID(truncatingIfNeeded: $0) }
    }
    pool.fill(from: row, by: options)
    return pool.token(at: random.nextUnit())
  }

  /// Copies the row and lowers the logits of `recent` tokens, each once.
  ///
  /// Source of the formula: Keskar et al., "CTRL" (2019), section 4.1, with the sign handled so
  /// that a penalty above 1 always lowers.
  private mutating func penalize(_ logits: Span<Float>, _ recent: ArraySlice<TokenID>) {
    penalized.removeAll(keepingCapacity: true)
    logits.withUnsafeBufferPointer { penalized.append(contentsOf: $0) }
    let penalty = options.repetitionPenalty
    for token in recent {
      guard let index = Int(exactly: token), penalized.indices.contains(index) else { continue }
      // Read from the row itself, so a token that came twice is lowered once.
      let logit = logits[index]
      penalized[index] = logit > 0 ? logit / penalty : logit * penalty
    }
  }
}
