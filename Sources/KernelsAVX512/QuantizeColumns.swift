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
  var top = _mm256_setzero_si256()
  for index in 0..<count / 32 {
    var low = Floats8(repeating: _mm512_setzero_ps())
    var high = low
    for column in 0..<ColumnBlock.columns where column < columns {
      let source = input + (column &* count &+ index &* 32)
      low[column] = _mm512_loadu_ps(source)
      high[column] = _mm512_loadu_ps(source + 16)
    }
    let record = output + (ColumnBlock.header &+ index &* ColumnBlock.stride)
    let exponents = storeRecord(low, high, Scales(peaks: peaks(low, high)), in: record)
    top = _mm256_max_epi32(top, exponents)
  }
  relateToTop(top, count, output)
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

/// The scales of eight columns, and what values are multiplied with to become quants.
private struct Scales {
  let bits: __m512i
  let inverses: __m512

  /// The least scales of the grid with which no quant is larger than 127.
  @inline(__always)
  init(peaks: __m512) {
    let needed = _mm512_castps_si512(_mm512_div_ps(peaks, _mm512_set1_ps(127)))
    // Adding all but one of what the grid leaves out carries into its last bit unless all are 0.
    let rest = Int32(1) &<< Int32(23 &- ScaleGrid.fractionBits) &- 1
    let rounded = _mm512_and_si512(
      _mm512_add_epi32(needed, _mm512_set1_epi32(rest)), _mm512_set1_epi32(~rest))
    // A peak so small that 127 / peak overflows quantizes to zero, as a peak of zero does.
    let tiny = _mm512_castps_si512(_mm512_set1_ps(1e-36))
    // Positive floats are in the order of their bits: the difference is negative for larger ones.
    let isLarge = _mm512_movepi32_mask(_mm512_sub_epi32(tiny, _mm512_castps_si512(peaks)))
    bits = _mm512_maskz_mov_epi32(isLarge, rounded)
    inverses = _mm512_maskz_div_ps(isLarge, _mm512_set1_ps(1), _mm512_castsi512_ps(bits))
  }
}

/// Stores the quants and what belongs to them, and returns the exponents of the scales.
@inline(__always)
private func storeRecord(
  _ low: Floats8, _ high: Floats8, _ scales: Scales, in record: UnsafeMutableRawPointer
) -> __m256i {
  let sums = storeQuants(low, high, scales.inverses, in: record)
  let total = _mm512_cvtepi32_ps(_mm512_add_epi32(sums[0], sums[1]))
  let products = _mm512_mul_ps(_mm512_castsi512_ps(scales.bits), total)
  store(lower(_mm512_castps_si512(products)), to: record + ColumnBlock.sums)
  for half in 0..<2 {
    let bias = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(sums[half], 7))
    store(lower(bias), to: record + (ColumnBlock.biases &+ half &* 32))
  }
  let bits = lower(scales.bits)
  // The fraction's bits become a multiple of the 64 bytes of a vector.
  let shift = Int32(bitPattern: 23 &- ScaleGrid.fractionBits &- 6)
  let steps = _mm256_and_si256(
    _mm256_srli_epi32(bits, shift), _mm256_set1_epi32(Int32(ScaleGrid.steps &- 1) &<< 6))
  store(steps, to: record + ColumnBlock.steps)
  let exponents = _mm256_and_si256(bits, _mm256_set1_epi32(0x7F80_0000))
  store(exponents, to: record + ColumnBlock.exponents)
  return exponents
}

/// Stores the quants; returns the sums of values 0-15 and of values 16-31 of each column.
@inline(__always)
private func storeQuants(
  _ low: Floats8, _ high: Floats8, _ inverses: __m512, in record: UnsafeMutableRawPointer
) -> InlineArray<2, __m512i> {
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
    store(lower(groups[group]), to: record + group &* 32)
  }
  return sums
}

