/// 32 values of 5 bits with one scale.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale, binary16 |
/// | 2..<6 | `qh` | 32 bits, little endian: bit j is bit 4 of value j |
/// | 6..<22 | `qs` | low nibble of byte j: value j; high nibble: value j + 16 |
///
/// value = d · (q − 16), q = nibble | bit << 4
package struct Q5_0Block: WeightBlock {
  package var d: UInt16
  package var qh: InlineArray<4, UInt8>
  package var qs: InlineArray<16, UInt8>

  package static var type: WeightType { .q5_0 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let scale = Float(halfBits: d)
    for j in 0..<16 {
      let low = Int(qs[j] & 15) | Int(qh[j / 8] >> (j % 8) & 1) << 4
      let high = Int(qs[j] >> 4) | Int(qh[j / 8 + 2] >> (j % 8) & 1) << 4
      destination[j] = scale * Float(low - 16)
      destination[j + 16] = scale * Float(high - 16)
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    d = (values.extreme(32) / -16).halfBits
    qh = InlineArray(repeating: 0)
    qs = InlineArray(repeating: 0)
    let inverse = Float(halfBits: d).reciprocalOrZero
    for j in 0..<16 {
      let low = (values[j] * inverse).nearest(in: -16...15) + 16
      let high = (values[j + 16] * inverse).nearest(in: -16...15) + 16
      qs[j] = UInt8(truncatingIfNeeded: low & 15 | (high & 15) << 4)
      qh[j / 8] |= UInt8(truncatingIfNeeded: (low >> 4) << (j % 8))
      qh[j / 8 + 2] |= UInt8(truncatingIfNeeded: (high >> 4) << (j % 8))
    }
  }
}
