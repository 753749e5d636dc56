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
  adding(floats(sums), times: SIMD4(repeating: factor), to: total)
}

/// `total + numbers * factors`.
@inline(__always)
func adding(
  _ numbers: SIMD4<Float>, times factors: SIMD4<Float>, to total: SIMD4<Float>
) -> SIMD4<Float> {
  #if arch(x86_64)
  _mm_add_ps(total, _mm_mul_ps(numbers, factors))
  #else
  total.addingProduct(numbers, factors)
  #endif
}

/// `total - numbers * factors`.
@inline(__always)
func subtracting(
  _ numbers: SIMD4<Float>, times factors: SIMD4<Float>, from total: SIMD4<Float>
) -> SIMD4<Float> {
  #if arch(x86_64)
  _mm_sub_ps(total, _mm_mul_ps(numbers, factors))
  #else
  total.addingProduct(-numbers, factors)
  #endif
}

/// `a * b`, as one instruction: the compiler takes the operator apart where single lanes are used.
@inline(__always)
func product(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
  #if arch(x86_64)
  _mm_mul_ps(a, b)
  #else
  a * b
  #endif
}

#if arch(x86_64)
/// Four sums of the products of a run with words.
typealias RunSums = SIMD4<Int32>

/// The sums of one run, and those of another, which fit 16 bits.
@inline(__always)
func joined(_ a: RunSums, _ b: RunSums) -> SIMD8<Int16> {
  let words = _mm_packs_epi32(
    unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
  return unsafeBitCast(words, to: SIMD8<Int16>.self)
}
#else
/// Eight sums of the products of a run with words: multiply-adds of 16 bits have twice the lanes
/// of those that widen.
typealias RunSums = SIMD8<Int16>

/// Four sums of one run, and four of another, which fit 16 bits.
@inline(__always)
func joined(_ a: RunSums, _ b: RunSums) -> SIMD8<Int16> {
  SIMD8(lowHalf: a.lowHalf &+ a.highHalf, highHalf: b.lowHalf &+ b.highHalf)
}
#endif

@inline(__always)
func sumOfLanes(_ v: SIMD4<Float>) -> Float {
  let two = v.lowHalf + v.highHalf
  return two.x + two.y
}
