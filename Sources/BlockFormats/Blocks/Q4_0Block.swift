/// 32 values of 4 bits with one scale.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale, binary16 |
/// | 2..<18 | `qs` | low nibble of byte j: value j; high nibble: value j + 16 |
///
/// value = d · (q − 8)
package struct Q4_0Block: WeightBlock {
  package var d: UInt16
  package var qs: InlineArray<16, UInt8>

  package static var type: WeightType { .q4_0 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let scale = Float(halfBits: d)
    for j in 0..<16 {
      destination[j] = scale * Float(Int(qs[j] & 15) - 8)
      destination[j + 16] = scale * Float(Int(qs[j] >> 4) - 8)
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    // The value of greatest magnitude gets the code 0, the one that reaches farthest.
    d = (values.extreme(32) / -8).halfBits
    qs = InlineArray(repeating: 0)
    let inverse = Float(halfBits: d).reciprocalOrZero
    for j in 0..<16 {
      let low = (values[j] * inverse).nearest(in: -8...7) + 8
      let high = (values[j + 16] * inverse).nearest(in: -8...7) + 8
      qs[j] = UInt8(truncatingIfNeeded: low | high << 4)
    }
  }
}
