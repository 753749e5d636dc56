import _Builtin_intrinsics.intel

// Attention over packed positions in steps of 64, with a softmax that is corrected as larger scores
// turn up, as in `Attention.swift`. Scores are kept as multiples of ln 2, which saves each
// exponential a multiplication.

func attendPacked(
  _ queries: UnsafePointer<Float>, _ visible: UnsafePointer<Int>, _ rows: Int, _ width: Int,
  _ packed: UnsafeRawPointer, _ end: Int, _ scratch: UnsafeMutableRawPointer,
  _ output: UnsafeMutablePointer<Float>, _ state: UnsafeMutablePointer<Float>
) {
  let pass = PackedPass(
    visible: visible, rows: rows, width: width, scratch: scratch, output: output, state: state)
  pass.start(queries)
  var position = 0
  var record = packed
  while position < end {
    pass.step(at: position, end &- position, PackedStep(base: record, width: width))
    position &+= PackedStep.positions
    record += PackedStep.byteCount(width)
  }
}

/// The bytes of scratch that a query row takes.
enum PackedScratch {
  /// The row itself.
  static var bytesPerValue: Int { @inline(__always) get { 2 } }
  /// Its scores, its weights and its scales.
  static var fixedBytes: Int { @inline(__always) get { PackedStep.positions &* 6 &+ 12 } }
}

/// The rows of one call, and what is known of them so far.
private struct PackedPass {
  let visible: UnsafePointer<Int>
  let rows: Int
  let width: Int
  /// A row of floats for each query row.
  let scores: UnsafeMutablePointer<Float>
  /// A row of 16-bit integers for each query row, and the packed queries likewise.
  let weights: UnsafeMutableRawPointer
  let packedQueries: UnsafeMutableRawPointer
  let scales: UnsafeMutablePointer<RowScales>
  /// What integers of the queries are multiplied with to give scores as multiples of ln 2.
  let queryScales: UnsafeMutablePointer<Float>
  let output: UnsafeMutablePointer<Float>
  let state: UnsafeMutablePointer<Float>

  @inline(__always)
  init(
    visible: UnsafePointer<Int>, rows: Int, width: Int, scratch: UnsafeMutableRawPointer,
    output: UnsafeMutablePointer<Float>, state: UnsafeMutablePointer<Float>
  ) {
    self.visible = visible
    self.rows = rows
    self.width = width
    self.output = output
    self.state = state
    scores = scratch.assumingMemoryBound(to: Float.self)
    weights = scratch + rows &* (PackedStep.positions &* 4)
    packedQueries = weights + rows &* (PackedStep.positions &* 2)
    let end = packedQueries + rows &* (2 &* width)
    scales = end.assumingMemoryBound(to: RowScales.self)
    queryScales = (end + rows &* 8).assumingMemoryBound(to: Float.self)
  }

  /// Packs the queries and clears the results.
  @inline(__always)
  func start(_ queries: UnsafePointer<Float>) {
    for row in 0..<rows {
      let scale = packRow(
        queries + row &* width, width, to: packedQueries + row &* (2 &* width))
      queryScales[row] = scale * 1.442_695_04
      state[2 &* row] = -Float.infinity
      state[2 &* row &+ 1] = 0
    }
    for i in 0..<rows &* width { output[i] = 0 }
  }

  /// Scores the positions of a step of which `count` are left, and adds their weighted values.
  @inline(__always)
  func step(at position: Int, _ count: Int, _ step: PackedStep) {
    // Whole pairs of blocks; what lies beyond is masked below.
    let blocks = (min(count, PackedStep.positions) &+ 15) / PackedStep.positionsPerBlock
    for block in stride(from: 0, to: blocks, by: 2) {
      forEachTile { row, height in score(row, height, step, block) }
    }
    var most = 0
    for row in 0..<rows {
      let seen = min(max(visible[row] &- position, 0), PackedStep.positions)
      most = max(most, seen)
      if seen == PackedStep.positions {
        weigh(row, step, ~0)
      } else if seen > 0 {
        weigh(row, step, 1 &<< UInt64(truncatingIfNeeded: seen) &- 1)
      } else {
        skip(row)
      }
    }
    for lane in stride(from: 0, to: width, by: 32) {
      forEachTile { row, height in accumulate(row, height, step, lane, pairs: (most &+ 1) / 2) }
    }
  }

