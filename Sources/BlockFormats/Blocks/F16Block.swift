/// One IEEE 754 binary16 number.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `bits` | the value's bit pattern |
package struct F16Block: WeightBlock {
  package var bits: UInt16

  package static var type: WeightType { .f16 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    destination[0] = Float(halfBits: bits)
  }

  package init(encoding values: UnsafePointer<Float>) {
    bits = values[0].halfBits
  }
}
