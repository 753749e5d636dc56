import _Builtin_intrinsics.intel

/// Four registers of dwords.
typealias Dwords4 = InlineArray<4, __m256i>

/// Four by four dwords in each half of four registers change rows for columns.
@inline(__always)
func transposed(_ rows: Dwords4) -> Dwords4 {
  let ab = _mm256_unpacklo_epi32(rows[0], rows[1])
  let cd = _mm256_unpacklo_epi32(rows[2], rows[3])
  let abHigh = _mm256_unpackhi_epi32(rows[0], rows[1])
  let cdHigh = _mm256_unpackhi_epi32(rows[2], rows[3])
  var result = rows
  result[0] = _mm256_unpacklo_epi64(ab, cd)
  result[1] = _mm256_unpackhi_epi64(ab, cd)
  result[2] = _mm256_unpacklo_epi64(abHigh, cdHigh)
  result[3] = _mm256_unpackhi_epi64(abHigh, cdHigh)
  return result
}
