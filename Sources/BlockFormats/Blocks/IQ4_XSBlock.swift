/// 256 values of 4 bits that index a table of unequal steps; every 32 have a scale of 6 bits.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale of the scales, binary16 |
/// | 2..<4 | `scalesHigh` | bits 2r and 2r + 1: the upper two bits of the scale of run r |
/// | 4..<8 | `scalesLow` | nibble r, lowest first: the lower four bits of the scale of run r |
/// | 8..<136 | `qs` | per 32 values 16 bytes: low nibbles the first 16, high nibbles the rest |
///
/// value = (d · (scale − 32)) · `NonlinearCodes.values[q]`
package struct IQ4_XSBlock: WeightBlock {
  package var d: UInt16
  package var scalesHigh: UInt16
  package var scalesLow: InlineArray<4, UInt8>
  package var qs: InlineArray<128, UInt8>

  package static var type: WeightType { .iq4_XS }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let d = Float(halfBits: d)
    for run in 0..<8 {
      let scale = d * Float(self.scale(of: run) - 32)
      for j in 0..<16 {
        let codes = qs[run * 16 + j]
        destination[run * 32 + j] = scale * Float(NonlinearCodes.values[Int(codes & 15)])
        destination[run * 32 + j + 16] = scale * Float(NonlinearCodes.values[Int(codes >> 4)])
      }
    }
  }

  /// The scale of the 32 values of `run`, 0 to 63: 32 more than the number it stands for.
  package func scale(of run: Int) -> Int {
    let lower = Int(scalesLow[run / 2] >> (run % 2 * 4) & 15)
    let upper = Int(scalesHigh >> (run * 2) & 3)
    return lower | upper << 4
  }

  package init(encoding values: UnsafePointer<Float>) {
    let runs = SymmetricRuns(values, count: 8, length: 32, leastCode: -127, leastScale: -32)
    d = runs.d
    scalesHigh = 0
    scalesLow = InlineArray(repeating: 0)
    qs = InlineArray(repeating: 0)
    for run in 0..<8 {
      let scale = runs.scales[run] + 32
      scalesLow[run / 2] |= UInt8(truncatingIfNeeded: (scale & 15) << (run % 2 * 4))
      scalesHigh |= UInt16(truncatingIfNeeded: (scale >> 4) << (run * 2))
      let inverse = (Float(halfBits: d) * Float(runs.scales[run])).reciprocalOrZero
      for j in 0..<16 {
        let low = NonlinearCodes.nearest(to: values[run * 32 + j] * inverse)
        let high = NonlinearCodes.nearest(to: values[run * 32 + j + 16] * inverse)
        qs[run * 16 + j] = UInt8(truncatingIfNeeded: low | high << 4)
      }
    }
  }
}
