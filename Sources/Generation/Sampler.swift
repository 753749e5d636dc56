package import Constraints
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
  /// The row with the constraint and the repetition penalty, when there is either.
  private var changed: [Float] = []

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
  ///   - mask: the tokens that may be picked; nil allows all. The others count as if they were
  ///     not in the vocabulary, so every step of the chain sees allowed tokens alone.
  /// - Throws: `GenerationError.noLikelyToken` when no logit is above minus infinity,
  ///   `GenerationError.noAllowedToken` for a mask without tokens.
  package mutating func nextToken(
    _ logits: Span<Float>, after history: [TokenID], allowed mask: TokenMask? = nil
  ) throws(GenerationError) -> TokenID {
    if let mask, mask.isEmpty { throw .noAllowedToken(position: history.count) }
    let picked: TokenID?
    if mask != nil || options.penalizesRepetition {
      copy(logits, allowed: mask)
      if options.penalizesRepetition { penalize(logits, history.suffix(options.repetitionWindow)) }
      // The array is taken out while it is read, because picking changes the sampler.
      var row: [Float] = []
      swap(&row, &changed)
      picked = pick(row.span)
      changed = row
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

  /// Copies the row, with minus infinity for tokens that are not allowed.
  private mutating func copy(_ logits: Span<Float>, allowed mask: TokenMask?) {
    changed.removeAll(keepingCapacity: true)
    logits.withUnsafeBufferPointer { row in
      if let mask { mask.append(row, to: &changed) } else { changed.append(contentsOf: row) }
    }
  }

  /// Lowers the logits of `recent` tokens, each once, in the copy of the row.
  ///
  /// Source of the formula: Keskar et al., "CTRL" (2019), section 4.1, with the sign handled so
  /// that a penalty above 1 always lowers.
  private mutating func penalize(_ logits: Span<Float>, _ recent: ArraySlice<TokenID>) {
    let penalty = options.repetitionPenalty
    for token in recent {
      guard let index = Int(exactly: token), changed.indices.contains(index),
        changed[index] > -.infinity
      else { continue }
      // Read from the row itself, so a token that came twice is lowered once.
      let logit = logits[index]
      changed[index] = logit > 0 ? logit / penalty : logit * penalty
    }
  }
}
