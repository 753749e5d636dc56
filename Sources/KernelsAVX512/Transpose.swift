import _Builtin_intrinsics.intel

/// Eight registers of dwords.
typealias Dwords8 = InlineArray<8, __m512i>

/// Four registers of dwords.
typealias Dwords4 = InlineArray<4, __m512i>

/// Sixteen rows of four dwords become four registers whose lanes are rows.
///
/// - Parameter rows: register i holds rows i, i + 4, i + 8 and i + 12.
/// - Returns: register g holds dword g of rows 0 to 15. More generally, each 128 bits of the
///   registers are transposed by themselves.
@inline(__always)
func transposed(_ rows: Dwords4) -> Dwords4 {
  let (ab, cd) = (
    _mm512_unpacklo_epi32(rows[0], rows[1]), _mm512_unpacklo_epi32(rows[2], rows[3])
  )
  let (abHigh, cdHigh) = (
    _mm512_unpackhi_epi32(rows[0], rows[1]), _mm512_unpackhi_epi32(rows[2], rows[3])
  )
  var result = rows
  result[0] = _mm512_unpacklo_epi64(ab, cd)
  result[1] = _mm512_unpackhi_epi64(ab, cd)
  result[2] = _mm512_unpacklo_epi64(abHigh, cdHigh)
  result[3] = _mm512_unpackhi_epi64(abHigh, cdHigh)
  return result
}

/// Sixteen rows of eight dwords become eight registers whose lanes are rows.
///
/// - Parameter pairs: register i holds row i in its lower and row i + 8 in its upper half.
/// - Returns: register g holds dword g of rows 0 to 15.
@inline(__always)
func transposed(_ pairs: Dwords8) -> Dwords8 {
  let first = transposed([pairs[0], pairs[1], pairs[2], pairs[3]] as Dwords4)
  let second = transposed([pairs[4], pairs[5], pairs[6], pairs[7]] as Dwords4)
  let low = lanes64(0, 1, 8, 9, 4, 5, 12, 13)
  let high = lanes64(2, 3, 10, 11, 6, 7, 14, 15)
  var result = pairs
  for k in 0..<4 {
    result[k] = _mm512_permutex2var_epi64(first[k], low, second[k])
    result[k &+ 4] = _mm512_permutex2var_epi64(first[k], high, second[k])
  }
  return result
}

/// 32 bytes at each of two addresses.
@inline(__always)
func twoRuns32(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
  let low = _mm512_castsi256_si512(first.loadUnaligned(as: __m256i.self))
  return _mm512_mask_broadcast_i64x4(low, 0xF0, second.loadUnaligned(as: __m256i.self))
}

/// The nibbles of 16 bytes at each of two addresses: low nibbles first, then high nibbles.
@inline(__always)
func twoNibbleRuns(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
  let low = _mm512_broadcast_i32x4(first.loadUnaligned(as: __m128i.self))
  let both = _mm512_mask_broadcast_i32x4(low, 0xFF00, second.loadUnaligned(as: __m128i.self))
  let shifted = _mm512_srlv_epi64(both, lanes64(0, 0, 4, 4, 0, 0, 4, 4))
  return lowNibbles(shifted)
}
