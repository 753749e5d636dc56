import _Builtin_intrinsics.intel

// How the blocks of 256 unpack; see `BlockFormats` for their layouts.

enum DotQ4_K: ByFourColumns {
  typealias Rows = AffinePair<DotQ4_K>

  static var blockBytes: Int { @inline(__always) get { 144 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer) -> AffineRunsOf32 {
    let (scales, minima) = unpackSixBits(block + 4)
    return AffineRunsOf32(
      values: InterleavedRuns(block + 16, scales: widenBytes(scales)),
      minima: widenBytes(minima), d: halfFloat(block), dmin: halfFloat(block + 2))
  }
}

enum DotQ5_K: ByFourColumns {
  typealias Rows = AffinePair<DotQ5_K>

  static var blockBytes: Int { @inline(__always) get { 176 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer) -> AffineRunsOf32 {
    let (scales, minima) = unpackSixBits(block + 4)
    var values = InterleavedRuns(block + 48, scales: widenBytes(scales))
    let first = _mm512_broadcast_i32x4((block + 16).loadUnaligned(as: __m128i.self))
    let second = _mm512_broadcast_i32x4((block + 32).loadUnaligned(as: __m128i.self))
    // Bit r of a byte belongs to run r.
    let evenTurns = lanes64(4, 4, 2, 2, 0, 0, 62, 62)
    let oddTurns = lanes64(3, 3, 1, 1, 63, 63, 61, 61)
    values.even.0 = withFifths(values.even.0, first, evenTurns)
    values.even.1 = withFifths(values.even.1, second, evenTurns)
    values.odd.0 = withFifths(values.odd.0, first, oddTurns)
    values.odd.1 = withFifths(values.odd.1, second, oddTurns)
    return AffineRunsOf32(
      values: values, minima: widenBytes(minima), d: halfFloat(block), dmin: halfFloat(block + 2))
  }

  /// Adds the bit of each byte that a rotation to the left brings to the fifth place.
  @inline(__always)
  private static func withFifths(
    _ nibbles: __m512i, _ fifths: __m512i, _ turns: __m512i
  ) -> __m512i {
    let bits = _mm512_and_si512(_mm512_rolv_epi64(fifths, turns), _mm512_set1_epi8(16))
    return _mm512_or_si512(nibbles, bits)
  }
}

enum DotQ6_K: ByFourColumns {
  typealias Rows = BiasedRow<DotQ6_K>

  static var blockBytes: Int { @inline(__always) get { 210 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer) -> BiasedRunsOf16 {
    let scales = _mm256_cvtepi8_epi16((block + 192).loadUnaligned(as: __m128i.self))
    let (first, second) = (half(block, block + 128), half(block + 64, block + 160))
    return BiasedRunsOf16(
      values: Unpacked256((first.0, first.1, second.0, second.1), scalesOf16: scales),
      scales: scales, shift: 5, d: halfFloat(block + 208))
  }

  /// 128 values: the low nibbles of 64 bytes and then the high ones, and four bit pairs of each of
  /// 32 bytes, which belong to values l, l + 32, l + 64 and l + 96.
  @inline(__always)
  private static func half(
    _ low: UnsafeRawPointer, _ high: UnsafeRawPointer
  ) -> (__m512i, __m512i) {
    let nibbles = low.loadUnaligned(as: __m512i.self)
    let pairs = _mm512_broadcast_i64x4(high.loadUnaligned(as: __m256i.self))
    let pairMask = _mm512_set1_epi8(0x30)
    let left = _mm512_sllv_epi64(pairs, lanes64(4, 4, 4, 4, 2, 2, 2, 2))
    let right = _mm512_srlv_epi64(pairs, lanes64(0, 0, 0, 0, 2, 2, 2, 2))
    return (
      _mm512_or_si512(lowNibbles(nibbles), _mm512_and_si512(left, pairMask)),
      _mm512_or_si512(highNibbles(nibbles), _mm512_and_si512(right, pairMask))
    )
  }
}

enum DotQ2_K: BlocksOf256 {
  static var blockBytes: Int { @inline(__always) get { 84 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer) -> AffineRunsOf16 {
    let both = block.loadUnaligned(as: __m128i.self)
    let mask = _mm_set1_epi8(0x0F)
    let scales = _mm256_cvtepu8_epi16(_mm_and_si128(both, mask))
    let minima = _mm256_cvtepu8_epi16(_mm_and_si128(_mm_srli_epi16(both, 4), mask))
    return AffineRunsOf16(
      values: Unpacked256(pairs256(block + 16), scalesOf16: scales),
      minima: minima, d: halfFloat(block + 80), dmin: halfFloat(block + 82))
  }
}

enum DotQ3_K: ByFourColumns {
  typealias Rows = BiasedRow<DotQ3_K>

