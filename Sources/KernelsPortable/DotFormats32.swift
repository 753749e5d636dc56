// How the blocks of 32 unpack; see `BlockFormats` for their layouts.

enum DotQ4_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ index: Int) -> BiasedStep32 {
    BiasedStep32(
      values: Unpacked32(nibbles: block + 2), shift: 0, d: halfFloat(block), index: index)
  }
}

enum DotQ4_1: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 20 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ index: Int) -> AffineStep32 {
    AffineStep32(
      values: Unpacked32(nibbles: block + 4), d: halfFloat(block), m: halfFloat(block + 2),
      index: index)
  }
}

enum DotQ5_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 22 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ index: Int) -> BiasedStep32 {
    BiasedStep32(
      values: Unpacked32(nibbles: block + 6).withFifths(block + 2), shift: 1,
      d: halfFloat(block), index: index)
  }
}

enum DotQ5_1: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 24 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ index: Int) -> AffineStep32 {
    AffineStep32(
      values: Unpacked32(nibbles: block + 8).withFifths(block + 4), d: halfFloat(block),
      m: halfFloat(block + 2), index: index)
  }
}

enum DotQ8_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 34 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ index: Int) -> SignedStep32 {
    SignedStep32(
      values: Unpacked32(
        Words16(signed: bytes16(block + 2)), Words16(signed: bytes16(block + 18))),
      d: halfFloat(block), index: index)
  }
}

enum DotIQ4_NL: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ index: Int) -> SignedStep32 {
    let values = nonlinear(block + 2)
    return SignedStep32(
      values: Unpacked32(values.low, values.high),
      d: halfFloat(block), index: index)
  }
}

enum DotMXFP4: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 17 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer, _ index: Int) -> SignedStep32 {
    let codes = Unpacked32(nibbles: block + 1)
    return SignedStep32(
      values: Unpacked32(
        Words16(numbers: codes.low), Words16(numbers: codes.high)),
      d: power(block.load(as: UInt8.self)), index: index)
  }
}

/// 2^(e − 128); the lowest two exponents are float32's subnormal numbers.
@inline(__always)
private func power(_ e: UInt8) -> Float {
  Float(bitPattern: e < 2 ? 0x0020_0000 &<< UInt32(e) : (UInt32(e) &- 1) &<< 23)
}

extension Words16 {
  /// Twice the numbers of two bits of exponent and one of fraction that 4-bit codes stand for.
  @inline(__always)
  fileprivate init(numbers codes: Words16) {
    self = codes
    even = Self.doubled(codes.even)
    odd = Self.doubled(codes.odd)
  }

  /// The magnitudes 0, 1, 2, 3, 4, 6, 8, 12: what lies above 4 and above 6 counts twice.
  @inline(__always)
  private static func doubled(_ codes: SIMD8<Int16>) -> SIMD8<Int16> {
    let magnitude = codes & 7
    let above4 = magnitude &- 4
    let above6 = magnitude &- 6
    let once = above4 & ~(above4 &>> 15)
    let twice = above6 & ~(above6 &>> 15)
    let number = magnitude &+ once &+ twice &+ twice
    let sign = (codes &<< 12) &>> 15
    return (number ^ sign) &- sign
  }
}
