/// The codes of a block whose runs have a scale and a minimum each, both whole numbers.
///
/// value = (d · scale) · code − (dmin · minimum), for Q2_K, Q4_K and Q5_K.
struct AffineRuns {
  /// The scale of the scales, binary16.
  let d: UInt16
  /// The scale of the minima, binary16.
  let dmin: UInt16
  /// One per run, from 0 to `greatestScale`.
  let scales: [Int]
  /// One per run, from 0 to `greatestScale`.
  let minima: [Int]
  /// One per value, from 0 to `greatestCode`.
  let codes: [Int]

  init(
    _ values: UnsafePointer<Float>, count: Int, length: Int, greatestCode: Int, greatestScale: Int
  ) {
    // A minimum cannot be negative: a run of positive values counts from 0.
    let extents = (0..<count).map { (values + $0 * length).extent(length) }
    let floors = extents.map { max(0, -$0.least) }
    let steps = zip(extents, floors).map { max(0, $0.greatest + $1) / Float(greatestCode) }
    d = ((steps.max() ?? 0) / Float(greatestScale)).halfBits
    dmin = ((floors.max() ?? 0) / Float(greatestScale)).halfBits

    let (scaleUnit, minimumUnit) = (Float(halfBits: d), Float(halfBits: dmin))
    let range = 0...greatestScale
    let scales = steps.map { ($0 * scaleUnit.reciprocalOrZero).nearest(in: range) }
    let minima = floors.map { ($0 * minimumUnit.reciprocalOrZero).nearest(in: range) }
    self.scales = scales
    self.minima = minima
    codes = (0..<count * length).map { index in
      let run = index / length
      let inverse = (scaleUnit * Float(scales[run])).reciprocalOrZero
      let shifted = values[index] + minimumUnit * Float(minima[run])
      return (shifted * inverse).nearest(in: 0...greatestCode)
    }
  }
}
