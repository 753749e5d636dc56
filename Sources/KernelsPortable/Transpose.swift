/// Stores the pairs of words of four rows so that those of a place stand side by side: four
/// registers, `stride` bytes apart.
@inline(__always)
func storePairs(
  _ a: SIMD8<Int16>, _ b: SIMD8<Int16>, _ c: SIMD8<Int16>, _ d: SIMD8<Int16>,
  to target: UnsafeMutableRawPointer, stride: Int
) {
  let (a, b, c, d) = (pairs(a), pairs(b), pairs(c), pairs(d))
  let low = SIMD8(
    lowHalf: SIMD4(a[0], b[0], a[1], b[1]), highHalf: SIMD4(c[0], d[0], c[1], d[1]))
  let high = SIMD8(
    lowHalf: SIMD4(a[2], b[2], a[3], b[3]), highHalf: SIMD4(c[2], d[2], c[3], d[3]))
  target.storeBytes(
    of: SIMD4(low[0], low[1], low[4], low[5]), toByteOffset: 0, as: SIMD4<Int32>.self)
  target.storeBytes(
    of: SIMD4(low[2], low[3], low[6], low[7]), toByteOffset: stride, as: SIMD4<Int32>.self)
  target.storeBytes(
    of: SIMD4(high[0], high[1], high[4], high[5]), toByteOffset: 2 &* stride,
    as: SIMD4<Int32>.self)
  target.storeBytes(
    of: SIMD4(high[2], high[3], high[6], high[7]), toByteOffset: 3 &* stride,
    as: SIMD4<Int32>.self)
}

@inline(__always)
private func pairs(_ words: SIMD8<Int16>) -> SIMD4<Int32> {
  unsafeBitCast(words, to: SIMD4<Int32>.self)
}
