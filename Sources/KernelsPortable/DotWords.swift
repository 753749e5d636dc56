#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

// The portable dot kernels read activations as 16-bit words: of each 16 quants first the even ones
// and then the odd ones, which is how the bytes of a 16-bit lane come apart with one mask and one
// shift.

var bytesPerWord32: Int { @inline(__always) get { 2 } }
var bytesPerWord256: Int { @inline(__always) get { 2 } }

/// A block is computed longer than memory takes to bring it.
var isBoundByArithmetic: Bool { @inline(__always) get { true } }

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

  /// Sixteen unsigned bytes.
  @inline(__always)
  init(unsigned bytes: SIMD8<UInt16>) { self.init(bytes & 0x00FF, bytes &>> 8) }

  /// Sixteen signed bytes.
  @inline(__always)
  init(signed bytes: SIMD8<UInt16>) {
    let both = unsafeBitCast(bytes, to: SIMD8<Int16>.self)
    even = (both &<< 8) &>> 8
    odd = both &>> 8
  }

  /// Sixteen signed bytes, times 256.
  @inline(__always)
  init(signed256 bytes: SIMD8<UInt16>) { self.init(bytes &<< 8, bytes & 0xFF00) }

  /// The bits of a mask in each byte, after a shift to the right.
  @inline(__always)
  init(_ bytes: SIMD8<UInt16>, shift: UInt16, mask: UInt16) {
    self.init(shiftedRight(bytes, shift) & mask, shiftedRight(bytes, shift &+ 8) & mask)
  }

  @inline(__always)
  static func &- (a: Words16, number: Int16) -> Words16 {
    var result = a
    result.even = a.even &- number
    result.odd = a.odd &- number
    return result
  }

  @inline(__always)
  static func &* (a: Words16, number: Int16) -> Words16 {
    var result = a
    result.even = a.even &* number
    result.odd = a.odd &* number
    return result
  }

  /// Eight sums of two products with the words at an address, modulo 2¹⁶.
  @inline(__always)
  func products(_ words: UnsafeRawPointer) -> SIMD8<Int16> {
    even &* activations8(words) &+ odd &* activations8(words + 16)
  }

  /// The sums of the products with the words at an address, in lanes as few as fit.
  @inline(__always)
  func runSums(_ words: UnsafeRawPointer) -> RunSums {
    #if arch(x86_64)
    dot(words)
    #else
    products(words)
    #endif
  }

  /// Four sums of four products with the words at an address.
  @inline(__always)
  func dot(_ words: UnsafeRawPointer) -> SIMD4<Int32> {
    dotPairs(even, activations8(words)) &+ dotPairs(odd, activations8(words + 16))
  }
}

@inline(__always)
func words8(_ address: UnsafeRawPointer) -> SIMD8<Int16> {
  address.loadUnaligned(as: SIMD8<Int16>.self)
}

/// Eight words of activations, which begin on 16 bytes: instructions of SSE2 read no others.
@inline(__always)
func activations8(_ address: UnsafeRawPointer) -> SIMD8<Int16> {
  address.load(as: SIMD8<Int16>.self)
}

/// The sixteen bytes at an address, as eight words.
@inline(__always)
func bytes16(_ address: UnsafeRawPointer) -> SIMD8<UInt16> {
  address.loadUnaligned(as: SIMD8<UInt16>.self)
}

/// Bits of each byte after a shift to the right, or to the left by less than nothing.
///
/// - Parameter mask: the bits of a byte that stay; none of those that come from its neighbour.
@inline(__always)
func bits(_ bytes: SIMD8<UInt16>, _ shift: Int, _ mask: UInt16) -> SIMD8<UInt16> {
  let count = UInt16(truncatingIfNeeded: shift < 0 ? 0 &- shift : shift)
  return (shift < 0 ? bytes &<< count : shiftedRight(bytes, count)) & (mask &* 0x0101)
}

/// Eight words shifted to the right by as much as each other.
@inline(__always)
func shiftedRight(_ words: SIMD8<UInt16>, _ shift: UInt16) -> SIMD8<UInt16> {
  #if arch(x86_64)
  // The compiler cannot see that lanes are shifted alike, and would take them one by one.
  let count = _mm_cvtsi32_si128(Int32(shift))
  let result = _mm_srl_epi16(unsafeBitCast(words, to: __m128i.self), count)
  return unsafeBitCast(result, to: SIMD8<UInt16>.self)
  #else
  words &>> shift
  #endif
}

/// −16 in each byte whose bit of four bytes is not set: of the first sixteen bits, and of the others.
@inline(__always)
func missingFifths(_ address: UnsafeRawPointer) -> (SIMD8<UInt16>, SIMD8<UInt16>) {
  let four = fourTimesEach(address.loadUnaligned(as: UInt32.self))
  return (
    missingSixteens(SIMD4(four[0], four[0], four[1], four[1])),
    missingSixteens(SIMD4(four[2], four[2], four[3], four[3]))
  )
}

/// Each of four bytes as all bytes of a lane.
@inline(__always)
private func fourTimesEach(_ bytes: UInt32) -> SIMD4<UInt32> {
  #if arch(x86_64)
  let one = _mm_cvtsi32_si128(Int32(bitPattern: bytes))
  let two = _mm_unpacklo_epi8(one, one)
  return unsafeBitCast(_mm_unpacklo_epi16(two, two), to: SIMD4<UInt32>.self)
  #else
  let lanes = SIMD4(repeating: bytes) &>> SIMD4(0, 8, 16, 24)
  return (lanes & 0xFF) &* 0x0101_0101
  #endif
}

/// −16 in each byte that has not the bit of its place among eight.
@inline(__always)
private func missingSixteens(_ bytes: SIMD4<UInt32>) -> SIMD8<UInt16> {
  let mask = unsafeBitCast(SIMD2<UInt64>(repeating: 0x8040_2010_0804_0201), to: SIMD16<UInt8>.self)
  let zero = SIMD16<UInt8>(repeating: 0)
  let isMissing = (unsafeBitCast(bytes, to: SIMD16<UInt8>.self) & mask) .== zero
  return unsafeBitCast(zero.replacing(with: 0xF0, where: isMissing), to: SIMD8<UInt16>.self)
}
