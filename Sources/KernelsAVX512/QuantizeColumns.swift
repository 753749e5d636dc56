import _Builtin_intrinsics.intel

/// Sixteen floats of each of eight columns.
private typealias Floats8 = InlineArray<8, __m512>

/// Quantizes up to eight columns into a column block; see `ColumnBlock` for the layout.
///
/// Peaks and quants are transposed so that lanes are columns, and everything that there is one of
/// per column is computed for all of them at once.
func quantizeColumns(
  _ input: UnsafePointer<Float>, _ columns: Int, _ count: Int, _ output: UnsafeMutableRawPointer
) {
  for index in 0..<count / 32 {
    let record = output + index &* ColumnBlock.stride
    var low = Floats8(repeating: _mm512_setzero_ps())
    var high = low
    for column in 0..<ColumnBlock.columns where column < columns {
      let source = input + (column &* count &+ index &* 32)
      low[column] = _mm512_loadu_ps(source)
      high[column] = _mm512_loadu_ps(source + 16)
    }
    let (scales, inverses) = scaling(peaks(low, high))
    storeQuants(low, high, scales, inverses, in: record)
  }
}

/// The largest magnitude of each column; lanes are columns, and the upper lanes are of no use.
@inline(__always)
private func peaks(_ low: Floats8, _ high: Floats8) -> __m512 {
  var magnitudes = Dwords8(repeating: _mm512_setzero_si512())
  for column in 0..<8 {
    let sixteen = _mm512_max_ps(_mm512_abs_ps(low[column]), _mm512_abs_ps(high[column]))
    magnitudes[column] = _mm512_castps_si512(sixteen)
  }
  let lanes = transposed(magnitudes)
  var peak = _mm512_castsi512_ps(lanes[0])
  for index in 1..<8 { peak = _mm512_max_ps(peak, _mm512_castsi512_ps(lanes[index])) }
  // The lower lanes saw the first eight values of each column's maxima, the upper ones the rest.
  let swapped = _mm512_permutexvar_epi64(
    lanes64(4, 5, 6, 7, 0, 1, 2, 3), _mm512_castps_si512(peak))
  return _mm512_max_ps(peak, _mm512_castsi512_ps(swapped))
}

/// Peaks to scales and their inverses; see `quantizeRun`.
@inline(__always)
private func scaling(_ peak: __m512) -> (scales: __m512, inverses: __m512) {
  let full = _mm512_set1_ps(127)
  // A peak so small that 127 / peak overflows quantizes to zero, as a peak of zero does.
  let tiny = _mm512_castps_si512(_mm512_set1_ps(1e-36))
  // Positive floats are in the order of their bits: the difference is negative for larger ones.
  let isLarge = _mm512_movepi32_mask(_mm512_sub_epi32(tiny, _mm512_castps_si512(peak)))
  return (
    _mm512_maskz_mov_ps(isLarge, _mm512_div_ps(peak, full)),
    _mm512_maskz_mov_ps(isLarge, _mm512_div_ps(full, peak))
  )
}

@inline(__always)
private func storeQuants(
  _ low: Floats8, _ high: Floats8, _ scales: __m512, _ inverses: __m512,
  in record: UnsafeMutableRawPointer
) {
  var pairs = Dwords8(repeating: _mm512_setzero_si512())
  for column in 0..<8 {
    let factor = _mm512_permutexvar_ps(
      _mm512_set1_epi32(Int32(truncatingIfNeeded: column)), inverses)
    let first = quants(_mm512_mul_ps(low[column], factor))
    let second = quants(_mm512_mul_ps(high[column], factor))
    pairs[column] = _mm512_castsi256_si512(_mm256_set_m128i(second, first))
  }
  let groups = transposed(pairs)
  let ones = _mm512_set1_epi8(1)
  var sums = InlineArray<2, __m512i>(repeating: _mm512_setzero_si512())
  for group in 0..<8 {
    let half = group / 4
    sums[half] = _mm512_dpbusd_epi32(sums[half], ones, groups[group])
    store(groups[group], to: record + group &* 32)
  }
  let total = _mm512_cvtepi32_ps(_mm512_add_epi32(sums[0], sums[1]))
  store(_mm512_castps_si512(scales), to: record + ColumnBlock.scales)
  store(_mm512_castps_si512(_mm512_mul_ps(scales, total)), to: record + ColumnBlock.sums)
  for half in 0..<2 {
    let bias = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(sums[half], 7))
    store(bias, to: record + (ColumnBlock.biases &+ half &* 32))
  }
}

/// Sixteen floats to the nearest bytes.
@inline(__always)
private func quants(_ floats: __m512) -> __m128i {
  _mm512_cvtsepi32_epi8(_mm512_cvtps_epi32(floats))
}

/// Stores the lower eight lanes.
@inline(__always)
private func store(_ lanes: __m512i, to address: UnsafeMutableRawPointer) {
  address.storeBytes(of: _mm512_castsi512_si256(lanes), as: __m256i.self)
}
