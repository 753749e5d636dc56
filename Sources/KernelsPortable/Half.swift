#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

// Half precision by bit arithmetic without branches, exact for every number.

/// A half float as float32: the exponent moves up by 112.
@inline(__always)
func widenHalf(_ bits: UInt16) -> Float {
  #if arch(arm64)
  return Float(Float16(bitPattern: bits))
  #else
  let magnitude = UInt32(bits & 0x7FFF) &<< 13
  // Infinity and NaN have the largest exponent in both formats; the product makes NaNs quiet.
  let normal = Float(bitPattern: magnitude &+ 0x7000_0000) * 0x1p-112
  // Below 2⁻¹⁴ the bits count multiples of 2⁻²⁴, and so do the low bits of a float around 0.5.
  let small = Float(bitPattern: UInt32(bits & 0x3FF) | 0x3F00_0000) - 0.5
  let value = magnitude < 0x0080_0000 ? small : normal
  return Float(bitPattern: value.bitPattern | UInt32(bits & 0x8000) &<< 16)
  #endif
}

/// Eight half floats as float32; see `widenHalf`.
@inline(__always)
func floats(fromHalves bits: SIMD8<UInt16>) -> SIMD8<Float> {
  let wide = widened(bits)
  let magnitude = (wide & 0x7FFF) &<< 13
  let normal = unsafeBitCast(magnitude &+ 0x7000_0000, to: SIMD8<Float>.self) * 0x1p-112
  let small = unsafeBitCast((wide & 0x3FF) | 0x3F00_0000, to: SIMD8<Float>.self) - 0.5
  let limit = SIMD8<Int32>(repeating: 0x0080_0000)
  let isSmall = unsafeBitCast(magnitude, to: SIMD8<Int32>.self) .< limit
  let value = normal.replacing(with: small, where: isSmall)
  let sign = (wide & 0x8000) &<< 16
  return unsafeBitCast(unsafeBitCast(value, to: SIMD8<UInt32>.self) | sign, to: SIMD8<Float>.self)
}

/// Four half floats in wider lanes as float32; see `widenHalf`.
@inline(__always)
func floats(fromHalves wide: SIMD4<UInt32>) -> SIMD4<Float> {
  #if arch(x86_64)
  // In the compiler's own order two lanes at a time would be converted.
  let bits = unsafeBitCast(wide, to: __m128i.self)
  let magnitude = _mm_slli_epi32(_mm_and_si128(bits, _mm_set1_epi32(0x7FFF)), 13)
  let high = _mm_add_epi32(magnitude, _mm_set1_epi32(0x7000_0000))
  let normal = _mm_mul_ps(_mm_castsi128_ps(high), _mm_set1_ps(0x1p-112))
  let low = _mm_or_si128(_mm_and_si128(bits, _mm_set1_epi32(0x3FF)), _mm_set1_epi32(0x3F00_0000))
  let small = _mm_sub_ps(_mm_castsi128_ps(low), _mm_set1_ps(0.5))
  let isSmall = _mm_castsi128_ps(_mm_cmpgt_epi32(_mm_set1_epi32(0x0080_0000), magnitude))
  let value = _mm_or_ps(_mm_and_ps(isSmall, small), _mm_andnot_ps(isSmall, normal))
  let sign = _mm_slli_epi32(_mm_and_si128(bits, _mm_set1_epi32(0x8000)), 16)
  return _mm_or_ps(value, _mm_castsi128_ps(sign))
  #else
  return SIMD4(half(wide, 0), half(wide, 1), half(wide, 2), half(wide, 3))
  #endif
}

#if !arch(x86_64)
@inline(__always)
private func half(_ lanes: SIMD4<UInt32>, _ index: Int) -> Float {
  widenHalf(UInt16(truncatingIfNeeded: lanes[index]))
}
#endif

/// The nearest half float; of two that are equally near, the even one.
@inline(__always)
func narrowToHalf(_ value: Float) -> UInt16 {
  let magnitude = Int32(bitPattern: value.bitPattern & 0x7FFF_FFFF)
  // The exponent moves down by 112; adding just under half of the last place, and one more if the
  // place is odd, rounds to even. A carry goes into the exponent, and there up to infinity.
  let odd = (magnitude &>> 13) & 1
  let rounded = (magnitude &- 0x3800_0000 &+ 0x0FFF &+ odd) &>> 13
  let normal = rounded < 0x7C00 ? rounded : 0x7C00
  // Below 2⁻¹⁴ the sum with 0.5 rounds to multiples of 2⁻²⁴ and leaves their count.
  let sum = Float(bitPattern: UInt32(bitPattern: magnitude)) + 0.5
  let small = Int32(bitPattern: sum.bitPattern) &- 0x3F00_0000
  let number = magnitude < 0x3880_0000 ? small : normal
  let nan = 0x7E00 | (magnitude &>> 13) & 0x01FF
  let result = magnitude > 0x7F80_0000 ? nan : number
  let sign = UInt16(truncatingIfNeeded: value.bitPattern &>> 16) & 0x8000
  return UInt16(truncatingIfNeeded: result) | sign
}
