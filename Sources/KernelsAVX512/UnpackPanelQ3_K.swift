import _Builtin_intrinsics.intel

/// Q3_K: bytes are value + 128, with a factor d·scale per 16 values.
func unpackPanelQ3_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 256
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 110)
  for index in 0..<blocks {
    let block = index &* 110
    let records = panel + index &* 8 &* Panel.halvesStride
    let thirds = source.transposed(block) { twoRuns32($0, $1) }
    for half in 0..<2 {
      let pairs = source.transposed(block &+ 32 &+ half &* 32) { twoRuns32($0, $1) }
      for part in 0..<4 {
        let run = half &* 4 &+ part
        let values = threeBits(pairs, shift: UInt32(truncatingIfNeeded: 2 &* part), thirds, run)
        storeGroups(values, to: records + run &* Panel.halvesStride)
      }
    }
    storeScales(source, block, to: records)
  }
}

/// Pairs of bits, with bit `bit` of the same bytes of `thirds` above them, and 124 more: 128 less
/// the format's 4.
@inline(__always)
private func threeBits(
  _ pairs: Dwords8, shift: UInt32, _ thirds: Dwords8, _ bit: Int
) -> Dwords8 {
  let selected = _mm512_set1_epi8(CChar(truncatingIfNeeded: 1 &<< bit))
  var result = pairs
  for group in 0..<8 {
    let low = _mm512_and_si512(_mm512_srli_epi16(pairs[group], shift), _mm512_set1_epi8(3))
    let value = _mm512_add_epi8(low, _mm512_set1_epi8(124))
    let isSet = _mm512_test_epi8_mask(thirds[group], selected)
    result[group] = _mm512_mask_add_epi8(value, isSet, value, _mm512_set1_epi8(4))
  }
  return result
}

/// The factors d·scale of values 0-15 and 16-31 of the eight records of a block.
@inline(__always)
private func storeScales(
  _ source: PanelRows, _ block: Int, to records: UnsafeMutableRawPointer
) {
  let d = source.halves(at: block &+ 108)
  for half in 0..<2 {
    let scales = source.transposed(block &+ 96) { first, second in
      _mm512_cvtepu8_epi32(_mm_set_epi64x(eightScales(second, half), eightScales(first, half)))
    }
    for index in 0..<8 {
      let record = records + (half &* 4 &+ index / 2) &* Panel.halvesStride
      let scale = _mm512_sub_epi32(scales[index], _mm512_set1_epi32(32))
      let place = Panel.factors &+ index % 2 &* Panel.factorBytes
      storeFactors(_mm512_mul_ps(d, _mm512_cvtepi32_ps(scale)), to: record + place)
    }
  }
}

@inline(__always)
private func eightScales(_ packed: UnsafeRawPointer, _ half: Int) -> Int64 {
  let scales = unpackQ3Scales(packed)
  return Int64(bitPattern: half == 0 ? scales.first : scales.second)
}
