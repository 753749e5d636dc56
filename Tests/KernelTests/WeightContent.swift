import BlockFormats

/// What the blocks of a test hold.
enum WeightContent: String, CaseIterable {
  case zeros, greatest, least, extremeScales, random, oneHot

  /// The bytes of `blocks` blocks.
  func blocks(_ blocks: Int, of format: DotFormat, seed: UInt64) -> [UInt8] {
    var random = RandomNumbers(seed: seed)
    return (0..<blocks).flatMap { block(of: format, index: $0, using: &random) }
  }

  private func block(
    of format: DotFormat, index: Int, using random: inout RandomNumbers
  ) -> [UInt8] {
    let size = format.type.bytesPerBlock
    var bytes: [UInt8]
    switch self {
    case .zeros: return [UInt8](repeating: 0, count: size)
    case .greatest: bytes = [UInt8](repeating: format == .q8_0 ? 0x7F : 0xFF, count: size)
    case .least: bytes = [UInt8](repeating: format == .q8_0 ? 0x80 : 0, count: size)
    case .oneHot:
      bytes = [UInt8](repeating: format == .q4_0 ? 0x88 : 0, count: size)
      bytes[index * 7 % size] = 0xFF
    case .extremeScales, .random: bytes = random.bytes(size)
    }
    if self == .greatest || self == .least {
      // Scales of 127 or 63, and of 1.
      for place in format.scaleRange { bytes[place] = self == .least ? 0x80 : 0x7F }
    }
    if format == .mxfp4 { bytes[0] = exponent(using: &random) }
    for offset in format.halfOffsets {
      let half = halfBits(using: &random)
      bytes[offset] = UInt8(truncatingIfNeeded: half)
      bytes[offset + 1] = UInt8(half >> 8)
    }
    return bytes
  }

  /// Scales of MXFP4 whose products with activations are finite.
  private func exponent(using random: inout RandomNumbers) -> UInt8 {
    switch self {
    case .zeros: 0
    case .greatest, .least, .oneHot: 128
    case .random: UInt8(100 + random.next() % 50)
    case .extremeScales: [0, 1, 2, 230].randomElement(using: &random) ?? 0
    }
  }

  private func halfBits(using random: inout RandomNumbers) -> UInt16 {
    switch self {
    case .zeros: 0
    case .greatest, .least, .oneHot: 0x3C00
    case .random: random.finiteHalf()
    // The greatest, the least normal, the least, and their negatives.
    case .extremeScales:
      [0x7BFF, 0x0400, 0x0001, 0xFBFF, 0x8001].randomElement(using: &random) ?? 0
    }
  }
}
