package import SequenceModel
import TextModel

/// What bounds an answer and the batches that its prompt is read in.
package struct GenerationLimits: Sendable, Equatable {
  /// How many prompt tokens are read at once, at least 1.
  package let batchSize: Int
  /// The most tokens to write; nil means no limit but the context.
  package let maxTokens: Int?
  /// How many tokens fit behind the prompt.
  package let room: Int
  /// The tokens that end the model's turn.
  package let endOfTurn: Set<TokenID>

  /// Takes the limits; a batch size or token limit that is too low counts as the lowest.
  package init(batchSize: Int, maxTokens: Int?, room: Int, endOfTurn: Set<TokenID>) {
    self.batchSize = max(1, batchSize)
    self.maxTokens = maxTokens.map { max(0, $0) }
    self.room = max(0, room)
    self.endOfTurn = endOfTurn
  }

  /// How many tokens may follow when `count` were written.
  func tokensLeft(after count: Int) -> Int { max(0, min(maxTokens ?? .max, room) - count) }

  /// Why no token may follow when `count` were written; nil when one may.
  ///
  /// The caller's own limit is named first when both are reached at once.
  func reason(after count: Int) -> GenerationSummary.StopReason? {
    if let maxTokens, count >= maxTokens { return .tokenLimit }
    return count >= room ? .contextFull : nil
  }
}
