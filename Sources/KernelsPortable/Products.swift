// Sums of products of bytes, exact in 16 bits as long as the factors allow. Bytes come in eights,
// because eight widen to one register of 16-bit lanes on SSE and NEON alike.

/// The eight bytes at an address, unsigned.
@inline(__always)
func bytes8(_ address: UnsafeRawPointer) -> SIMD8<UInt8> {
  address.loadUnaligned(as: SIMD8<UInt8>.self)
}

/// Eight products of signed bytes with the activations at an address.
@inline(__always)
func products(_ values: SIMD8<UInt8>, _ quants: UnsafeRawPointer) -> SIMD8<Int16> {
  widened(unsafeBitCast(values, to: SIMD8<Int8>.self))
    &* widened(quants.loadUnaligned(as: SIMD8<Int8>.self))
}

/// Adds eight 16-bit sums to four 32-bit sums.
@inline(__always)
func adding(_ sums: SIMD8<Int16>, to total: SIMD4<Int32>) -> SIMD4<Int32> {
  total &+ widened(sums.lowHalf) &+ widened(sums.highHalf)
}

/// Adds eight 16-bit sums, times `scale`, to four 32-bit sums; two sums together fit 16 bits.
@inline(__always)
func adding(
  _ sums: SIMD8<Int16>, times scale: Int16, to total: SIMD4<Int32>
) -> SIMD4<Int32> {
  total &+ widened(sums.lowHalf &+ sums.highHalf) &* widened(SIMD4(repeating: scale))
}

/// Four sums of the products of eight pairs of 16-bit numbers.
@inline(__always)
func dot(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD4<Int32> {
  widened(a.lowHalf) &* widened(b.lowHalf) &+ widened(a.highHalf) &* widened(b.highHalf)
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
