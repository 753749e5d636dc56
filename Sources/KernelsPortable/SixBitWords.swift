#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

/// The 8 scales and 8 minima of a Q4_K or Q5_K block as words; see `unpackSixBits`.
@inline(__always)
func sixBitWords(
  _ packed: UnsafeRawPointer
) -> (scales: SIMD8<Int16>, minima: SIMD8<Int16>) {
  #if arch(x86_64)
  let first = _mm_cvtsi64_si128(packed.loadUnaligned(as: Int64.self))
  let last = _mm_cvtsi32_si128(packed.loadUnaligned(fromByteOffset: 8, as: Int32.self))
  // Of each number from the fourth on, four bits stand in the last bytes.
  let nibbles = _mm_and_si128(
    _mm_unpacklo_epi32(last, _mm_srli_epi16(last, 4)), _mm_set1_epi8(0x0F))
  let upper = _mm_and_si128(_mm_srli_epi16(first, 2), _mm_set1_epi8(0x30))
  let bytes = _mm_unpacklo_epi32(
    _mm_and_si128(first, _mm_set1_epi8(0x3F)), _mm_or_si128(nibbles, upper))
  let zero = _mm_setzero_si128()
  return (
    unsafeBitCast(_mm_unpacklo_epi8(bytes, zero), to: SIMD8<Int16>.self),
    unsafeBitCast(_mm_unpackhi_epi8(bytes, zero), to: SIMD8<Int16>.self)
  )
  #else
  let (scales, minima) = unpackSixBits(packed)
  return (widenBytes(scales), widenBytes(minima))
  #endif
}
