import Generation
import SequenceModel

extension SplitMix64 {
  /// A row of logits spread evenly over `range`.
  mutating func row(count: Int, in range: ClosedRange<Float> = -10...10) -> [Float] {
    let width = Double(range.upperBound - range.lowerBound)
    return (0..<count).map { _ in range.lowerBound + Float(nextUnit() * width) }
  }

  /// A row in which many logits are equal and some are no numbers or infinite.
  mutating func awkwardRow(count: Int) -> [Float] {
    let values: [Float] = [-.infinity, .nan, -3, -0.0, 0, 1, 1, 2.5, 7, -.greatestFiniteMagnitude]
    return (0..<count).map { _ in values.randomElement(using: &self) ?? 0 }
  }
}

/// The tokens of a row that can be picked, most likely first, by a plain sort.
func ranking(of row: [Float]) -> [TokenID] {
  row.indices.filter { row[$0] > -.infinity }
    .sorted { row[$0] > row[$1] || (row[$0] == row[$1] && $0 < $1) }
    .map { TokenID($0) }
}
