import _Builtin_intrinsics.intel

// A column's sums are scaled while those of the next column are made, and added up after that: the
// processor looks ahead some sixty vector instructions, and in a column's own order nearly all of
// these would wait for one another.

/// Two rows whose runs of 32 have a scale and a minimum; activations are loaded once for both.
struct AffinePair<Format: BlocksOf256>: FourColumnRows where Format.Step == AffineRunsOf32 {
  static var rows: Int { @inline(__always) get { 2 } }

  private var first = FourTotals()
  private var second = FourTotals()
  /// Four lanes for each column.
  private var minima = (_mm512_setzero_ps(), _mm512_setzero_ps())

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(_ block: UnsafeRawPointer, _ rowBytes: Int, _ columns: FourColumnsAt) {
    let (a, b) = (Format.step(block), Format.step(block + rowBytes))
    let (scales, sums) = (columns.scales, columns.sums32)
    let factors = (factorsOfFour(a.d, scales), factorsOfFour(b.d, scales))
    minima.0 = a.addingMinima(to: minima.0, scales, sums)
    minima.1 = b.addingMinima(to: minima.1, scales, sums)
    let zero = _mm512_setzero_si512()
    var raw = InlineArray<8, (__m512i, __m512i)>(repeating: (zero, zero))
    var scaled = InlineArray<8, __m512i>(repeating: zero)
    for stage in 0..<6 {
      let (next, at, last) = (2 &* stage, 2 &* stage &- 2, 2 &* stage &- 4)
      if stage < 4 {
        raw[next] = a.values.sums(columns.column(stage))
        raw[next &+ 1] = b.values.sums(columns.column(stage))
      }
      if stage >= 1, stage < 5 {
        scaled[at] = a.values.scaled(raw[at])
        scaled[at &+ 1] = b.values.scaled(raw[at &+ 1])
      }
      if stage >= 2 {
        first.add(scaled[last], factors.0, column: stage &- 2)
        second.add(scaled[last &+ 1], factors.1, column: stage &- 2)
      }
    }
  }

  @inline(__always)
  func store(to output: UnsafeMutablePointer<Float>, stride: Int) {
    let products = foldedLanes(first.folded, second.folded)
    let results = _mm512_sub_ps(products, foldedLanes(minima.0, minima.1))
    // Lanes 0 and 2 of each 128 bits become neighbours.
    let pairs = _mm512_castps_pd(_mm512_permutevar_ps(results, _mm512_set1_epi64(2 &<< 32)))
    for column in 0..<4 {
      let index = _mm512_set1_epi64(Int64(truncatingIfNeeded: 2 &* column))
      let pair = _mm_cvtsd_f64(_mm512_castpd512_pd128(_mm512_permutexvar_pd(index, pairs)))
      UnsafeMutableRawPointer(output + column &* stride).storeBytes(of: pair, as: Double.self)
    }
  }
}

extension AffineRunsOf32 {
  /// The minima times the sums of four columns, added to four lanes for each.
  @inline(__always)
  fileprivate func addingMinima(
    to totals: __m512, _ scales: __m128, _ sums: __m512i
  ) -> __m512 {
    let products = _mm512_madd_epi16(_mm512_broadcast_i32x4(minima), sums)
    let factors = _mm512_permutexvar_ps(
      _mm512_set_epi32(3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0),
      _mm512_castps128_ps512(_mm_mul_ps(_mm_set1_ps(dmin), scales)))
    return _mm512_fmadd_ps(_mm512_cvtepi32_ps(products), factors, totals)
  }
}

/// A row whose runs of 16 have a scale, and whose values have a bias.
///
/// One row and not two: their values and scales would leave too few registers for sums.
struct BiasedRow<Format: BlocksOf256>: FourColumnRows where Format.Step == BiasedRunsOf16 {
  static var rows: Int { @inline(__always) get { 1 } }

