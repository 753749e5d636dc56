import _Builtin_intrinsics.intel

/// Some rows of 16-bit pairs times two vectors of columns: the inner loop of integer attention.
///
/// A row's pair is broadcast from memory and meets the same pair of sixteen columns. All sums stay
/// in registers, and a loaded vector serves every row.
struct WordTile<let count: Int> {
  private typealias Sums = InlineArray<count, __m512i>

  /// `scores[r][lane] = Σ · scale of the lane`, over all pairs of a row.
  @inline(never)
  static func score(
    _ rows: UnsafeRawPointer, _ rowBytes: Int, _ step: PackedStep, block: Int,
    to scores: UnsafeMutablePointer<Float>
  ) {
    let (low, high) = sums(
      rows, rowBytes, step.width / 2, step.keys(block: block), step.keys(block: block &+ 1), 64)
    let lane = block &* PackedStep.positionsPerBlock
    let scales = (
      _mm512_loadu_ps(step.keyScales + lane), _mm512_loadu_ps(step.keyScales + (lane &+ 16))
    )
    for r in 0..<count {
      let target = scores + (r &* PackedStep.positions &+ lane)
      _mm512_storeu_ps(target, _mm512_mul_ps(_mm512_cvtepi32_ps(low[r]), scales.0))
      _mm512_storeu_ps(target + 16, _mm512_mul_ps(_mm512_cvtepi32_ps(high[r]), scales.1))
    }
  }

  /// `output[r][lane] = output[r][lane] · factor of the row + Σ · scale of the row`.
  @inline(never)
  static func accumulate(
    _ weights: UnsafeRawPointer, _ scales: UnsafePointer<RowScales>, pairs: Int,
    _ step: PackedStep, lane: Int, to output: UnsafeMutablePointer<Float>
  ) {
    let first = step.values + lane &* 4
    let (low, high) = sums(
      weights, PackedStep.positions &* 2, pairs, first, first + 64, step.width &* 4)
    for r in 0..<count {
      let target = output + (r &* step.width &+ lane)
      let factor = _mm512_set1_ps(scales[r].output)
      let scale = _mm512_set1_ps(scales[r].weights)
      let kept = (
        _mm512_mul_ps(_mm512_loadu_ps(target), factor),
        _mm512_mul_ps(_mm512_loadu_ps(target + 16), factor)
      )
      _mm512_storeu_ps(target, _mm512_fmadd_ps(_mm512_cvtepi32_ps(low[r]), scale, kept.0))
      _mm512_storeu_ps(target + 16, _mm512_fmadd_ps(_mm512_cvtepi32_ps(high[r]), scale, kept.1))
    }
  }

  @inline(__always)
  private static func sums(
    _ rows: UnsafeRawPointer, _ rowBytes: Int, _ pairs: Int,
    _ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ stride: Int
  ) -> (Sums, Sums) {
    var low = Sums(repeating: _mm512_setzero_si512())
    var high = low
    for i in 0..<pairs {
      let a = (first + i &* stride).loadUnaligned(as: __m512i.self)
      let b = (second + i &* stride).loadUnaligned(as: __m512i.self)
      for r in 0..<count {
        let pair = _mm512_set1_epi32(
          (rows + (r &* rowBytes &+ i &* 4)).loadUnaligned(as: Int32.self))
        low[r] = _mm512_dpwssd_epi32(low[r], a, pair)
        high[r] = _mm512_dpwssd_epi32(high[r], b, pair)
      }
    }
    return (low, high)
  }
}

/// What a row's results so far and the sums of its weighted values are multiplied with.
struct RowScales {
  var output: Float
  var weights: Float
}
