/// The codes of a block whose runs have one signed scale each, a whole number.
///
/// value = (d · scale) · code, for Q3_K, Q6_K and the scales of IQ4_XS.
struct SymmetricRuns {
  /// The scale of the scales, binary16.
  let d: UInt16
  /// One per run, from `leastScale` to `-leastScale - 1`.
  let scales: [Int]
  /// One per value, from `leastCode` to `-leastCode - 1`.
  let codes: [Int]

  /// Gives the value of greatest magnitude of each run the least code, which reaches farthest.
  init(
    _ values: UnsafePointer<Float>, count: Int, length: Int, leastCode: Int, leastScale: Int
  ) {
    let steps = (0..<count).map { (values + $0 * length).extreme(length) / Float(leastCode) }
    var farthest: Float = 0
    for step in steps where step.magnitude > farthest.magnitude { farthest = step }
    d = (farthest / Float(leastScale)).halfBits

    let unit = Float(halfBits: d)
    let scales = steps.map {
      ($0 * unit.reciprocalOrZero).nearest(in: leastScale...(-leastScale - 1))
    }
    self.scales = scales
    codes = (0..<count * length).map { index in
      let inverse = (unit * Float(scales[index / length])).reciprocalOrZero
      return (values[index] * inverse).nearest(in: leastCode...(-leastCode - 1))
    }
  }
}
