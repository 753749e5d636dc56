#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

// Four-bit codes of the formats with tables; there is no look-up of bytes in SSE2.

/// Twice the numbers of two bits of exponent and one of fraction that the nibbles of sixteen bytes
/// stand for: those of the low ones and those of the high ones.
@inline(__always)
func smallFloats(_ address: UnsafeRawPointer) -> (low: Words16, high: Words16) {
  let both = bytes16(address)
  return (smallFloats(codes: bits(both, 0, 0x0F)), smallFloats(codes: bits(both, 4, 0x0F)))
}

/// The magnitudes 0, 1, 2, 3, 4, 6, 8, 12: what lies above 4 and above 6 counts twice.
@inline(__always)
private func smallFloats(codes: SIMD8<UInt16>) -> Words16 {
  let bytes = unsafeBitCast(codes, to: SIMD16<UInt8>.self)
  let magnitude = bytes & 7
  let above4 = differenceOrZero(magnitude, SIMD16(repeating: 4))
  let above6 = differenceOrZero(magnitude, SIMD16(repeating: 6))
  let number = magnitude &+ above4 &+ above6 &+ above6
  let sign = isAbove7(bytes)
  return Words16(signed: unsafeBitCast((number ^ sign) &- sign, to: SIMD8<UInt16>.self))
}

/// The numbers of IQ4_NL and IQ4_XS that the nibbles of sixteen bytes stand for: those of the low
/// ones and those of the high ones.
@inline(__always)
func nonlinear(_ address: UnsafeRawPointer) -> (low: Words16, high: Words16) {
  let (even, odd) = (everySecond(address), everySecond(address + 1))
  return (Words16(even.low, odd.low), Words16(even.high, odd.high))
}

/// The numbers that every second of sixteen bytes stands for.
@inline(__always)
private func everySecond(
  _ address: UnsafeRawPointer
) -> (low: SIMD8<UInt16>, high: SIMD8<UInt16>) {
  #if arch(x86_64)
  let ab = _mm_unpacklo_epi16(pair(address, 0), pair(address, 2))
  let cd = _mm_unpacklo_epi16(pair(address, 4), pair(address, 6))
  let ef = _mm_unpacklo_epi16(pair(address, 8), pair(address, 10))
  let gh = _mm_unpacklo_epi16(pair(address, 12), pair(address, 14))
  let (first, second) = (_mm_unpacklo_epi32(ab, cd), _mm_unpacklo_epi32(ef, gh))
  return (
    unsafeBitCast(_mm_unpacklo_epi64(first, second), to: SIMD8<UInt16>.self),
    unsafeBitCast(_mm_unpackhi_epi64(first, second), to: SIMD8<UInt16>.self)
  )
  #else
  let first = SIMD4(pair(address, 0), pair(address, 2), pair(address, 4), pair(address, 6))
  let second = SIMD4(pair(address, 8), pair(address, 10), pair(address, 12), pair(address, 14))
  let lanes = unsafeBitCast(SIMD8(lowHalf: first, highHalf: second), to: SIMD16<UInt16>.self)
  return (lanes.evenHalf, lanes.oddHalf)
  #endif
}

#if arch(x86_64)
@inline(__always)
private func pair(_ address: UnsafeRawPointer, _ offset: Int) -> __m128i {
  _mm_cvtsi32_si128(Int32(bitPattern: pairOfNumbers(address, offset)))
}
#else
@inline(__always)
private func pair(_ address: UnsafeRawPointer, _ offset: Int) -> UInt32 {
  pairOfNumbers(address, offset)
}
#endif

@inline(__always)
private func pairOfNumbers(_ address: UnsafeRawPointer, _ offset: Int) -> UInt32 {
  pairsOfNonlinear[Int(address.load(fromByteOffset: offset, as: UInt8.self))]
}
