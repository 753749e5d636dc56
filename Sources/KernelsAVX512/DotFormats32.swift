import _Builtin_intrinsics.intel

// How the blocks of 32 unpack; see `BlockFormats` for their layouts.

enum DotQ4_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func step(_ blocks: UnsafeRawPointer) -> BiasedStep32 {
    let d = fourHalfFloats(blocks, blockBytes)
    return BiasedStep32(
      values: Unpacked32(nibbles: blocks, at: 2, blockBytes: blockBytes, scales: d), shift: 0)
  }
}

enum DotQ4_1: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 20 } }

  @inline(__always)
  static func step(_ blocks: UnsafeRawPointer) -> AffineStep32 {
    let d = fourHalfFloats(blocks, blockBytes)
    return AffineStep32(
      values: Unpacked32(nibbles: blocks, at: 4, blockBytes: blockBytes, scales: d),
      minima: fourHalfFloats(blocks + 2, blockBytes))
  }
}

enum DotQ5_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 22 } }

  @inline(__always)
  static func step(_ blocks: UnsafeRawPointer) -> BiasedStep32 {
    let d = fourHalfFloats(blocks, blockBytes)
    let nibbles = Unpacked32(nibbles: blocks, at: 6, blockBytes: blockBytes, scales: d)
    return BiasedStep32(
      values: nibbles.withFifths(blocks, at: 2, blockBytes: blockBytes), shift: 1)
  }
}

enum DotQ5_1: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 24 } }

  @inline(__always)
  static func step(_ blocks: UnsafeRawPointer) -> AffineStep32 {
    let d = fourHalfFloats(blocks, blockBytes)
    let nibbles = Unpacked32(nibbles: blocks, at: 8, blockBytes: blockBytes, scales: d)
    return AffineStep32(
      values: nibbles.withFifths(blocks, at: 4, blockBytes: blockBytes),
      minima: fourHalfFloats(blocks + 2, blockBytes))
  }
}

enum DotQ8_0: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 34 } }

  /// Signed bytes become unsigned by flipping the top bit: a bias of 128.
  @inline(__always)
  static func step(_ blocks: UnsafeRawPointer) -> BiasedStep32 {
    let flip = _mm512_set1_epi8(-128)
    let low = _mm512_xor_si512(fourBytes16(blocks + 2, blockBytes), flip)
    let high = _mm512_xor_si512(fourBytes16(blocks + 18, blockBytes), flip)
    let d = fourHalfFloats(blocks, blockBytes)
    return BiasedStep32(values: Unpacked32(low, high, d), shift: 4)
  }
}

enum DotIQ4_NL: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func step(_ blocks: UnsafeRawPointer) -> BiasedStep32 {
    let d = fourHalfFloats(blocks, blockBytes)
    let codes = Unpacked32(nibbles: blocks, at: 2, blockBytes: blockBytes, scales: d)
    return BiasedStep32(values: codes.mapped(table512(CodeTable.nonlinear128)), shift: 4)
  }
}

enum DotMXFP4: BlocksOf32 {
  static var blockBytes: Int { @inline(__always) get { 17 } }

  @inline(__always)
  static func step(_ blocks: UnsafeRawPointer) -> BiasedStep32 {
    let codes = Unpacked32(
      nibbles: blocks, at: 1, blockBytes: blockBytes, scales: fourPowers(blocks, blockBytes))
    return BiasedStep32(values: codes.mapped(table512(CodeTable.float16)), shift: 1)
  }
}

/// 2^(e − 128) of the bytes e at four addresses, `step` apart.
@inline(__always)
private func fourPowers(_ address: UnsafeRawPointer, _ step: Int) -> __m128 {
  let exponent = { (index: Int) in
    Int32(address.load(fromByteOffset: index &* step, as: UInt8.self))
  }
  let e = _mm_set_epi32(exponent(3), exponent(2), exponent(1), exponent(0))
  let normal = _mm_slli_epi32(_mm_sub_epi32(e, _mm_set1_epi32(1)), 23)
  // The lowest two exponents are float32's subnormal numbers.
  let small = _mm_sllv_epi32(_mm_set1_epi32(0x0020_0000), e)
  let isSmall = _mm_cmpgt_epi32(_mm_set1_epi32(2), e)
  return _mm_castsi128_ps(_mm_blendv_epi8(normal, small, isSmall))
}
