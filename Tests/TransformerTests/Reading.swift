import SequenceModel
import TestSupport
import Transformer

extension Decoder {
  /// Reads tokens as one batch and returns the logits of the last `rows` of them, or of all.
  func read(
    _ tokens: some Collection<TokenID>, rows: Int? = nil, cancellation: Cancellation? = nil
  ) throws -> [[Float]] {
    let rows = rows ?? tokens.count
    try process(Array(tokens)[...], logitRows: rows, cancellation: cancellation)
    return (0..<rows).map { row in
      withLogits(row: row) { span in span.indices.map { span[$0] } }
    }
  }

  /// Reads tokens in batches of the given sizes, and the rest in one; returns all logits.
  func read(_ tokens: [TokenID], split: [Int]) throws -> [[Float]] {
    var rest = tokens[...]
    var rows: [[Float]] = []
    for size in split + [tokens.count] where !rest.isEmpty {
      rows += try read(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return rows
  }
}

/// Repeatable tokens of a vocabulary.
func randomTokens(_ count: Int, below vocabularySize: Int, seed: UInt64 = 1) -> [TokenID] {
  var source = RandomValues(seed: seed)
  return (0..<count).map { _ in TokenID.random(in: 0..<TokenID(vocabularySize), using: &source) }
}

/// Sizes of batches that together are `count` or a little more.
func randomSplit(_ count: Int, seed: UInt64, sizes range: ClosedRange<Int>? = nil) -> [Int] {
  var source = RandomValues(seed: seed)
  let range = range ?? 1...max(2, count / 3)
  var sizes: [Int] = []
  while sizes.reduce(0, +) < count { sizes.append(.random(in: range, using: &source)) }
  return sizes
}

/// Σ (a − b)² / Σ b²; infinite where the shapes differ or a value is not finite.
func normalizedError(_ rows: [[Float]], _ truth: [[Double]]) -> Double {
  guard rows.map({ $0.count }) == truth.map({ $0.count }) else { return .infinity }
  var (error, power) = (0.0, 0.0)
  for (row, expected) in zip(rows, truth) {
    for (value, target) in zip(row, expected) {
      error += (Double(value) - target) * (Double(value) - target)
      power += target * target
    }
  }
  return error.isFinite && power > 0 ? error / power : .infinity
}

func normalizedError(_ rows: [[Float]], _ truth: [[Float]]) -> Double {
  normalizedError(rows, truth.map { $0.map { Double($0) } })
}
