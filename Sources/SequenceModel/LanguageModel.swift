/// The number of a token in a model's vocabulary.
package typealias TokenID = Int32

/// Anything that continues a sequence of tokens: it reads a batch, and says what may come next.
///
/// The model holds the state of one sequence: the tokens read so far. A caller extends it with
/// `process`, looks at the logits that the batch left, and may take tokens back with `truncate`.
/// A conforming type is used from one thread at a time.
package protocol LanguageModel: AnyObject {
  /// How many tokens the vocabulary has, and so how many logits a row has.
  var vocabularySize: Int { get }

  /// How many tokens the state can hold.
  var contextSize: Int { get }

  /// How many tokens the state holds.
  var tokenCount: Int { get }

  /// Reads `tokens` after those read before and keeps the logits of the last `logitRows` of them.
  ///
  /// The logits replace those of the batch before. A long batch may be read in parts; the result
  /// is the same for any split but for rounding, because large batches may take other kernels.
  ///
  /// - Parameters:
  ///   - tokens: the tokens to read, in order; all are at least 0 and below `vocabularySize`.
  ///   - logitRows: how many rows of logits to keep, at most `tokens.count`.
  ///   - cancellation: looked at once per layer; nil never stops.
  /// - Throws: `SequenceModelError`; after an error the state holds what it held before the call.
  func process(
    _ tokens: ArraySlice<TokenID>, logitRows: Int, cancellation: Cancellation?
  ) throws(SequenceModelError)

  /// Calls `body` with one row of logits of the last batch: `vocabularySize` values.
  ///
  /// - Parameter row: counted from 0, the earliest of the rows that were asked for.
  func withLogits<Result>(row: Int, _ body: (Span<Float>) throws -> Result) rethrows -> Result

  /// Forgets all but the first `count` tokens; does nothing when there are no more than that.
  func truncate(to count: Int)
}

/// Why a model could not read a batch.
package enum SequenceModelError: Error, Equatable {
  /// The state has room for `contextSize` tokens and would have to hold `needed`.
  case contextFull(needed: Int, contextSize: Int)
  /// The token is not in the vocabulary.
  case invalidToken(TokenID)
  /// The caller's `Cancellation` was raised.
  case cancelled
}
