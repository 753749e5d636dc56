import _Builtin_intrinsics.intel

/// Runs `rounds` times 24 independent dpbusd on registers: the ceiling of every integer product.
///
/// A round is 24 · 64 multiply-adds. The result depends on all of them, so that none is left out.
func integerPeak(_ rounds: Int, _ seed: Int32) -> Int32 {
  var sums = InlineArray<24, __m512i>(repeating: _mm512_set1_epi32(seed))
  let weights = _mm512_set1_epi32(seed &* 3)
  let activations = _mm512_set1_epi32(seed &* 5)
  for _ in 0..<rounds {
    for i in 0..<24 { sums[i] = _mm512_dpbusd_epi32(sums[i], weights, activations) }
  }
  var total = sums[0]
  for i in 1..<24 { total = _mm512_xor_si512(total, sums[i]) }
  return _mm512_reduce_add_epi32(total)
}
