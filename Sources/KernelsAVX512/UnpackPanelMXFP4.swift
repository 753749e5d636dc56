import _Builtin_intrinsics.intel

/// MXFP4: bytes are twice the value + 128, with a factor 2^(e − 128).
///
/// The table has 16 of the 128.
func unpackPanelMXFP4(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 32
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 17)
  let table = table512(CodeTable.float16)
  for index in 0..<blocks {
    let block = index &* 17
    let record = panel + index &* Panel.symmetricStride
    let groups = source.transposed(block &+ 1) { first, second in
      let values = _mm512_shuffle_epi8(table, twoNibbleRuns(first, second))
      return _mm512_add_epi8(values, _mm512_set1_epi8(112))
    }
    storeGroups(groups, to: record)
    storeFactors(powers(source, block), to: record + Panel.factors)
  }
}

/// 2^(e − 128) of the bytes e at an offset of every row.
@inline(__always)
private func powers(_ source: PanelRows, _ offset: Int) -> __m512 {
  let byte = { (row: Int) in source.row(row, at: offset).load(as: CChar.self) }
  let e = _mm512_cvtepu8_epi32(
    _mm_set_epi8(
      byte(15), byte(14), byte(13), byte(12), byte(11), byte(10), byte(9), byte(8),
      byte(7), byte(6), byte(5), byte(4), byte(3), byte(2), byte(1), byte(0)))
  let normal = _mm512_slli_epi32(_mm512_sub_epi32(e, _mm512_set1_epi32(1)), 23)
  // The lowest two exponents are float32's subnormal numbers.
  let small = _mm512_sllv_epi32(_mm512_set1_epi32(0x0020_0000), e)
  let isNormal = _mm512_movepi32_mask(_mm512_sub_epi32(_mm512_set1_epi32(1), e))
  return _mm512_castsi512_ps(_mm512_mask_mov_epi32(small, isNormal, normal))
}
