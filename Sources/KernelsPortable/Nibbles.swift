/// The nibbles of sixteen bytes of weights as words.
///
/// Where sums have 32 bits, half of the nibbles stay where they are in a word, and the sums of their
/// products are shifted instead: one shift for two registers, and none for their unpacking.
struct Nibbles {
  private let low: Words16
  private let high: Words16

  @inline(__always)
  init(_ bytes: SIMD8<UInt16>) {
    #if arch(x86_64)
    low = Words16(bytes & 0x000F, bytes & 0x0F00)
    high = Words16(bytes & 0x00F0, shiftedRight(bytes, 12))
    #else
    low = Words16(bytes, shift: 0, mask: 15)
    high = Words16(bytes, shift: 4, mask: 15)
    #endif
  }

  /// The sums of the products of the low nibbles of 32 bytes with words.
  @inline(__always)
  static func lowSums(_ a: Nibbles, _ b: Nibbles, _ words: UnsafeRawPointer) -> RunSums {
    #if arch(x86_64)
    let (even, odd) = Words16.sumsOfPlaces(a.low, b.low, words)
    return even &+ (odd &>> 8)
    #else
    return a.low.runSums(words) &+ b.low.runSums(words + 32)
    #endif
  }

  /// The sums of the products of the high nibbles of 32 bytes with words.
  @inline(__always)
  static func highSums(_ a: Nibbles, _ b: Nibbles, _ words: UnsafeRawPointer) -> RunSums {
    #if arch(x86_64)
    let (even, odd) = Words16.sumsOfPlaces(a.high, b.high, words)
    return (even &>> 4) &+ odd
    #else
    return a.high.runSums(words) &+ b.high.runSums(words + 32)
    #endif
  }
}

#if arch(x86_64)
extension Words16 {
  /// The sums of the products of the even words and of the odd ones.
  @inline(__always)
  fileprivate static func sumsOfPlaces(
    _ a: Words16, _ b: Words16, _ words: UnsafeRawPointer
  ) -> (even: RunSums, odd: RunSums) {
    (
      dotPairs(a.even, activations8(words)) &+ dotPairs(b.even, activations8(words + 32)),
      dotPairs(a.odd, activations8(words + 16)) &+ dotPairs(b.odd, activations8(words + 48))
    )
  }
}
#endif
