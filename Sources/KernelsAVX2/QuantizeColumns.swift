import _Builtin_intrinsics.intel

/// The 32 values of one column in four registers.
private typealias Values32 = InlineArray<4, __m256>

/// Quantizes columns, four at a time, into a column block; see `FourColumns8` for the layout.
func quantizeColumns(
  _ input: UnsafePointer<Float>, _ columns: Int, _ count: Int, _ output: UnsafeMutableRawPointer
) {
  var (record, first) = (output, 0)
  while first < columns {
    for index in 0..<count / 32 {
      quantizeFour(
        input + (first &* count &+ index &* 32), columns &- first, stride: count, to: record)
      record += FourColumns8.stride
    }
    first &+= FourColumns8.columns
  }
}

/// Quantizes 32 values of each of four columns; missing columns become zero.
@inline(__always)
private func quantizeFour(
  _ input: UnsafePointer<Float>, _ columns: Int, stride: Int, to record: UnsafeMutableRawPointer
) {
  var maxima = InlineArray<4, __m128>(repeating: _mm_setzero_ps())
  for column in 0..<4 where column < columns {
    maxima[column] = largestOfEight(load(input + column &* stride))
  }
  let (scales, inverses) = scaling(largestOfFour(maxima))
  _mm_storeu_ps((record + FourColumns8.scales).assumingMemoryBound(to: Float.self), scales)
  // Through memory, because a lane's number must be known to the compiler.
  let factors = (record + FourColumns8.sums).assumingMemoryBound(to: Float.self)
  _mm_storeu_ps(factors, inverses)
  var rows = Dwords4(repeating: _mm256_setzero_si256())
  for column in 0..<4 where column < columns {
    rows[column] = quants(load(input + column &* stride), _mm256_set1_ps(factors[column]))
  }
  let groups = transposed(rows)
  for group in 0..<4 {
    (record + group &* 16).storeBytes(of: groups[group].lowHalf, as: __m128i.self)
    (record + (group &+ 4) &* 16).storeBytes(of: groups[group].highHalf, as: __m128i.self)
  }
  storeSums(groups, scales, to: record)
}

@inline(__always)
private func load(_ input: UnsafePointer<Float>) -> Values32 {
  var values = Values32(repeating: _mm256_setzero_ps())
  for index in 0..<4 { values[index] = _mm256_loadu_ps(input + index &* 8) }
  return values
}

/// Four maxima of the magnitudes of 32 values.
@inline(__always)
private func largestOfEight(_ values: Values32) -> __m128 {
  let sign = _mm256_set1_ps(-0.0)
  let low = _mm256_max_ps(_mm256_andnot_ps(sign, values[0]), _mm256_andnot_ps(sign, values[1]))
  let high = _mm256_max_ps(_mm256_andnot_ps(sign, values[2]), _mm256_andnot_ps(sign, values[3]))
  let eight = _mm256_max_ps(low, high)
  return _mm_max_ps(lowHalf(eight), highHalf(eight))
}

/// The largest lane of each of four registers.
@inline(__always)
private func largestOfFour(_ values: InlineArray<4, __m128>) -> __m128 {
  let ab = _mm_max_ps(
    _mm_unpacklo_ps(values[0], values[1]), _mm_unpackhi_ps(values[0], values[1]))
  let cd = _mm_max_ps(
    _mm_unpacklo_ps(values[2], values[3]), _mm_unpackhi_ps(values[2], values[3]))
  return _mm_max_ps(_mm_movelh_ps(ab, cd), _mm_movehl_ps(cd, ab))
}

/// Peaks to scales and their inverses; see `quantizeRun`.
@inline(__always)
private func scaling(_ peaks: __m128) -> (scales: __m128, inverses: __m128) {
  let full = _mm_set1_ps(127)
  // A peak so small that 127 / peak overflows quantizes to zero, as a peak of zero does.
  let isLarge = _mm_cmpgt_ps(peaks, _mm_set1_ps(1e-36))
  return (
    _mm_and_ps(isLarge, _mm_div_ps(peaks, full)), _mm_and_ps(isLarge, _mm_div_ps(full, peaks))
  )
}

/// 32 floats times a factor, to the nearest bytes.
@inline(__always)
private func quants(_ values: Values32, _ factor: __m256) -> __m256i {
  let low = _mm256_packs_epi32(
    _mm256_cvtps_epi32(_mm256_mul_ps(values[0], factor)),
    _mm256_cvtps_epi32(_mm256_mul_ps(values[1], factor)))
  let high = _mm256_packs_epi32(
    _mm256_cvtps_epi32(_mm256_mul_ps(values[2], factor)),
    _mm256_cvtps_epi32(_mm256_mul_ps(values[3], factor)))
  // Packing goes half by half, so that every four bytes have to find their place.
  return _mm256_permutevar8x32_epi32(
    _mm256_packs_epi16(low, high), _mm256_set_epi32(7, 3, 6, 2, 5, 1, 4, 0))
}

/// Stores what there is one of per column; registers hold groups g and g + 4 of four columns.
@inline(__always)
private func storeSums(
  _ groups: Dwords4, _ scales: __m128, to record: UnsafeMutableRawPointer
) {
  let ones = _mm256_set1_epi8(1)
  var pairs = _mm256_maddubs_epi16(ones, groups[0])
  for group in 1..<4 {
    pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(ones, groups[group]))
  }
  let biases16 = _mm256_slli_epi16(_mm256_sub_epi16(_mm256_setzero_si256(), pairs), 5)
  (record + FourColumns8.biases16).storeBytes(of: biases16, as: __m256i.self)
  let both = _mm_sub_epi16(
    _mm_setzero_si128(), _mm_add_epi16(pairs.lowHalf, pairs.highHalf))
  (record + FourColumns8.biases).storeBytes(of: _mm_slli_epi16(both, 4), as: __m128i.self)
  (record + FourColumns8.biases8).storeBytes(of: _mm_slli_epi16(both, 3), as: __m128i.self)
  let sums = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))
  let halves = _mm256_mul_ps(
    _mm256_cvtepi32_ps(sums), _mm256_set_m128(scales, scales))
  _mm256_storeu_ps((record + FourColumns8.halves).assumingMemoryBound(to: Float.self), halves)
  let total = _mm_cvtepi32_ps(_mm_add_epi32(sums.lowHalf, sums.highHalf))
  _mm_storeu_ps(
    (record + FourColumns8.sums).assumingMemoryBound(to: Float.self), _mm_mul_ps(scales, total))
}
