// How the blocks of 32 unpack; see `BlockFormats` for their layouts.

enum DotQ4_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> BiasedStep32 {
    BiasedStep32(values: Unpacked32(nibbles: block + 2), d: d, index: index)
  }
}

enum DotQ4_1: AffineBlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 20 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> PlainStep32 {
    PlainStep32(values: Unpacked32(nibbles: block + 4), d: d, index: index)
  }
}

enum DotQ5_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 22 } }

  @inline(__always)
  static func factors(_ blocks: UnsafeRawPointer) -> SIMD4<Float> {
    fourHalves(blocks, stride: blockBytes) * 0x1p-8
  }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> PlainStep32 {
    PlainStep32(
      values: Unpacked32(nibbles: block + 6, fifths: block + 2), d: d, index: index)
  }
}

enum DotQ5_1: AffineBlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 24 } }

  @inline(__always)
  static func factors(_ blocks: UnsafeRawPointer) -> SIMD4<Float> {
    fourHalves(blocks, stride: blockBytes) * 0x1p-8
  }

  /// d · q + m is d · (q − 16) + m + 16 · d.
  @inline(__always)
  static func minima(_ blocks: UnsafeRawPointer, _ d: SIMD4<Float>) -> SIMD4<Float> {
    fourHalves(blocks + 2, stride: blockBytes) + d * 4_096
  }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> PlainStep32 {
    PlainStep32(
      values: Unpacked32(nibbles: block + 8, fifths: block + 4), d: d, index: index)
  }
}

enum DotQ8_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 34 } }

  /// Words are 256 times the values, which saves shifts, and the factors a 256th.
  @inline(__always)
  static func factors(_ blocks: UnsafeRawPointer) -> SIMD4<Float> {
    fourHalves(blocks, stride: blockBytes) * 0x1p-8
  }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> PlainStep32 {
    PlainStep32(
      values: Unpacked32(
        Words16(signed256: bytes16(block + 2)), Words16(signed256: bytes16(block + 18))),
      d: d, index: index)
  }
}

enum DotIQ4_NL: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> PlainStep32 {
    let (low, high) = nonlinear(block + 2)
    return PlainStep32(values: Unpacked32(low, high), d: d, index: index)
  }
}

enum DotMXFP4: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 17 } }

  @inline(__always)
  static func factors(_ blocks: UnsafeRawPointer) -> SIMD4<Float> {
    SIMD4(
      powerOfTwo(blocks.load(as: UInt8.self)),
      powerOfTwo(blocks.load(fromByteOffset: 17, as: UInt8.self)),
      powerOfTwo(blocks.load(fromByteOffset: 34, as: UInt8.self)),
      powerOfTwo(blocks.load(fromByteOffset: 51, as: UInt8.self)))
  }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> PlainStep32 {
    let (low, high) = smallFloats(block + 1)
    return PlainStep32(values: Unpacked32(low, high), d: d, index: index)
  }
}

/// 2^(e − 128); the lowest two exponents are float32's subnormal numbers.
@inline(__always)
func powerOfTwo(_ e: UInt8) -> Float {
  Float(bitPattern: e < 2 ? 0x0020_0000 &<< UInt32(e) : (UInt32(e) &- 1) &<< 23)
}
