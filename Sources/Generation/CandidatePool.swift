package import SequenceModel
package import TextModel

/// The tokens that may come next, thinned out step by step.
///
/// They always stand in the order of their numbers, so that the token a seed picks does not hang
/// on how a step finds its cut, nor on logits that differ in the last bit. The buffers stay
/// allocated from one token to the next.
package struct CandidatePool: Sendable {
  /// In the order of their tokens.
  package internal(set) var candidates: [Candidate] = []
  /// Where a step shuffles a copy of the candidates to find its cut.
  var shuffled: [Candidate] = []

  package init() {}

  /// Fills the pool from a row of logits by the steps from top-k to temperature.
  ///
  /// The weights are relative probabilities then.
  ///
  /// - Parameter options: valid ones, with a temperature above 0.
  package mutating func fill(from row: Span<Float>, by options: SamplingOptions) {
    fill(from: row, keeping: options.topK)
    if options.topP < 1 || options.minP > 0 { weigh(temperature: 1) }
    if options.topP < 1 { keepShare(options.topP) }
    if options.minP > 0 { dropWeights(below: options.minP) }
    weigh(temperature: options.temperature)
  }

  /// Gives each candidate the weight e^((logit − greatest) / temperature).
  ///
  /// The most likely one has the weight 1, so nothing overflows. When logits are infinite, those
  /// have the weight 1 and all others 0.
  ///
  /// - Parameter temperature: above 0.
  package mutating func weigh(temperature: Float) {
    let top = Double(candidates.reduce(-.infinity) { $0 > $1.logit ? $0 : $1.logit })
    let scale = Double(temperature)
    for index in candidates.indices {
      let logit = Double(candidates[index].logit)
      // The difference of two infinities would be NaN.
      let distance = logit == top ? 0 : (logit - top) / scale
      candidates[index].weight = exponential(ofNonPositive: distance)
    }
  }

  /// Keeps the smallest set of the most likely candidates whose share of the weight reaches `p`.
  ///
  /// - Parameter p: between 0 and 1; at least one candidate is kept.
  package mutating func keepShare(_ p: Float) {
    let total = candidates.reduce(0) { $0 + $1.weight }
    keepLeading(weight: Double(p) * total)
  }

  /// Drops the candidates whose weight is below `fraction` of the most likely one's.
  ///
  /// Call `weigh` before: it makes the weight of the most likely one 1.
  package mutating func dropWeights(below fraction: Float) {
    candidates.removeAll { $0.weight < Double(fraction) }
  }

  /// The candidate at a point of the line on which all lie side by side, each as long as its weight.
  ///
  /// - Parameter unit: the point, as a share of the line: at least 0 and below 1.
  /// - Returns: nil when no candidate has any weight.
  package func token(at unit: Double) -> TokenID? {
    var remaining = unit * candidates.reduce(0) { $0 + $1.weight }
    var last: TokenID?
    for candidate in candidates where candidate.weight > 0 {
      last = candidate.token
      remaining -= candidate.weight
      if remaining < 0 { break }
    }
    return last
  }
}
