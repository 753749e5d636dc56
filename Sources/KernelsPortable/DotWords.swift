// The portable dot kernels read activations as 16-bit words: of each 16 quants first the even ones
// and then the odd ones, which is how the bytes of a 16-bit lane come apart with one mask and one
// shift.

var bytesPerWord: Int { @inline(__always) get { 2 } }

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
    self.init((bytes &>> shift) & mask, (bytes &>> (shift &+ 8)) & mask)
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

/// The signed bytes that the low nibbles of sixteen bytes stand for, in words as above.
@inline(__always)
func mapped(_ codes: UnsafeRawPointer, shift: UInt8) -> Words16 {
  let (low, high) = (
    UInt64(bitPattern: CodeTable.nonlinear.low), UInt64(bitPattern: CodeTable.nonlinear.high)
  )
  let value = { (index: Int) in
    let code = codes.load(fromByteOffset: index, as: UInt8.self) &>> shift
    let half = code & 8 == 0 ? low : high
    return Int16(Int8(truncatingIfNeeded: half &>> UInt64((code & 7) &* 8)))
  }
  var words = Words16(SIMD8(repeating: 0), SIMD8(repeating: 0))
  words.even = SIMD8(
    value(0), value(2), value(4), value(6), value(8), value(10), value(12), value(14))
  words.odd = SIMD8(
    value(1), value(3), value(5), value(7), value(9), value(11), value(13), value(15))
  return words
}
