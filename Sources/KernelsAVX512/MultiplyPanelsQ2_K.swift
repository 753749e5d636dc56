import _Builtin_intrinsics.intel

private typealias Integers = InlineArray<8, __m512i>
private typealias Floats = InlineArray<8, __m512>

/// value = factor · byte − dmin · min, a min per 16 values: Q2_K; see `unpackPanelQ2_K`.
func multiplyPanelsQ2_K(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  var record = panels
  var first = 0
  while first < rows {
    var totals = Floats(repeating: _mm512_setzero_ps())
    var activations = columnBlock
    for _ in 0..<count / 32 {
      add(record, activations, to: &totals)
      record += Panel.stride
      activations += ColumnBlock.stride
    }
    let left = rows &- first
    let mask = left >= 16 ? 0xFFFF : __mmask16(truncatingIfNeeded: (1 &<< left) &- 1)
    for column in 0..<8 where column < columns {
      _mm512_mask_storeu_ps(output + (column &* outputStride &+ first), mask, totals[column])
    }
    first &+= Panel.rows
  }
}

/// Adds the products of one record with those of a column block.
///
/// A column's biases are −128 times the sums of its quants, which is why dmin comes divided.
@inline(__always)
private func add(
  _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats
) {
  let sums = products(record, columns)
  let factor = (record + Panel.factors).loadUnaligned(as: __m512.self)
  let packed = (record + Panel.second).loadUnaligned(as: __m512i.self)
  let low = _mm512_and_si512(packed, _mm512_set1_epi32(0x0F))
  let high = _mm512_and_si512(_mm512_srli_epi32(packed, 4), _mm512_set1_epi32(0x0F))
  let dmin = _mm512_castsi512_ps(_mm512_andnot_si512(_mm512_set1_epi32(0xFF), packed))
  for column in 0..<8 {
    let biases = columns + (ColumnBlock.biases &+ column &* 4)
    let first = _mm512_set1_epi32(biases.loadUnaligned(as: Int32.self))
    let second = _mm512_set1_epi32(biases.loadUnaligned(fromByteOffset: 32, as: Int32.self))
    let minima = _mm512_cvtepi32_ps(
      _mm512_add_epi32(_mm512_mullo_epi32(low, first), _mm512_mullo_epi32(high, second)))
    let value = _mm512_fmadd_ps(
      _mm512_cvtepi32_ps(sums[column]), factor, _mm512_mul_ps(minima, dmin))
    let scale = (columns + (ColumnBlock.scales &+ column &* 4)).loadUnaligned(as: Float.self)
    totals[column] = _mm512_fmadd_ps(value, _mm512_set1_ps(scale), totals[column])
  }
}

@inline(__always)
private func products(_ record: UnsafeRawPointer, _ columns: UnsafeRawPointer) -> Integers {
  var sums = Integers(repeating: _mm512_setzero_si512())
  for group in 0..<8 {
    let weights = (record + group &* 64).loadUnaligned(as: __m512i.self)
    for column in 0..<8 {
      let four = (columns + (group &* 32 &+ column &* 4)).loadUnaligned(as: Int32.self)
      sums[column] = _mm512_dpbusd_epi32(sums[column], weights, _mm512_set1_epi32(four))
    }
  }
  return sums
}
