/// 256 values of 6 bits; every 16 have a signed scale of 8 bits.
///
/// | bytes | field | meaning |
/// |---|---|---|
/// | 0..<128 | `ql` | lower four bits; per 128 values 64 bytes, two groups of 32 values a nibble |
/// | 128..<192 | `qh` | upper two bits; per 128 values 32 bytes, bits 2g and 2g + 1 for group g |
/// | 192..<208 | `scales` | signed, one per 16 values |
/// | 208..<210 | `d` | scale of the scales, binary16 |
///
/// Groups 0 and 1 of 32 values are the low nibbles of bytes 0..<32 and 32..<64, groups 2 and 3
/// the high nibbles.
///
/// value = (d · scale) · (q − 32)
package struct Q6_KBlock: WeightBlock {
  package var ql: InlineArray<128, UInt8>
  package var qh: InlineArray<64, UInt8>
  package var scales: InlineArray<16, Int8>
  package var d: UInt16

  package static var type: WeightType { .q6_K }

  package func decode(into destination: UnsafeMutablePointer<Float>) {
    let d = Float(halfBits: d)
    for run in 0..<16 {
      let scale = d * Float(scales[run])
      for index in run * 16..<run * 16 + 16 {
        let place = Place(of: index)
        let lower = ql[place.lowerByte] >> place.lowerShift & 15
        let upper = qh[place.upperByte] >> place.upperShift & 3
        destination[index] = scale * Float(Int(lower | upper << 4) - 32)
      }
    }
  }

  package init(encoding values: UnsafePointer<Float>) {
    let runs = SymmetricRuns(values, count: 16, length: 16, leastCode: -32, leastScale: -128)
    d = runs.d
    ql = InlineArray(repeating: 0)
    qh = InlineArray(repeating: 0)
    scales = InlineArray { Int8(truncatingIfNeeded: runs.scales[$0]) }
    for index in 0..<256 {
      let code = runs.codes[index] + 32
      let place = Place(of: index)
      ql[place.lowerByte] |= UInt8(truncatingIfNeeded: (code & 15) << place.lowerShift)
      qh[place.upperByte] |= UInt8(truncatingIfNeeded: (code >> 4) << place.upperShift)
    }
  }

  /// Where the bits of one value stand.
  private struct Place {
    let lowerByte: Int
    let lowerShift: Int
    let upperByte: Int
    let upperShift: Int

    init(of index: Int) {
      let (half, group, l) = (index / 128, index % 128 / 32, index % 32)
      lowerByte = half * 64 + group % 2 * 32 + l
      lowerShift = group / 2 * 4
      upperByte = half * 32 + l
      upperShift = group * 2
    }
  }
}
