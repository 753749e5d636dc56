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
@inline(__always)
private func add(
  _ record: UnsafeRawPointer, _ columns: UnsafeRawPointer, to totals: inout Floats
) {
  let sums = products(record, columns)
  let row = RowFields(record)
  // One by one: the compiler would leave a loop, and keep the sums in memory for it.
  row.add(sums[0], columns, column: 0, to: &totals[0])
  row.add(sums[1], columns, column: 1, to: &totals[1])
  row.add(sums[2], columns, column: 2, to: &totals[2])
  row.add(sums[3], columns, column: 3, to: &totals[3])
  row.add(sums[4], columns, column: 4, to: &totals[4])
  row.add(sums[5], columns, column: 5, to: &totals[5])
  row.add(sums[6], columns, column: 6, to: &totals[6])
  row.add(sums[7], columns, column: 7, to: &totals[7])
}

/// The numbers that a record has per row.
private struct RowFields {
  let factor: __m512
  let dmin: __m512
  /// The minima of values 0-15 and of values 16-31.
  let low: __m512i
  let high: __m512i

  @inline(__always)
  init(_ record: UnsafeRawPointer) {
    factor = (record + Panel.factors).loadUnaligned(as: __m512.self)
    let packed = (record + Panel.second).loadUnaligned(as: __m512i.self)
    low = _mm512_and_si512(packed, _mm512_set1_epi32(0x0F))
    high = _mm512_and_si512(_mm512_srli_epi32(packed, 4), _mm512_set1_epi32(0x0F))
    dmin = _mm512_castsi512_ps(_mm512_andnot_si512(_mm512_set1_epi32(0xFF), packed))
  }

  /// Adds the products with one column to its total.
  ///
  /// A column's biases are −128 times the sums of its quants, which is why dmin comes divided.
  @inline(__always)
  func add(
    _ sum: __m512i, _ columns: UnsafeRawPointer, column: Int, to total: inout __m512
  ) {
    let biases = columns + (ColumnBlock.biases &+ column &* 4)
    let first = _mm512_set1_epi32(biases.loadUnaligned(as: Int32.self))
    let second = _mm512_set1_epi32(biases.loadUnaligned(fromByteOffset: 32, as: Int32.self))
    let minima = _mm512_cvtepi32_ps(
      _mm512_add_epi32(_mm512_mullo_epi32(low, first), _mm512_mullo_epi32(high, second)))
    let value = _mm512_fmadd_ps(
      _mm512_cvtepi32_ps(sum), factor, _mm512_mul_ps(minima, dmin))
    let scale = (columns + (ColumnBlock.scales &+ column &* 4)).loadUnaligned(as: Float.self)
    total = _mm512_fmadd_ps(value, _mm512_set1_ps(scale), total)
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
