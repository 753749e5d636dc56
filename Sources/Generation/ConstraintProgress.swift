import Constraints
import SequenceModel
import TextModel

/// Follows an answer through its constraint.
struct ConstraintProgress {
  private let masker: TokenMasker
  private var state: ConstraintState
  /// Whether the limit of tokens has had a say in what may follow.
  private(set) var isSteered = false

  /// Prepares for a constraint; nil when there is none.
  ///
  /// - Throws: `ConstraintError` for one that cannot be used, `GenerationError.noVocabulary`.
  init?(_ constraint: Constraint?, vocabulary: TokenVocabulary?) throws {
    guard let constraint else { return nil }
    guard let vocabulary else { throw GenerationError.noVocabulary }
    masker = try TokenMasker(constraint, vocabulary: vocabulary)
    state = masker.start
  }

  /// Whether nothing can follow.
  var isComplete: Bool { state.isComplete }

  /// The tokens that may follow.
  ///
  /// - Throws: `GenerationError.noAllowedToken` when there is none.
  mutating func mask(tokensLeft: Int, position: Int) throws(GenerationError) -> TokenMask {
    let mask = masker.mask(for: state, tokensLeft: tokensLeft)
    guard !mask.isEmpty else { throw .noAllowedToken(position: position) }
    isSteered = isSteered || mask.isSteered
    return mask
  }

  /// Notes a token that the mask allowed; one that ends the answer changes nothing.
  mutating func advance(by token: TokenID) {
    if let next = masker.next(state, token: Int(token)) { state = next }
  }

  /// Whether an answer that ended for this reason is one that the constraint lets through.
  ///
  /// A stop string cuts off a part of what was followed here.
  func isSatisfied(by reason: GenerationSummary.StopReason) -> Bool {
    reason != .stopString && state.canEnd
  }
}
