import _Builtin_intrinsics.intel

// Small steps that several kernels share.

/// The sum of four floats.
@inline(__always)
func sumOfLanes(_ v: __m128) -> Float {
  let pairs = _mm_add_ps(v, _mm_movehl_ps(v, v))
  return _mm_cvtss_f32(_mm_add_ss(pairs, _mm_movehdup_ps(pairs)))
}

/// An index for `permutexvar_epi16` that repeats each of eight 16-bit lanes four times.
@inline(__always)
func spread16(
  _ a: Int16, _ b: Int16, _ c: Int16, _ d: Int16, _ e: Int16, _ f: Int16, _ g: Int16, _ h: Int16
) -> __m512i {
  lanes64(
    fourTimes(a), fourTimes(b), fourTimes(c), fourTimes(d),
    fourTimes(e), fourTimes(f), fourTimes(g), fourTimes(h))
}

@inline(__always)
private func fourTimes(_ lane: Int16) -> Int64 {
  Int64(lane) &* 0x0001_0001_0001_0001
}

/// Eight 64-bit lanes, the lowest first.
@inline(__always)
func lanes64(
  _ a: Int64, _ b: Int64, _ c: Int64, _ d: Int64, _ e: Int64, _ f: Int64, _ g: Int64, _ h: Int64
) -> __m512i {
  _mm512_set_epi64(h, g, f, e, d, c, b, a)
}

/// The half floats in the low words of the lanes.
@inline(__always)
func halfFloats(_ words: __m512i) -> __m512 {
  _mm512_cvtph_ps(_mm512_cvtepi32_epi16(words))
}

@inline(__always)
func lowNibbles(_ bytes: __m512i) -> __m512i {
  _mm512_and_si512(bytes, _mm512_set1_epi8(0x0F))
}

@inline(__always)
func highNibbles(_ bytes: __m512i) -> __m512i { lowNibbles(_mm512_srli_epi16(bytes, 4)) }

/// Words moved to the left by so many bits, or to the right where they are negative.
@inline(__always)
func moved(_ words: __m512i, left bits: Int) -> __m512i {
  bits >= 0
    ? _mm512_slli_epi16(words, UInt32(truncatingIfNeeded: bits))
    : _mm512_srli_epi16(words, UInt32(truncatingIfNeeded: 0 &- bits))
}
