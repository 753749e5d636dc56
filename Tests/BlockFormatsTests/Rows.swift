import BlockFormats
import Testing

/// Decodes `count` values; the bytes are laid at an odd address to catch aligned loads.
func decoded(_ bytes: [UInt8], as type: WeightType, count: Int) throws -> [Float] {
  let shifted = [0] + bytes
  var values = [Float](repeating: .nan, count: count)
  try shifted.withUnsafeBytes { source in
    try values.withUnsafeMutableBufferPointer { destination in
      let start = try #require(source.baseAddress)
      let end = try #require(destination.baseAddress)
      type.decode(start + 1, count: count, into: end)
    }
  }
  return values
}

/// Encodes values into a row of `type`.
func encoded(_ values: [Float], as type: WeightType) throws -> [UInt8] {
  var bytes = [UInt8](repeating: 0xAA, count: try #require(type.byteCount(values: values.count)))
  try values.withUnsafeBufferPointer { source in
    try bytes.withUnsafeMutableBytes { destination in
      let start = try #require(source.baseAddress)
      let end = try #require(destination.baseAddress)
      type.encode(start, count: values.count, into: end)
    }
  }
  return bytes
}

/// Repeatable values between -1 and 1.
func pseudorandomValues(_ count: Int, seed: UInt64) -> [Float] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int64(bitPattern: state) >> 40) / 0x1p23
  }
}