  private var totals = FourTotals()

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(_ block: UnsafeRawPointer, _ rowBytes: Int, _ columns: FourColumnsAt) {
    let step = Format.step(block)
    let factors = factorsOfFour(step.d, columns.scales)
    // The greatest, 128 times 32, fits 16 bits.
    let biases = _mm256_slli_epi16(step.scales, Int32(bitPattern: step.shift))
    let biased = _mm512_zextsi256_si512(_mm256_sub_epi16(_mm256_setzero_si256(), biases))
    let zero = _mm512_setzero_si512()
    var raw = InlineArray<4, (__m512i, __m512i)>(repeating: (zero, zero))
    var scaled = InlineArray<4, __m512i>(repeating: zero)
    for stage in 0..<6 {
      if stage < 4 { raw[stage] = step.values.sums(columns.column(stage)) }
      if stage >= 1, stage < 5 {
        let column = columns.column(stage &- 1)
        // What follows the sums in the record meets zeros.
        let sums = (column + Activation256.sums16).loadUnaligned(as: __m512i.self)
        scaled[stage &- 1] = _mm512_dpwssd_epi32(
          step.values.scaled(raw[stage &- 1]), biased, sums)
      }
      if stage >= 2 { totals.add(scaled[stage &- 2], factors, column: stage &- 2) }
    }
  }

  @inline(__always)
  func store(to output: UnsafeMutablePointer<Float>, stride: Int) {
    let results = foldedLanes(totals.folded, totals.folded)
    for column in 0..<4 {
      let lane = Int32(truncatingIfNeeded: 4 &* column)
      output[column &* stride] = _mm512_cvtss_f32(
        _mm512_permutexvar_ps(_mm512_set1_epi32(lane), results))
    }
  }
}

/// The products of a block's factor with the scales of four columns, in each 128 bits.
@inline(__always)
private func factorsOfFour(_ d: Float, _ scales: __m128) -> __m512 {
  _mm512_broadcast_f32x4(_mm_mul_ps(_mm_set1_ps(d), scales))
}

/// Sums of products of one row with four columns, sixteen lanes each.
private struct FourTotals {
  private var lanes = InlineArray<4, __m512>(repeating: _mm512_setzero_ps())

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(_ products: __m512i, _ factors: __m512, column: Int) {
    let factor = _mm512_permutevar_ps(
      factors, _mm512_set1_epi32(Int32(truncatingIfNeeded: column)))
    lanes[column] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(products), factor, lanes[column])
  }

  /// Four lanes for each column, added as `reduce_add` begins to add sixteen.
  @inline(__always)
  var folded: __m512 {
    let (first, second) = (foldedPair(lanes[0], lanes[1]), foldedPair(lanes[2], lanes[3]))
    let low = _mm512_permutex2var_epi64(first, lanes64(0, 1, 4, 5, 8, 9, 12, 13), second)
    let high = _mm512_permutex2var_epi64(first, lanes64(2, 3, 6, 7, 10, 11, 14, 15), second)
    return _mm512_add_ps(_mm512_castsi512_ps(low), _mm512_castsi512_ps(high))
  }
}

@inline(__always)
private func foldedPair(_ first: __m512, _ second: __m512) -> __m512i {
  let (a, b) = (_mm512_castps_si512(first), _mm512_castps_si512(second))
  let low = _mm512_permutex2var_epi64(a, lanes64(0, 1, 2, 3, 8, 9, 10, 11), b)
  let high = _mm512_permutex2var_epi64(a, lanes64(4, 5, 6, 7, 12, 13, 14, 15), b)
  return _mm512_castps_si512(_mm512_add_ps(_mm512_castsi512_ps(low), _mm512_castsi512_ps(high)))
}

/// The sums of each 128 bits: of `first` in their lowest lane, and of `second` in their third.
@inline(__always)
private func foldedLanes(_ first: __m512, _ second: __m512) -> __m512 {
  let (a, b) = (_mm512_castps_pd(first), _mm512_castps_pd(second))
  let pairs = _mm512_add_ps(
    _mm512_castpd_ps(_mm512_unpacklo_pd(a, b)), _mm512_castpd_ps(_mm512_unpackhi_pd(a, b)))
  return _mm512_add_ps(pairs, _mm512_movehdup_ps(pairs))
}