  static var blockBytes: Int { @inline(__always) get { 110 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer) -> BiasedRunsOf16 {
    let (low, high) = unpackQ3Scales(block + 96)
    let bytes = _mm_set_epi64x(Int64(bitPattern: high), Int64(bitPattern: low))
    let scales = _mm256_sub_epi16(_mm256_cvtepu8_epi16(bytes), _mm256_set1_epi16(32))
    let pairs = pairs256(block + 32)
    let thirds = _mm512_broadcast_i64x4(block.loadUnaligned(as: __m256i.self))
    let values = (
      withThirds(pairs.0, thirds, lanes64(2, 2, 2, 2, 1, 1, 1, 1)),
      withThirds(pairs.1, thirds, lanes64(0, 0, 0, 0, 63, 63, 63, 63)),
      withThirds(pairs.2, thirds, lanes64(62, 62, 62, 62, 61, 61, 61, 61)),
      withThirds(pairs.3, thirds, lanes64(60, 60, 60, 60, 59, 59, 59, 59))
    )
    return BiasedRunsOf16(
      values: Unpacked256(values, scalesOf16: scales), scales: scales, shift: 2,
      d: halfFloat(block + 108))
  }

  /// Adds the bit of each byte that a rotation to the left brings to the third place.
  @inline(__always)
  private static func withThirds(
    _ pairs: __m512i, _ thirds: __m512i, _ turn: __m512i
  ) -> __m512i {
    let bits = _mm512_and_si512(_mm512_rolv_epi64(thirds, turn), _mm512_set1_epi8(4))
    return _mm512_or_si512(pairs, bits)
  }
}

enum DotIQ4_XS: BlocksOf256 {
  static var blockBytes: Int { @inline(__always) get { 136 } }

  @inline(__always)
  static func step(_ block: UnsafeRawPointer) -> StepIQ4_XS {
    let scales = _mm_sub_epi16(widenBytes(unpackIQ4Scales(block)), _mm_set1_epi16(32))
    return StepIQ4_XS(
      values: (
        values(block + 8), values(block + 40), values(block + 72), values(block + 104)
      ),
      scales: scales, d: halfFloat(block))
  }

  /// 64 values in 32 bytes: the low nibbles of 16 bytes, and then the high ones.
  @inline(__always)
  private static func values(_ nibbles: UnsafeRawPointer) -> __m512i {
    let bytes = _mm512_castsi256_si512(nibbles.loadUnaligned(as: __m256i.self))
    let both = _mm512_permutexvar_epi64(lanes64(0, 1, 0, 1, 2, 3, 2, 3), bytes)
    let shifted = _mm512_srlv_epi64(both, lanes64(0, 0, 4, 4, 0, 0, 4, 4))
    let codes = _mm512_and_si512(shifted, _mm512_set1_epi8(0x0F))
    return _mm512_shuffle_epi8(table512(CodeTable.nonlinear128), codes)
  }
}

/// The bit pairs of 64 bytes: per 32 bytes, the lowest ones, and so on.
@inline(__always)
private func pairs256(
  _ address: UnsafeRawPointer
) -> (__m512i, __m512i, __m512i, __m512i) {
  let first = _mm512_broadcast_i64x4(address.loadUnaligned(as: __m256i.self))
  let second = _mm512_broadcast_i64x4((address + 32).loadUnaligned(as: __m256i.self))
  let (low, high) = (lanes64(0, 0, 0, 0, 2, 2, 2, 2), lanes64(4, 4, 4, 4, 6, 6, 6, 6))
  let mask = _mm512_set1_epi8(3)
  return (
    _mm512_and_si512(_mm512_srlv_epi64(first, low), mask),
    _mm512_and_si512(_mm512_srlv_epi64(first, high), mask),
    _mm512_and_si512(_mm512_srlv_epi64(second, low), mask),
    _mm512_and_si512(_mm512_srlv_epi64(second, high), mask)
  )
}

/// Eight unsigned bytes as 16-bit lanes.
@inline(__always)
private func widenBytes(_ bytes: UInt64) -> __m128i {
  _mm_cvtepu8_epi16(_mm_cvtsi64_si128(Int64(bitPattern: bytes)))
}
