#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

// The portable dot kernels read activations as 16-bit words: of each 16 quants first the even ones
// and then the odd ones, which is how the bytes of a 16-bit lane come apart with one mask and one
// shift.

var bytesPerWord32: Int { @inline(__always) get { 2 } }
var bytesPerWord256: Int { @inline(__always) get { 2 } }

/// Widens `count` quants, a multiple of 16.
@inline(__always)
func storeWords(_ quants: UnsafeMutableRawPointer, _ count: Int, _ words: UnsafeMutableRawPointer) {
  for chunk in 0..<count / 16 {
    let both = quants.loadUnaligned(fromByteOffset: chunk &* 16, as: SIMD8<Int16>.self)
    words.storeBytes(of: (both &<< 8) &>> 8, toByteOffset: chunk &* 32, as: SIMD8<Int16>.self)
    words.storeBytes(of: both &>> 8, toByteOffset: chunk &* 32 &+ 16, as: SIMD8<Int16>.self)
  }
}

/// Sixteen bytes of weights as words: the even ones and the odd ones.
struct Words16 {
  var even: SIMD8<Int16>
  var odd: SIMD8<Int16>

  @inline(__always)
  init(_ even: SIMD8<UInt16>, _ odd: SIMD8<UInt16>) {
    self.even = unsafeBitCast(even, to: SIMD8<Int16>.self)
    self.odd = unsafeBitCast(odd, to: SIMD8<Int16>.self)
  }

  /// Sixteen signed bytes.
  @inline(__always)
  init(signed bytes: SIMD8<UInt16>) {
    let both = unsafeBitCast(bytes, to: SIMD8<Int16>.self)
    even = (both &<< 8) &>> 8
    odd = both &>> 8
  }

  /// The bits of a mask in each byte, after a shift to the right.
  @inline(__always)
  init(_ bytes: SIMD8<UInt16>, shift: UInt16, mask: UInt16) {
    self.init(shiftedRight(bytes, shift) & mask, shiftedRight(bytes, shift &+ 8) & mask)
  }

  @inline(__always)
  static func | (a: Words16, b: Words16) -> Words16 {
    var result = a
    result.even |= b.even
    result.odd |= b.odd
    return result
  }

  @inline(__always)
  static func &<< (a: Words16, shift: Int16) -> Words16 {
    var result = a
    result.even = a.even &<< shift
    result.odd = a.odd &<< shift
    return result
  }

  /// Eight sums of two products with the words at an address, modulo 2¹⁶.
  @inline(__always)
  func products(_ words: UnsafeRawPointer) -> SIMD8<Int16> {
    even &* words8(words) &+ odd &* words8(words + 16)
  }

  /// Four sums of four products with the words at an address.
  @inline(__always)
  func dot(_ words: UnsafeRawPointer) -> SIMD4<Int32> {
    dotPairs(even, words8(words)) &+ dotPairs(odd, words8(words + 16))
  }
}

@inline(__always)
func words8(_ address: UnsafeRawPointer) -> SIMD8<Int16> {
  address.loadUnaligned(as: SIMD8<Int16>.self)
}

/// The sixteen bytes at an address, as eight words.
@inline(__always)
func bytes16(_ address: UnsafeRawPointer) -> SIMD8<UInt16> {
  address.loadUnaligned(as: SIMD8<UInt16>.self)
}

/// Eight words shifted to the right by as much as each other.
@inline(__always)
private func shiftedRight(_ words: SIMD8<UInt16>, _ shift: UInt16) -> SIMD8<UInt16> {
  #if arch(x86_64)
  // The compiler cannot see that lanes are shifted alike, and would take them one by one.
  let count = _mm_cvtsi32_si128(Int32(shift))
  let result = _mm_srl_epi16(unsafeBitCast(words, to: __m128i.self), count)
  return unsafeBitCast(result, to: SIMD8<UInt16>.self)
  #else
  words &>> shift
  #endif
}

/// The numbers of IQ4_NL and IQ4_XS that the nibbles of sixteen bytes stand for: those of the low
/// ones and those of the high ones.
@inline(__always)
func nonlinear(_ address: UnsafeRawPointer) -> (low: Words16, high: Words16) {
  let both = bytes16(address)
  return (nonlinear(codes: both & 0x0F0F), nonlinear(codes: (both &>> 4) & 0x0F0F))
}

/// A code's number is the lowest one and all steps up to the code; there is no look-up in SSE2.
@inline(__always)
private func nonlinear(codes: SIMD8<UInt16>) -> Words16 {
  let codes = unsafeBitCast(codes, to: SIMD16<Int8>.self)
  var sum = unsafeBitCast(SIMD2<UInt64>(repeating: 0x8181_8181_8181_8181), to: SIMD16<Int8>.self)
  sum = sum &+ step(codes, 0, 23) &+ step(codes, 1, 21) &+ step(codes, 2, 18)
  sum = sum &+ step(codes, 3, 16) &+ step(codes, 4, 14) &+ step(codes, 5, 13)
  sum = sum &+ step(codes, 6, 12) &+ step(codes, 7, 11) &+ step(codes, 8, 12)
  sum = sum &+ step(codes, 9, 12) &+ step(codes, 10, 13) &+ step(codes, 11, 15)
  sum = sum &+ step(codes, 12, 16) &+ step(codes, 13, 20) &+ step(codes, 14, 24)
  return Words16(signed: unsafeBitCast(sum, to: SIMD8<UInt16>.self))
}

/// `amount` where a code is greater than `limit`.
@inline(__always)
private func step(_ codes: SIMD16<Int8>, _ limit: Int8, _ amount: Int8) -> SIMD16<Int8> {
  #if arch(x86_64)
  let limits = _mm_set1_epi8(CChar(limit))
  let isAbove = _mm_cmpgt_epi8(unsafeBitCast(codes, to: __m128i.self), limits)
  return unsafeBitCast(_mm_and_si128(isAbove, _mm_set1_epi8(CChar(amount))), to: SIMD16<Int8>.self)
  #else
  let zero = SIMD16<Int8>(repeating: 0)
  return zero.replacing(with: amount, where: codes .> SIMD16(repeating: limit))
  #endif
}

/// 16 in the lanes that have the bit of a mask.
@inline(__always)
func sixteen(_ bits: SIMD8<UInt16>, where mask: SIMD8<UInt16>) -> SIMD8<UInt16> {
  #if arch(x86_64)
  let isSet = _mm_cmpeq_epi16(
    unsafeBitCast(bits & mask, to: __m128i.self), unsafeBitCast(mask, to: __m128i.self))
  return unsafeBitCast(_mm_and_si128(isSet, _mm_set1_epi16(16)), to: SIMD8<UInt16>.self)
  #else
  return SIMD8(repeating: 0).replacing(with: 16, where: (bits & mask) .== mask)
  #endif
}
