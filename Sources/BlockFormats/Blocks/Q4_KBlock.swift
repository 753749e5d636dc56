/// 256 values of 4 bits; every 32 have a scale and a minimum of 6 bits.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale of the scales, binary16 |
/// | 2..<4 | `dmin` | scale of the minima, binary16 |
/// | 4..<16 | `scales` | see `SixBitScales` |
/// | 16..<144 | `qs` | per 64 values 32 bytes: low nibbles the first 32, high nibbles the rest |
///
/// value = (d · scale) · q − (dmin · minimum)
package struct Q4_KBlock: WeightBlock {
  package var d: UInt16
  package var dmin: UInt16
  package var scales: SixBitScales
  package var qs: InlineArray<128, UInt8>

  package static var type: WeightType { .q4_K }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let (d, dmin) = (Float(halfBits: d), Float(halfBits: dmin))
    for run in 0..<8 {
      let scale = d * Float(scales.scale(of: run))
      let minimum = dmin * Float(scales.minimum(of: run))
      let (start, shift) = (run / 2 * 32, run % 2 * 4)
      for l in 0..<32 {
        let code = qs[start + l] >> shift & 15
        destination[run * 32 + l] = scale * Float(code) - minimum
      }
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    let runs = AffineRuns(values, count: 8, length: 32, greatestCode: 15, greatestScale: 63)
    d = runs.d
    dmin = runs.dmin
    scales = SixBitScales(scales: runs.scales, minima: runs.minima)
    qs = InlineArray(repeating: 0)
    for index in 0..<256 {
      let byte = index / 64 * 32 + index % 32
      qs[byte] |= UInt8(truncatingIfNeeded: runs.codes[index] << (index / 32 % 2 * 4))
    }
  }
}
