#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

/// Sums of the products of four rows: a register holds a pair of words of each.
struct PairSums {
  #if arch(x86_64)
  /// One lane to a row.
  private var sums = _mm_setzero_si128()

  @inline(__always)
  init() {}

  /// Adds the products of four pairs with a pair that stands in all of them.
  @inline(__always)
  mutating func add(_ rows: SIMD8<Int16>, _ pair: SIMD4<Int32>) {
    let products = _mm_madd_epi16(
      unsafeBitCast(pair, to: __m128i.self), unsafeBitCast(rows, to: __m128i.self))
    sums = _mm_add_epi32(sums, products)
  }

  @inline(__always)
  var rows: SIMD4<Float> {
    _mm_cvtepi32_ps(sums)
  }
  #else
  /// Two lanes to a row: long multiply-adds add no neighbours.
  private var low = SIMD4<Int32>(repeating: 0)
  private var high = SIMD4<Int32>(repeating: 0)

  @inline(__always)
  init() {}

  /// Adds the products of four pairs with a pair that stands in all of them.
  @inline(__always)
  mutating func add(_ rows: SIMD8<Int16>, _ pair: SIMD4<Int32>) {
    let words = unsafeBitCast(pair, to: SIMD8<Int16>.self)
    low = low &+ widened(rows.lowHalf) &* widened(words.lowHalf)
    high = high &+ widened(rows.highHalf) &* widened(words.highHalf)
  }

  @inline(__always)
  var rows: SIMD4<Float> {
    floats(
      SIMD4(lowHalf: low.evenHalf, highHalf: high.evenHalf)
        &+ SIMD4(lowHalf: low.oddHalf, highHalf: high.oddHalf))
  }
  #endif
}
