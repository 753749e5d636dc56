import _Builtin_intrinsics.intel

// Small steps that several kernels share.

@inline(__always)
func lowHalf(_ v: __m256) -> __m128 { _mm256_castps256_ps128(v) }

@inline(__always)
func highHalf(_ v: __m256) -> __m128 { v.highHalf }

/// The sum of eight floats.
@inline(__always)
func sumOfLanes(_ v: __m256) -> Float {
  sumOfLanes(_mm_add_ps(lowHalf(v), highHalf(v)))
}

/// The sum of four floats.
@inline(__always)
func sumOfLanes(_ v: __m128) -> Float {
  let pairs = _mm_add_ps(v, _mm_movehl_ps(v, v))
  return _mm_cvtss_f32(_mm_add_ss(pairs, _mm_movehdup_ps(pairs)))
}

/// Repeats 16-bit lane `lane` (0 to 7) of each half of a register over the half.
@inline(__always)
func spread16(_ v: __m256i, _ lane: Int16) -> __m256i {
  _mm256_shuffle_epi8(v, _mm256_set1_epi16(lane &* 0x0202 &+ 0x0100))
}

/// The 32 bytes at an address.
@inline(__always)
func bytes32(_ address: UnsafeRawPointer) -> __m256i {
  address.loadUnaligned(as: __m256i.self)
}
