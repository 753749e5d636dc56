import _Builtin_intrinsics.intel

/// Runs `rounds` times eight chains of maddubs on registers: the ceiling of every integer product.
///
/// A round is 8 · 32 multiply-adds. The result depends on all of them, so that none is left out.
func integerPeak(_ rounds: Int, _ seed: Int32) -> Int32 {
  var sums = TileIntegers(repeating: _mm256_set1_epi32(seed))
  let activations = _mm256_set1_epi32(seed &* 5)
  for _ in 0..<rounds {
    for i in 0..<8 { sums[i] = _mm256_maddubs_epi16(sums[i], activations) }
  }
  var total = sums[0]
  for i in 1..<8 { total = _mm256_xor_si256(total, sums[i]) }
  let four = _mm_xor_si128(_mm256_castsi256_si128(total), total.highHalf)
  let two = _mm_xor_si128(four, _mm_unpackhi_epi64(four, four))
  return _mm_cvtsi128_si32(two)
}
