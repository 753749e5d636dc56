/// 32 values of 4 bits with a scale and a minimum.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale, binary16 |
/// | 2..<4 | `m` | minimum, binary16 |
/// | 4..<20 | `qs` | low nibble of byte j: value j; high nibble: value j + 16 |
///
/// value = d · q + m
package struct Q4_1Block: WeightBlock {
  package var d: UInt16
  package var m: UInt16
  package var qs: InlineArray<16, UInt8>

  package static var type: WeightType { .q4_1 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let scale = Float(halfBits: d)
    let minimum = Float(halfBits: m)
    for j in 0..<16 {
      destination[j] = scale * Float(qs[j] & 15) + minimum
      destination[j + 16] = scale * Float(qs[j] >> 4) + minimum
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    let (least, greatest) = values.extent(32)
    d = ((greatest - least) / 15).halfBits
    m = least.halfBits
    qs = InlineArray(repeating: 0)
    let inverse = Float(halfBits: d).reciprocalOrZero
    let minimum = Float(halfBits: m)
    for j in 0..<16 {
      let low = ((values[j] - minimum) * inverse).nearest(in: 0...15)
      let high = ((values[j + 16] - minimum) * inverse).nearest(in: 0...15)
      qs[j] = UInt8(truncatingIfNeeded: low | high << 4)
    }
  }
}
