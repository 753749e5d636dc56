#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

/// Four sums of two products of 16-bit numbers.
@inline(__always)
func dotPairs(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD4<Int32> {
  #if arch(x86_64)
  let sums = _mm_madd_epi16(
    unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
  return unsafeBitCast(sums, to: SIMD4<Int32>.self)
  #else
  widened(a.lowHalf) &* widened(b.lowHalf) &+ widened(a.highHalf) &* widened(b.highHalf)
  #endif
}

/// `total + sums * factor`.
@inline(__always)
func adding(
  _ sums: SIMD4<Int32>, times factor: Float, to total: SIMD4<Float>
) -> SIMD4<Float> {
  #if arch(arm64)
  total.addingProduct(floats(sums), SIMD4(repeating: factor))
  #else
  total + floats(sums) * factor
  #endif
}

@inline(__always)
func sumOfLanes(_ v: SIMD4<Float>) -> Float {
  let two = v.lowHalf + v.highHalf
  return two.x + two.y
}
