package import SequenceModel

/// A token that may come next.
package struct Candidate: Equatable, Sendable {
  package var token: TokenID
  /// Neither NaN nor minus infinity.
  package var logit: Float
  /// How likely the token is, relative to the others; 1 until `CandidatePool.weigh`.
  package var weight: Double

  package init(token: TokenID, logit: Float, weight: Double = 1) {
    self.token = token
    self.logit = logit
    self.weight = weight
  }

  /// Whether this one is more likely; of equally likely ones, the lower token comes first.
  @inline(__always)
  func outranks(_ other: Candidate) -> Bool {
    logit > other.logit || (logit == other.logit && token < other.token)
  }
}