/// Sixteen floats to the nearest bytes.
@inline(__always)
private func quants(_ floats: __m512) -> __m128i {
  _mm512_cvtsepi32_epi8(_mm512_cvtps_epi32(floats))
}

/// Makes exponents and sums relative to each column's largest scale, so that sums of products
/// neither overflow nor vanish whatever the size of the activations.
private func relateToTop(_ top: __m256i, _ count: Int, _ output: UnsafeMutableRawPointer) {
  let shift = _mm256_sub_epi32(top, _mm256_set1_epi32(ScaleGrid.top &<< 23))
  // Columns whose largest scale is below 2^-103 become zero.
  let isLarge = _mm256_cmpgt_epi32(shift, _mm256_setzero_si256())
  store(_mm256_and_si256(shift, isLarge), to: output)
  // 1 / 2^(s − 127) is 2^(254 − s − 127).
  let inverse = _mm256_and_si256(
    _mm256_sub_epi32(_mm256_set1_epi32(254 &<< 23), shift), isLarge)
  for index in 0..<count / 32 {
    let record = output + (ColumnBlock.header &+ index &* ColumnBlock.stride)
    let exponents = record + ColumnBlock.exponents
    let relative = _mm256_sub_epi32(exponents.loadUnaligned(as: __m256i.self), shift)
    // Scales smaller than 2^-24 of the largest count as that much: their products do not matter.
    store(_mm256_max_epi32(relative, _mm256_setzero_si256()), to: exponents)
    let sums = record + ColumnBlock.sums
    let scaled = _mm256_mul_ps(sums.loadUnaligned(as: __m256.self), _mm256_castsi256_ps(inverse))
    store(_mm256_castps_si256(scaled), to: sums)
  }
  for block in 0..<count / 256 {
    storeRuns(output + (ColumnBlock.header &+ block &* 8 &* ColumnBlock.stride))
  }
}

/// The sums of eight records as multiples, in 16 bits, of what the fifth record's place gets.
@inline(__always)
private func storeRuns(_ records: UnsafeMutableRawPointer) {
  var peak = _mm256_setzero_ps()
  let clear = _mm256_castsi256_ps(_mm256_set1_epi32(0x7FFF_FFFF))
  for run in 0..<8 { peak = _mm256_max_ps(peak, _mm256_and_ps(sums(records, run), clear)) }
  let unit = _mm256_div_ps(peak, _mm256_set1_ps(32_767))
  let isLarge = _mm256_cmpgt_epi32(
    _mm256_castps_si256(peak), _mm256_castps_si256(_mm256_set1_ps(1e-30)))
  let inverse = _mm256_and_ps(
    _mm256_div_ps(_mm256_set1_ps(1), unit), _mm256_castsi256_ps(isLarge))
  for pair in 0..<4 {
    let even = _mm256_cvtps_epi32(_mm256_mul_ps(sums(records, 2 &* pair), inverse))
    let odd = _mm256_cvtps_epi32(_mm256_mul_ps(sums(records, 2 &* pair &+ 1), inverse))
    let both = _mm256_or_si256(
      _mm256_and_si256(even, _mm256_set1_epi32(0xFFFF)), _mm256_slli_epi32(odd, 16))
    store(both, to: records + (pair &* ColumnBlock.stride &+ ColumnBlock.runs))
  }
  store(
    _mm256_castps_si256(unit), to: records + (4 &* ColumnBlock.stride &+ ColumnBlock.runs))
}

@inline(__always)
private func sums(_ records: UnsafeMutableRawPointer, _ run: Int) -> __m256 {
  (records + (run &* ColumnBlock.stride &+ ColumnBlock.sums)).loadUnaligned(as: __m256.self)
}

/// The lower eight lanes.
@inline(__always)
private func lower(_ lanes: __m512i) -> __m256i { _mm512_castsi512_si256(lanes) }

@inline(__always)
private func store(_ lanes: __m256i, to address: UnsafeMutableRawPointer) {
  address.storeBytes(of: lanes, as: __m256i.self)
}
