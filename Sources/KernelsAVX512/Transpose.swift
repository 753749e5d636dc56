import _Builtin_intrinsics.intel

/// Eight registers of dwords.
typealias Dwords8 = InlineArray<8, __m512i>

/// Four registers of dwords.
typealias Dwords4 = InlineArray<4, __m512i>

/// Sixteen rows of four dwords become four registers whose lanes are rows.
///
/// - Parameter rows: register i holds rows i, i + 4, i + 8 and i + 12.
/// - Returns: register g holds dword g of rows 0 to 15.
@inline(__always)
func transposed(_ rows: Dwords4) -> Dwords4 {
  let four = fourRows(rows[0], rows[1], rows[2], rows[3])
  return four.at
}

/// Sixteen rows of eight dwords become eight registers whose lanes are rows.
///
/// - Parameter pairs: register i holds row i in its lower and row i + 8 in its upper half.
/// - Returns: register g holds dword g of rows 0 to 15.
@inline(__always)
func transposed(_ pairs: Dwords8) -> Dwords8 {
  let first = fourRows(pairs[0], pairs[1], pairs[2], pairs[3])
  let second = fourRows(pairs[4], pairs[5], pairs[6], pairs[7])
  let low = lanes64(0, 1, 8, 9, 4, 5, 12, 13)
  let high = lanes64(2, 3, 10, 11, 6, 7, 14, 15)
  var result = pairs
  for k in 0..<4 {
    result[k] = _mm512_permutex2var_epi64(first.at[k], low, second.at[k])
    result[k &+ 4] = _mm512_permutex2var_epi64(first.at[k], high, second.at[k])
  }
  return result
}

/// Four pairs of rows: register k holds, lane of 128 bits by lane, dword k or k + 4 of four rows.
private struct FourRows {
  var at: InlineArray<4, __m512i>
}

@inline(__always)
private func fourRows(_ a: __m512i, _ b: __m512i, _ c: __m512i, _ d: __m512i) -> FourRows {
  let (ab, cd) = (_mm512_unpacklo_epi32(a, b), _mm512_unpacklo_epi32(c, d))
  let (abHigh, cdHigh) = (_mm512_unpackhi_epi32(a, b), _mm512_unpackhi_epi32(c, d))
  var rows = FourRows(at: InlineArray(repeating: ab))
  rows.at[0] = _mm512_unpacklo_epi64(ab, cd)
  rows.at[1] = _mm512_unpackhi_epi64(ab, cd)
  rows.at[2] = _mm512_unpacklo_epi64(abHigh, cdHigh)
  rows.at[3] = _mm512_unpackhi_epi64(abHigh, cdHigh)
  return rows
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
  return _mm512_and_si512(shifted, _mm512_set1_epi8(0x0F))
}
