/// 32 values of 4 bits that index a table of unequal steps, with one scale.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale, binary16 |
/// | 2..<18 | `qs` | low nibble of byte j: value j; high nibble: value j + 16 |
///
/// value = d · `NonlinearCodes.values[q]`
package struct IQ4_NLBlock: WeightBlock {
  package var d: UInt16
  package var qs: InlineArray<16, UInt8>

  package static var type: WeightType { .iq4_NL }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let scale = Float(halfBits: d)
    for j in 0..<16 {
      destination[j] = scale * Float(NonlinearCodes.values[Int(qs[j] & 15)])
      destination[j + 16] = scale * Float(NonlinearCodes.values[Int(qs[j] >> 4)])
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    d = (values.extreme(32) / -127).halfBits
    qs = InlineArray(repeating: 0)
    let inverse = Float(halfBits: d).reciprocalOrZero
    for j in 0..<16 {
      let low = NonlinearCodes.nearest(to: values[j] * inverse)
      let high = NonlinearCodes.nearest(to: values[j + 16] * inverse)
      qs[j] = UInt8(truncatingIfNeeded: low | high << 4)
    }
  }
}
