/// One float32.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<4 | `bits` | the value's bit pattern |
package struct F32Block: WeightBlock {
  package var bits: UInt32

  package static var type: WeightType { .f32 }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    destination[0] = Float(bitPattern: bits)
  }

  package init(encoding values: UnsafePointer<Float>) {
    bits = values[0].bitPattern
  }
}
