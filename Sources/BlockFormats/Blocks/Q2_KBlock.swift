/// 256 values of 2 bits; every 16 have a scale and a minimum of 4 bits.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<16 | `scales` | per 16 values: low nibble scale, high nibble minimum |
/// | 16..<80 | `qs` | per 128 values 32 bytes: bits 2g and 2g + 1 of byte l are value 32g + l |
/// | 80..<82 | `d` | scale of the scales, binary16 |
/// | 82..<84 | `dmin` | scale of the minima, binary16 |
///
/// value = (d · scale) · q − (dmin · minimum)
package struct Q2_KBlock: WeightBlock {
  package var scales: InlineArray<16, UInt8>
  package var qs: InlineArray<64, UInt8>
  package var d: UInt16
  package var dmin: UInt16

  package static var type: WeightType { .q2_K }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let (d, dmin) = (Float(halfBits: d), Float(halfBits: dmin))
    for run in 0..<16 {
      let scale = d * Float(scales[run] & 15)
      let minimum = dmin * Float(scales[run] >> 4)
      for index in run * 16..<run * 16 + 16 {
        let (byte, shift) = Self.place(of: index)
        destination[index] = scale * Float(qs[byte] >> shift & 3) - minimum
      }
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    let runs = AffineRuns(values, count: 16, length: 16, greatestCode: 3, greatestScale: 15)
    d = runs.d
    dmin = runs.dmin
    scales = InlineArray { UInt8(truncatingIfNeeded: runs.scales[$0] | runs.minima[$0] << 4) }
    qs = InlineArray(repeating: 0)
    for index in 0..<256 {
      let (byte, shift) = Self.place(of: index)
      qs[byte] |= UInt8(truncatingIfNeeded: runs.codes[index] << shift)
    }
  }

  /// The byte of `qs` that holds value `index`, and how far its two bits are shifted up.
  private static func place(of index: Int) -> (byte: Int, shift: Int) {
    (index / 128 * 32 + index % 32, index % 128 / 32 * 2)
  }
}
