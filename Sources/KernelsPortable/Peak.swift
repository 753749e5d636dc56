/// Runs `rounds` times eight chains of sums of pairs on registers: the ceiling of every integer
/// product.
///
/// A round is 8 · 8 multiply-adds. The result depends on all of them, so that none is left out.
func integerPeak(_ rounds: Int, _ seed: Int32) -> Int32 {
  var sums = InlineArray<8, SIMD4<Int32>>(repeating: SIMD4(repeating: seed))
  let activations = unsafeBitCast(SIMD4(repeating: seed &* 5), to: SIMD8<Int16>.self)
  for _ in 0..<rounds {
    for index in 0..<8 {
      sums[index] = dotPairs(unsafeBitCast(sums[index], to: SIMD8<Int16>.self), activations)
    }
  }
  var total = sums[0]
  for index in 1..<8 { total ^= sums[index] }
  return total.x ^ total.y ^ total.z ^ total.w
}
