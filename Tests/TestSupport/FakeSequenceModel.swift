package import SequenceModel

/// A model without weights: a closure says which logits follow the tokens read so far.
///
/// It checks its arguments as a real one does, and records what it was asked for.
package final class FakeSequenceModel: LanguageModel {
  /// Something that the model was asked to do.
  package enum Call: Equatable {
    case process([TokenID], logitRows: Int)
    case truncate(to: Int)
  }

  package let vocabularySize: Int
  package let contextSize: Int
  /// The tokens that the state holds.
  package private(set) var tokens: [TokenID]
  /// What was asked for, in order; a batch that fails is part of it.
  package private(set) var calls: [Call] = []
  /// Called at the beginning of each `process`, with the number of calls before it.
  ///
  /// It can raise the cancellation in the middle of a batch, or throw.
  package var beforeProcess: (Int) throws(SequenceModelError) -> Void = { _ in }

  private let logits: ([TokenID]) -> [Float]
  private var rows: [[Float]] = []
  private var processCount = 0

  /// Makes a model that follows `logits`, a function of all tokens before.
  package init(
    vocabularySize: Int, contextSize: Int = 4096, tokens: [TokenID] = [],
    logits: @escaping ([TokenID]) -> [Float]
  ) {
    self.vocabularySize = vocabularySize
    self.contextSize = contextSize
    self.tokens = tokens
    self.logits = logits
  }

  /// Makes a model that is sure of what `next` says comes after the tokens before.
  package convenience init(
    vocabularySize: Int, contextSize: Int = 4096, tokens: [TokenID] = [],
    next: @escaping ([TokenID]) -> TokenID
  ) {
    self.init(vocabularySize: vocabularySize, contextSize: contextSize, tokens: tokens) { before in
      let sure = next(before)
      return (0..<vocabularySize).map { $0 == Int(sure) ? 10 : 0 }
    }
  }

  /// Makes a model that answers a prompt of `promptLength` tokens with the tokens of `script`.
  ///
  /// Past the end it repeats the last entry.
  package convenience init(
    vocabularySize: Int, contextSize: Int = 4096, promptLength: Int, script: [TokenID]
  ) {
    self.init(vocabularySize: vocabularySize, contextSize: contextSize) { before in
      script[max(0, min(before.count - promptLength, script.count - 1))]
    }
  }

  package var tokenCount: Int { tokens.count }

  /// The tokens of all batches that were read, in order.
  package var processedTokens: [TokenID] {
    calls.flatMap { call -> [TokenID] in
      if case .process(let tokens, _) = call { tokens } else { [] }
    }
  }

  package func process(
    _ batch: ArraySlice<TokenID>, logitRows: Int, cancellation: Cancellation?
  ) throws(SequenceModelError) {
    calls.append(.process(Array(batch), logitRows: logitRows))
    processCount += 1
    try beforeProcess(processCount - 1)
    let needed = tokens.count + batch.count
    guard needed <= contextSize else {
      throw .contextFull(needed: needed, contextSize: contextSize)
    }
    if let wrong = batch.first(where: { $0 < 0 || $0 >= vocabularySize }) {
      throw .invalidToken(wrong)
    }
    if cancellation?.isCancelled == true { throw .cancelled }
    rows = []
    for (index, token) in batch.enumerated() {
      tokens.append(token)
      if index >= batch.count - logitRows { rows.append(logits(tokens)) }
    }
  }

  package func withLogits<Result>(
    row: Int, _ body: (Span<Float>) throws -> Result
  ) rethrows -> Result {
    let logits = rows[row]
    return try body(logits.span)
  }

  package func truncate(to count: Int) {
    calls.append(.truncate(to: count))
    tokens.removeLast(max(0, tokens.count - max(0, count)))
  }
}
