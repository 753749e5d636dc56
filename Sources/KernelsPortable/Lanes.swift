#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

// Vectors of another lane width. The standard library's conversions are generic, and a copy of
// their code would stay in the object file for every room to share; these are written lane by
// lane, and the compiler makes one or two instructions of each.

@inline(__always)
func widened(_ v: SIMD8<Int8>) -> SIMD8<Int16> {
  SIMD8(
    Int16(v[0]), Int16(v[1]), Int16(v[2]), Int16(v[3]),
    Int16(v[4]), Int16(v[5]), Int16(v[6]), Int16(v[7]))
}

@inline(__always)
func widened(_ v: SIMD4<Int16>) -> SIMD4<Int32> {
  SIMD4(Int32(v[0]), Int32(v[1]), Int32(v[2]), Int32(v[3]))
}

@inline(__always)
func widened(_ v: SIMD8<UInt16>) -> SIMD8<UInt32> {
  SIMD8(
    UInt32(v[0]), UInt32(v[1]), UInt32(v[2]), UInt32(v[3]),
    UInt32(v[4]), UInt32(v[5]), UInt32(v[6]), UInt32(v[7]))
}

@inline(__always)
func floats(_ v: SIMD4<Int32>) -> SIMD4<Float> {
  #if arch(x86_64)
  // Lane by lane it would become two conversions of two lanes.
  _mm_cvtepi32_ps(unsafeBitCast(v, to: __m128i.self))
  #else
  SIMD4(Float(v[0]), Float(v[1]), Float(v[2]), Float(v[3]))
  #endif
}

@inline(__always)
func lowBytes(_ v: SIMD8<UInt32>) -> SIMD8<UInt8> {
  SIMD8(
    UInt8(truncatingIfNeeded: v[0]), UInt8(truncatingIfNeeded: v[1]),
    UInt8(truncatingIfNeeded: v[2]), UInt8(truncatingIfNeeded: v[3]),
    UInt8(truncatingIfNeeded: v[4]), UInt8(truncatingIfNeeded: v[5]),
    UInt8(truncatingIfNeeded: v[6]), UInt8(truncatingIfNeeded: v[7]))
}

/// `a - b` of bytes below 128, or zero where that were negative.
@inline(__always)
func differenceOrZero(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
  #if arch(x86_64)
  let result = _mm_subs_epu8(unsafeBitCast(a, to: __m128i.self), unsafeBitCast(b, to: __m128i.self))
  return unsafeBitCast(result, to: SIMD16<UInt8>.self)
  #else
  // The standard library compares vectors lane by lane.
  let difference = unsafeBitCast(a &- b, to: SIMD16<Int8>.self)
  return unsafeBitCast(difference & ~(difference &>> 7), to: SIMD16<UInt8>.self)
  #endif
}

/// All bits of the bytes below 16 that are greater than 7.
@inline(__always)
func isAbove7(_ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
  #if arch(x86_64)
  let mask = _mm_cmpgt_epi8(unsafeBitCast(bytes, to: __m128i.self), _mm_set1_epi8(7))
  return unsafeBitCast(mask, to: SIMD16<UInt8>.self)
  #else
  return 0 &- bytes &>> 3
  #endif
}
