/// 32 values of 4-bit floats (E2M1) with a power of two as scale.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<1 | `e` | exponent of the scale (E8M0) |
/// | 1..<17 | `qs` | low nibble of byte j: value j; high nibble: value j + 16 |
///
/// value = 2^(e − 128) · `doubledValues[q]`; the table holds twice the E2M1 numbers, so that it is
/// whole, and the scale half of the format's 2^(e − 127).
package struct MXFP4Block: WeightBlock {
  package var e: UInt8
  package var qs: InlineArray<16, UInt8>

  package static var type: WeightType { .mxfp4 }

  /// Twice the value of each 4-bit code.
  package static let doubledValues: InlineArray<16, Int8> = [
    0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12,
  ]

  /// The scale, 2^(e − 128); the lowest two exponents are float32's subnormal numbers.
  package var scale: Float {
    Float(bitPattern: e < 2 ? 0x0020_0000 << UInt32(e) : (UInt32(e) - 1) << 23)
  }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let scale = scale
    for j in 0..<16 {
      destination[j] = scale * Float(Self.doubledValues[Int(qs[j] & 15)])
      destination[j + 16] = scale * Float(Self.doubledValues[Int(qs[j] >> 4)])
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    let extreme = values.extreme(32)
    // The greatest code is 6 = 1.5 · 2², so the extreme's exponent lies two over the scale's.
    let exponent = extreme.isNormal ? Int(extreme.exponent) - 2 + 127 : 0
    e = UInt8(clamping: exponent)
    qs = InlineArray(repeating: 0)
    let scale = scale
    for j in 0..<16 {
      let low = Self.nearest(to: values[j] / scale)
      let high = Self.nearest(to: values[j + 16] / scale)
      qs[j] = UInt8(truncatingIfNeeded: low | high << 4)
    }
  }

  /// The code whose doubled value is nearest to `value`.
  private static func nearest(to value: Float) -> Int {
    var best = 0
    for code in 1..<16 {
      let distance = (Float(doubledValues[code]) - value).magnitude
      if distance < (Float(doubledValues[best]) - value).magnitude { best = code }
    }
    return best
  }
}
