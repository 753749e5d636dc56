/// 32 values of 5 bits with a scale and a minimum.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale, binary16 |
/// | 2..<4 | `m` | minimum, binary16 |
/// | 4..<8 | `qh` | 32 bits, little endian: bit j is bit 4 of value j |
/// | 8..<24 | `qs` | low nibble of byte j: value j; high nibble: value j + 16 |
///
/// value = d · q + m, q = nibble | bit << 4
package struct Q5_1Block: WeightBlock {
  package var d: UInt16
  package var m: UInt16
  package var qh: InlineArray<4, UInt8>
  package var qs: InlineArray<16, UInt8>

  package static var type: WeightType { .q5_1 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let scale = Float(halfBits: d)
    let minimum = Float(halfBits: m)
    for j in 0..<16 {
      let low = qs[j] & 15 | (qh[j / 8] >> (j % 8) & 1) << 4
      let high = qs[j] >> 4 | (qh[j / 8 + 2] >> (j % 8) & 1) << 4
      destination[j] = scale * Float(low) + minimum
      destination[j + 16] = scale * Float(high) + minimum
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    let (least, greatest) = values.extent(32)
    d = ((greatest - least) / 31).halfBits
    m = least.halfBits
    qh = InlineArray(repeating: 0)
    qs = InlineArray(repeating: 0)
    let inverse = Float(halfBits: d).reciprocalOrZero
    let minimum = Float(halfBits: m)
    for j in 0..<16 {
      let low = ((values[j] - minimum) * inverse).nearest(in: 0...31)
      let high = ((values[j + 16] - minimum) * inverse).nearest(in: 0...31)
      qs[j] = UInt8(truncatingIfNeeded: low & 15 | (high & 15) << 4)
      qh[j / 8] |= UInt8(truncatingIfNeeded: (low >> 4) << (j % 8))
      qh[j / 8 + 2] |= UInt8(truncatingIfNeeded: (high >> 4) << (j % 8))
    }
  }
}
