import _Builtin_intrinsics.intel

func packHalfPositions(
  _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ width: Int,
  _ firstStep: Int, _ steps: Int, _ output: UnsafeMutableRawPointer
) {
  let keys = keys.assumingMemoryBound(to: UInt16.self)
  let values = values.assumingMemoryBound(to: UInt16.self)
  for index in 0..<steps {
    let offset = (firstStep &+ index) &* PackedStep.positions &* width
    pack(
      PlainKeys(base: keys + offset, width: width),
      PlainValues(base: values + offset, width: width),
      width, to: output + index &* PackedStep.byteCount(width))
  }
}

func packBytePositions(
  _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ width: Int,
  _ firstStep: Int, _ steps: Int, _ output: UnsafeMutableRawPointer
) {
  let rowBytes = width / 32 &* ByteValues.bytesPerGroup
  for index in 0..<steps {
    let offset = (firstStep &+ index) &* PackedStep.positions &* rowBytes
    pack(
      ByteKeys(base: keys + offset, width: width), ByteValues(base: values + offset, width: width),
      width, to: output + index &* PackedStep.byteCount(width))
  }
}

/// Packs one step.
@inline(__always)
private func pack<Keys: LaneMatrix, Values: LaneMatrix>(
  _ keys: Keys, _ values: Values, _ width: Int, to output: UnsafeMutableRawPointer
) {
  let step = PackedStep(base: output, width: width)
  for block in 0..<PackedStep.positions / PackedStep.positionsPerBlock {
    let first = block &* PackedStep.positionsPerBlock
    packKeys(
      keys.strip(atLane: first), width,
      to: UnsafeMutableRawPointer(mutating: step.keys(block: block)),
      scales: UnsafeMutablePointer(mutating: step.keyScales + first))
  }
  for pair in 0..<PackedStep.positions / 2 {
    packValues(
      values, pair, width,
      to: UnsafeMutableRawPointer(mutating: step.values + pair &* (4 &* width)),
      scales: UnsafeMutablePointer(mutating: step.valueScales + 2 &* pair))
  }
}

/// Packs the keys of sixteen positions, which are lanes.
@inline(__always)
private func packKeys<Strip: LaneStrip>(
  _ keys: Strip, _ width: Int, to target: UnsafeMutableRawPointer,
  scales: UnsafeMutablePointer<Float>
) {
  var peak = _mm512_setzero_ps()
  var squares = _mm512_setzero_ps()
  for row in 0..<width {
    let lanes = keys.vector(row: row, keys.group(at: row)).lanes
    peak = _mm512_max_ps(peak, _mm512_abs_ps(lanes))
    squares = _mm512_fmadd_ps(lanes, lanes, squares)
  }
  // The integers may neither exceed 16 bits one by one nor be longer than their product allows.
  let scale = _mm512_max_ps(
    _mm512_div_ps(peak, _mm512_set1_ps(PackedStep.largest)),
    _mm512_div_ps(_mm512_sqrt_ps(squares), _mm512_set1_ps(PackedStep.length)))
  _mm512_storeu_ps(scales, scale)
  let inverse = _mm512_maskz_div_ps(isLarge(scale), _mm512_set1_ps(1), scale)
  for row in stride(from: 0, to: width, by: 2) {
    let even = keys.vector(row: row, keys.group(at: row)).lanes
    let odd = keys.vector(row: row &+ 1, keys.group(at: row &+ 1)).lanes
    let pairs = interleaved(_mm512_mul_ps(even, inverse), _mm512_mul_ps(odd, inverse))
    (target + row &* 32).storeBytes(of: pairs, as: __m512i.self)
  }
}

/// Packs the values of two positions, of which the lanes are values of the head.
@inline(__always)
private func packValues<Values: LaneMatrix>(
  _ values: Values, _ pair: Int, _ width: Int, to target: UnsafeMutableRawPointer,
  scales: UnsafeMutablePointer<Float>
) {
  let row = 2 &* pair
  var peaks = (_mm512_setzero_ps(), _mm512_setzero_ps())
  for lane in stride(from: 0, to: width, by: 16) {
    let (even, odd) = twoRows(values, row, lane)
    peaks.0 = _mm512_max_ps(peaks.0, _mm512_abs_ps(even))
    peaks.1 = _mm512_max_ps(peaks.1, _mm512_abs_ps(odd))
  }
  let (first, second) = (_mm512_reduce_max_ps(peaks.0), _mm512_reduce_max_ps(peaks.1))
  scales[0] = first / PackedStep.largest
  scales[1] = second / PackedStep.largest
  let inverses = (
    _mm512_set1_ps(first > 0 ? PackedStep.largest / first : 0),
    _mm512_set1_ps(second > 0 ? PackedStep.largest / second : 0)
  )
  for lane in stride(from: 0, to: width, by: 16) {
    let (even, odd) = twoRows(values, row, lane)
    let pairs = interleaved(_mm512_mul_ps(even, inverses.0), _mm512_mul_ps(odd, inverses.1))
    (target + lane &* 4).storeBytes(of: pairs, as: __m512i.self)
  }
}

@inline(__always)
private func twoRows<Values: LaneMatrix>(
  _ values: Values, _ row: Int, _ lane: Int
) -> (__m512, __m512) {
  let strip = values.strip(atLane: lane)
  let group = strip.group(at: row)
  return (strip.vector(row: row, group).lanes, strip.vector(row: row &+ 1, group).lanes)
}

/// Lanes that are no scale of zeros.
@inline(__always)
private func isLarge(_ scales: __m512) -> __mmask16 {
  let least = _mm512_castps_si512(_mm512_set1_ps(1e-30))
  // Positive floats are in the order of their bits: the difference is negative for larger ones.
  return _mm512_movepi32_mask(_mm512_sub_epi32(least, _mm512_castps_si512(scales)))
}

/// The nearest integers of two vectors, lane by lane side by side.
@inline(__always)
func interleaved(_ even: __m512, _ odd: __m512) -> __m512i {
  _mm512_mask_blend_epi16(
    0xAAAA_AAAA, _mm512_cvtps_epi32(even), _mm512_slli_epi32(_mm512_cvtps_epi32(odd), 16))
}
