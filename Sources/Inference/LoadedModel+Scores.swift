package import SequenceModel
import Tokenization
import Transformer

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How well a model predicts a text, token by token.
package struct TextScores: Sendable {
  package struct Candidate: Sendable {
    package let token: TokenID
    package let logProbability: Double

    package init(token: TokenID, logProbability: Double) {
      self.token = token
      self.logProbability = logProbability
    }
  }

  package let tokens: [TokenID]
  /// log p of token i + 1 after the tokens up to i: one less than there are tokens.
  package let nextLogProbabilities: [Double]
  /// The ten most likely tokens after each token but the last.
  package let top: [[Candidate]]

  package init(tokens: [TokenID], nextLogProbabilities: [Double], top: [[Candidate]]) {
    self.tokens = tokens
    self.nextLogProbabilities = nextLogProbabilities
    self.top = top
  }

  /// exp of the mean negative log probability.
  package var perplexity: Double {
    let mean = nextLogProbabilities.reduce(0, +) / Double(max(nextLogProbabilities.count, 1))
    return exp(-mean)
  }
}

extension LoadedModel {
  /// Rows of logits that are kept at a time: a full matrix for 1,024 tokens takes 600 MB.
  private static let scoreSlice = 64

  /// The ids of a text, without a beginning-of-text token; names of special tokens are text.
  ///
  /// - Throws: `GGUFError` or `TokenizationError` for a vocabulary that cannot be used.
  package func tokens(of text: [UInt8]) throws -> [TokenID] {
    let tokenizer = try Tokenizer(file: file, team: team)
    return text.withUnsafeBufferPointer(tokenizer.encode)
  }

  /// Scores every token of a text but the first.
  ///
  /// - Parameters:
  ///   - tokens: the text; the state of the decoder is replaced.
  ///   - batch: how many tokens are read together; 1 takes the path of decoding.
  /// - Throws: `RuntimeError.nothingToScore`, or `SequenceModelError` when the text does not fit.
  package func scores(
    of tokens: [TokenID], batch: Int = scoreSlice, cancellation: Cancellation? = nil
  ) throws -> TextScores {
    guard tokens.count >= 2 else { throw RuntimeError.nothingToScore(tokens: tokens.count) }
    decoder.truncate(to: 0)
    var next: [Double] = []
    var top: [[TextScores.Candidate]] = []
    let inputs = tokens.dropLast()
    var first = 0
    while first < inputs.count {
      let end = min(first + max(batch, 1), inputs.count)
      try decoder.process(inputs[first..<end], logitRows: end - first, cancellation: cancellation)
      for row in 0..<end - first {
        let wanted = tokens[first + row + 1]
        decoder.withLogits(row: row) { logits in
          let normalizer = logits.logSumExp
          next.append(Double(logits[Int(wanted)]) - normalizer)
          top.append(logits.largest(10, normalizer: normalizer))
        }
      }
      first = end
    }
    return TextScores(tokens: tokens, nextLogProbabilities: next, top: top)
  }
}

extension Span<Float> {
  /// log Σ exp(x), in double.
  fileprivate var logSumExp: Double {
    var largest = -Float.infinity
    for index in indices { largest = Swift.max(largest, self[index]) }
    var sum = 0.0
    for index in indices { sum += exp(Double(self[index] - largest)) }
    return Double(largest) + log(sum)
  }

  /// The `count` largest values, the largest first; of equal values the lower index first.
  fileprivate func largest(_ count: Int, normalizer: Double) -> [TextScores.Candidate] {
    var best: [Int] = []
    for index in indices {
      if best.count == count, let last = best.last, self[index] <= self[last] { continue }
      let place = best.firstIndex { self[$0] < self[index] } ?? best.count
      best.insert(index, at: place)
      if best.count > count { best.removeLast() }
    }
    return best.map {
      TextScores.Candidate(
        token: TokenID($0), logProbability: Double(self[$0]) - normalizer)
    }
  }
}
