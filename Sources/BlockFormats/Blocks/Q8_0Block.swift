/// 32 values of 8 bits with one scale.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `d` | scale, binary16 |
/// | 2..<34 | `qs` | signed byte j: value j |
///
/// value = d · q
package struct Q8_0Block: WeightBlock {
  package var d: UInt16
  package var qs: InlineArray<32, Int8>

  package static var type: WeightType { .q8_0 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let scale = Float(halfBits: d)
    for j in 0..<32 {
      destination[j] = scale * Float(qs[j])
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    d = (values.extreme(32).magnitude / 127).halfBits
    qs = InlineArray(repeating: 0)
    let inverse = Float(halfBits: d).reciprocalOrZero
    for j in 0..<32 {
      qs[j] = Int8(truncatingIfNeeded: (values[j] * inverse).nearest(in: -127...127))
    }
  }
}
