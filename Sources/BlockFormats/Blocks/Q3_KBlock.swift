/// 256 values of 3 bits; every 16 have a scale of 6 bits.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<32 | `hmask` | bit g of byte l is bit 2 of value 32g + l |
/// | 32..<96 | `qs` | per 128 values 32 bytes: bits 2g and 2g + 1 of byte l are value 32g + l |
/// | 96..<108 | `scales` | 16 scales plus 32: nibbles of bytes 0..<8, upper pairs in 8..<12 |
/// | 108..<110 | `d` | scale of the scales, binary16 |
///
/// value = (d · (scale − 32)) · (q − 4)
package struct Q3_KBlock: WeightBlock {
  package var hmask: InlineArray<32, UInt8>
  package var qs: InlineArray<64, UInt8>
  package var scales: InlineArray<12, UInt8>
  package var d: UInt16

  package static var type: WeightType { .q3_K }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let d = Float(halfBits: d)
    for run in 0..<16 {
      let scale = d * Float(self.scale(of: run) - 32)
      for index in run * 16..<run * 16 + 16 {
        let (byte, shift) = Self.place(of: index)
        let upper = Int(hmask[index % 32] >> (index / 32) & 1) << 2
        let code = Int(qs[byte] >> shift & 3) | upper
        destination[index] = scale * Float(code - 4)
      }
    }
  }

  /// The scale of the 16 values of `run`, 0 to 63: 32 more than the number it stands for.
  package func scale(of run: Int) -> Int {
    let lower = run < 8 ? scales[run] & 15 : scales[run - 8] >> 4
    let upper = scales[8 + run % 4] >> (run / 4 * 2) & 3
    return Int(lower | upper << 4)
  }

  package init(encoding values: UnsafePointer<Float>) {
    let runs = SymmetricRuns(values, count: 16, length: 16, leastCode: -4, leastScale: -32)
    d = runs.d
    hmask = InlineArray(repeating: 0)
    qs = InlineArray(repeating: 0)
    scales = InlineArray(repeating: 0)
    for run in 0..<16 {
      let scale = runs.scales[run] + 32
      scales[run % 8] |= UInt8(truncatingIfNeeded: (scale & 15) << (run / 8 * 4))
      scales[8 + run % 4] |= UInt8(truncatingIfNeeded: (scale >> 4) << (run / 4 * 2))
    }
    for index in 0..<256 {
      let code = runs.codes[index] + 4
      let (byte, shift) = Self.place(of: index)
      qs[byte] |= UInt8(truncatingIfNeeded: (code & 3) << shift)
      hmask[index % 32] |= UInt8(truncatingIfNeeded: (code >> 2) << (index / 32))
    }
  }

  /// The byte of `qs` that holds value `index`, and how far its two bits are shifted up.
  private static func place(of index: Int) -> (byte: Int, shift: Int) {
    (index / 128 * 32 + index % 32, index % 128 / 32 * 2)
  }
}