  @inline(__always)
  private func forEachTile(_ body: (_ row: Int, _ height: Int) -> Void) {
    var row = 0
    while row < rows {
      let height = min(FloatVector.rowsPerTile, rows &- row)
      body(row, height)
      row &+= height
    }
  }

  @inline(__always)
  private func score(_ row: Int, _ height: Int, _ step: PackedStep, _ block: Int) {
    let stride = 2 &* width
    let source = UnsafeRawPointer(packedQueries) + row &* stride
    let target = scores + row &* PackedStep.positions
    switch height {
    case 1: WordTile<1>.score(source, stride, step, block: block, to: target)
    case 2: WordTile<2>.score(source, stride, step, block: block, to: target)
    case 3: WordTile<3>.score(source, stride, step, block: block, to: target)
    case 4: WordTile<4>.score(source, stride, step, block: block, to: target)
    case 5: WordTile<5>.score(source, stride, step, block: block, to: target)
    case 6: WordTile<6>.score(source, stride, step, block: block, to: target)
    case 7: WordTile<7>.score(source, stride, step, block: block, to: target)
    default: WordTile<8>.score(source, stride, step, block: block, to: target)
    }
  }

  @inline(__always)
  private func accumulate(
    _ row: Int, _ height: Int, _ step: PackedStep, _ lane: Int, pairs: Int
  ) {
    let source = UnsafeRawPointer(weights) + row &* (PackedStep.positions &* 2)
    let target = output + row &* width
    let scales = UnsafePointer(scales + row)
    switch height {
    case 1: WordTile<1>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    case 2: WordTile<2>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    case 3: WordTile<3>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    case 4: WordTile<4>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    case 5: WordTile<5>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    case 6: WordTile<6>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    case 7: WordTile<7>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    default: WordTile<8>.accumulate(source, scales, pairs: pairs, step, lane: lane, to: target)
    }
  }

  /// A row that sees nothing of the step: weights of zero.
  @inline(__always)
  private func skip(_ row: Int) {
    let target = weights + row &* (PackedStep.positions &* 2)
    for part in 0..<2 {
      (target + part &* 64).storeBytes(of: _mm512_setzero_si512(), as: __m512i.self)
    }
    scales[row] = RowScales(output: 1, weights: 0)
  }

  /// Turns the scores of a row into weights, and those of lanes that are not `seen` into zeros.
  ///
  /// A weight is multiplied with the scale of its position's value before it becomes an integer, so
  /// that the values of all positions can be added up as integers.
  @inline(__always)
  private func weigh(_ row: Int, _ step: PackedStep, _ seen: UInt64) {
    let source = scores + row &* PackedStep.positions
    let lowest = _mm512_set1_ps(-Float.greatestFiniteMagnitude)
    var lanes = InlineArray<4, __m512>(repeating: lowest)
    for part in 0..<4 {
      lanes[part] = _mm512_mask_loadu_ps(lowest, mask(seen, part), source + part &* 16)
    }
    let peak = _mm512_reduce_max_ps(
      _mm512_max_ps(_mm512_max_ps(lanes[0], lanes[1]), _mm512_max_ps(lanes[2], lanes[3])))
    let scale = queryScales[row]
    let before = state[2 &* row]
    let largest = max(before, peak * scale)
    var (total, sum) = (_mm512_setzero_ps(), _mm512_setzero_ps())
    for part in 0..<4 {
      let power = powerOfTwo(
        _mm512_fmadd_ps(lanes[part], _mm512_set1_ps(scale), _mm512_set1_ps(-largest)))
      let isSeen = mask(seen, part)
      total = _mm512_add_ps(total, _mm512_maskz_mov_ps(isSeen, power))
      lanes[part] = _mm512_maskz_mul_ps(
        isSeen, power, _mm512_loadu_ps(step.valueScales + part &* 16))
      sum = _mm512_add_ps(sum, lanes[part])
    }
    let factor = scalarExponential((before - largest) * 0.693_147_18)
    state[2 &* row] = largest
    state[2 &* row &+ 1] = state[2 &* row &+ 1] * factor + _mm512_reduce_add_ps(total)
    storeWeights(row, lanes, sum: _mm512_reduce_add_ps(sum), factor)
  }

