import _Builtin_intrinsics.intel

/// Q2_K: bytes are scale·value, up to 45, with a factor d; the second factor is dmin / 128, because
/// minima are multiplied with the biases of the columns, −128 times their sums.
func unpackPanelQ2_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 256
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 84)
  for index in 0..<blocks {
    let block = index &* 84
    let records = panel + index &* 8 &* Panel.minimaStride
    for half in 0..<2 {
      let pairs = source.transposed(block &+ 16 &+ half &* 32) { twoRuns32($0, $1) }
      let codes = source.transposed(block &+ half &* 8) { first, second in
        _mm512_cvtepu8_epi32(
          _mm_set_epi64x(
            second.loadUnaligned(as: Int64.self), first.loadUnaligned(as: Int64.self)))
      }
      for part in 0..<4 {
        let record = records + (half &* 4 &+ part) &* Panel.minimaStride
        let (low, high) = (codes[2 &* part], codes[2 &* part &+ 1])
        storeProducts(
          pairs, shift: UInt32(truncatingIfNeeded: 2 &* part), low, high, to: record)
        storeMinima(low, high, to: record)
        storeFactors(source.halves(at: block &+ 80), to: record + Panel.factors)
        let dmin = _mm512_mul_ps(source.halves(at: block &+ 82), _mm512_set1_ps(1 / 128))
        storeFactors(dmin, to: record + (Panel.factors &+ Panel.factorBytes))
      }
    }
  }
}

/// Stores scale·value: two bytes are multiplied at once, because no product is larger than a byte.
@inline(__always)
private func storeProducts(
  _ pairs: Dwords8, shift: UInt32, _ low: __m512i, _ high: __m512i,
  to record: UnsafeMutableRawPointer
) {
  let scales = (bothWords(low), bothWords(high))
  var values = pairs
  for group in 0..<8 {
    let twoBits = _mm512_and_si512(
      _mm512_srli_epi16(pairs[group], shift), _mm512_set1_epi8(3))
    values[group] = _mm512_mullo_epi16(twoBits, group < 4 ? scales.0 : scales.1)
  }
  storeGroups(values, to: record)
}

/// The lowest four bits of each lane, in both words of the lane.
@inline(__always)
private func bothWords(_ codes: __m512i) -> __m512i {
  let scale = _mm512_and_si512(codes, _mm512_set1_epi32(15))
  return _mm512_or_si512(scale, _mm512_slli_epi32(scale, 16))
}

/// Stores the minima of values 0-15, and four bits higher those of values 16-31.
@inline(__always)
private func storeMinima(_ low: __m512i, _ high: __m512i, to record: UnsafeMutableRawPointer) {
  let minima = _mm512_or_si512(
    _mm512_srli_epi32(low, 4), _mm512_and_si512(high, _mm512_set1_epi32(0xF0)))
  (record + Panel.halvesStride).storeBytes(of: minima, as: __m512i.self)
}
