/// One bfloat16 number: the upper half of a float32.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<2 | `bits` | the upper 16 bits of the value's bit pattern |
package struct BF16Block: WeightBlock {
  package var bits: UInt16

  package static var type: WeightType { .bf16 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    destination[0] = Float(brainBits: bits)
  }

  package init(encoding values: UnsafePointer<Float>) {
    bits = values[0].brainBits
  }
}