  /// Stores the weights of a row as integers that add up to no more than they may.
  ///
  /// What the integers are multiples of is chosen by their own sum, or else many weights that are
  /// alike, and rounded alike, would give too much or too little.
  @inline(__always)
  private func storeWeights(
    _ row: Int, _ lanes: InlineArray<4, __m512>, sum: Float, _ factor: Float
  ) {
    // Less than that is nothing beside the largest weight of the row, which is 1.
    let isLarge = sum > 1e-30
    let inverse = _mm512_set1_ps(isLarge ? PackedStep.weightSum / sum : 0)
    let target = weights + row &* (PackedStep.positions &* 2)
    var total = _mm512_setzero_si512()
    for part in 0..<4 {
      let integers = _mm512_cvtps_epi32(_mm512_mul_ps(lanes[part], inverse))
      total = _mm512_add_epi32(total, integers)
      (target + part &* 32).storeBytes(of: _mm512_cvtsepi32_epi16(integers), as: __m256i.self)
    }
    scales[row] = RowScales(
      output: factor, weights: isLarge ? sum / Float(_mm512_reduce_add_epi32(total)) : 0)
  }

  @inline(__always)
  private func mask(_ seen: UInt64, _ part: Int) -> __mmask16 {
    __mmask16(truncatingIfNeeded: seen &>> UInt64(truncatingIfNeeded: 16 &* part))
  }
}

/// Packs one row of floats; returns what the integers are multiples of.
@inline(__always)
private func packRow(
  _ row: UnsafePointer<Float>, _ width: Int, to target: UnsafeMutableRawPointer
) -> Float {
  var peaks = _mm512_setzero_ps()
  for i in stride(from: 0, to: width, by: 16) {
    peaks = _mm512_max_ps(peaks, _mm512_abs_ps(_mm512_loadu_ps(row + i)))
  }
  let peak = _mm512_reduce_max_ps(peaks)
  // Smaller rows have scores of zero, and larger ones would have none that are numbers.
  guard peak > 1e-30 else {
    for i in stride(from: 0, to: width, by: 32) {
      (target + 2 &* i).storeBytes(of: _mm512_setzero_si512(), as: __m512i.self)
    }
    return 0
  }
  var squares = _mm512_setzero_ps()
  let inversePeak = _mm512_set1_ps(1 / peak)
  for i in stride(from: 0, to: width, by: 16) {
    let part = _mm512_mul_ps(_mm512_loadu_ps(row + i), inversePeak)
    squares = _mm512_fmadd_ps(part, part, squares)
  }
  let length = _mm512_reduce_add_ps(squares).squareRoot()
  let scale = peak * max(1 / PackedStep.largest, length / PackedStep.length)
  let inverse = _mm512_set1_ps(1 / scale)
  for i in stride(from: 0, to: width, by: 16) {
    let words = _mm512_cvtsepi32_epi16(
      _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(row + i), inverse)))
    (target + 2 &* i).storeBytes(of: words, as: __m256i.self)
  }
  return scale
}

/// 2 to the power of each lane, within 4 · 10⁻⁶; lanes below -100 count as -100.
///
/// The power of a lane's distance from the nearest integer, between -1/2 and 1/2, is a polynomial
/// of degree 4.
@inline(__always)
private func powerOfTwo(_ lanes: __m512) -> __m512 {
  let x = _mm512_max_ps(lanes, _mm512_set1_ps(-100))
  // Adding 1.5 · 2²³ rounds to an integer, which stays in the low bits.
  let magic = _mm512_set1_ps(12_582_912)
  let biased = _mm512_add_ps(x, magic)
  let r = _mm512_sub_ps(x, _mm512_sub_ps(biased, magic))
  var p = _mm512_set1_ps(9.570_102e-3)
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(5.591_786e-2))
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.240_247_44))
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.693_121_8))
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.999_999_3))
  return FloatVector(p).scaled(byPowerIn: FloatVector(biased)).lanes
}
