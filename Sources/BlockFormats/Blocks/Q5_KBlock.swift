/// 256 values of 5 bits; every 32 have a scale and a minimum of 6 bits.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale of the scales, binary16 |
/// | 2..<4 | `dmin` | scale of the minima, binary16 |
/// | 4..<16 | `scales` | see `SixBitScales` |
/// | 16..<48 | `qh` | bit g of byte l is bit 4 of value 32g + l |
/// | 48..<176 | `qs` | per 64 values 32 bytes: low nibbles the first 32, high nibbles the rest |
///
/// value = (d · scale) · q − (dmin · minimum)
package struct Q5_KBlock: WeightBlock {
  package var d: UInt16
  package var dmin: UInt16
  package var scales: SixBitScales
  package var qh: InlineArray<32, UInt8>
  package var qs: InlineArray<128, UInt8>

  package static var type: WeightType { .q5_K }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let (d, dmin) = (Float(halfBits: d), Float(halfBits: dmin))
    for run in 0..<8 {
      let scale = d * Float(scales.scale(of: run))
      let minimum = dmin * Float(scales.minimum(of: run))
      let (start, shift) = (run / 2 * 32, run % 2 * 4)
      for l in 0..<32 {
        let code = qs[start + l] >> shift & 15 | (qh[l] >> run & 1) << 4
        destination[run * 32 + l] = scale * Float(code) - minimum
      }
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    let runs = AffineRuns(values, count: 8, length: 32, greatestCode: 31, greatestScale: 63)
    d = runs.d
    dmin = runs.dmin
    scales = SixBitScales(scales: runs.scales, minima: runs.minima)
    qh = InlineArray(repeating: 0)
    qs = InlineArray(repeating: 0)
    for index in 0..<256 {
      let code = runs.codes[index]
      let byte = index / 64 * 32 + index % 32
      qs[byte] |= UInt8(truncatingIfNeeded: (code & 15) << (index / 32 % 2 * 4))
      qh[index % 32] |= UInt8(truncatingIfNeeded: (code >> 4) << (index / 32))
    }
  }
}
