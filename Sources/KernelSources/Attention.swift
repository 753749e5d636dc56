// Attention in steps of 64 positions, with a softmax that is corrected as larger scores turn up
// (Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018).

func attendOverHalves(
  _ queries: UnsafePointer<Float>, _ visible: UnsafePointer<Int>, _ rows: Int, _ width: Int,
  _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ start: Int, _ end: Int,
  _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>,
  _ state: UnsafeMutablePointer<Float>
) {
  AttentionPass(queries, visible, rows, width, scores, output, state)
    .runPlain(UInt16.self, keys, values, start, end)
}

func attendOverFloats(
  _ queries: UnsafePointer<Float>, _ visible: UnsafePointer<Int>, _ rows: Int, _ width: Int,
  _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ start: Int, _ end: Int,
  _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>,
  _ state: UnsafeMutablePointer<Float>
) {
  AttentionPass(queries, visible, rows, width, scores, output, state)
    .runPlain(Float.self, keys, values, start, end)
}

func attendOverBytes(
  _ queries: UnsafePointer<Float>, _ visible: UnsafePointer<Int>, _ rows: Int, _ width: Int,
  _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ start: Int, _ end: Int,
  _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>,
  _ state: UnsafeMutablePointer<Float>
) {
  let pass = AttentionPass(queries, visible, rows, width, scores, output, state)
  let rowBytes = width / 32 &* ByteValues.bytesPerGroup
  pass.run(start, end) { position in
    (
      ByteKeys(base: keys + position &* rowBytes, width: width),
      ByteValues(base: values + position &* rowBytes, width: width)
    )
  }
}

/// Adds the result of a second run of positions to that of a first.
func mergeAttention(
  _ output: UnsafeMutablePointer<Float>, _ state: UnsafeMutablePointer<Float>,
  _ otherOutput: UnsafePointer<Float>, _ otherState: UnsafePointer<Float>,
  _ rows: Int, _ width: Int
) {
  for row in 0..<rows {
    let (largest, total) = (state[2 &* row], state[2 &* row &+ 1])
    let (otherLargest, otherTotal) = (otherState[2 &* row], otherState[2 &* row &+ 1])
    guard otherTotal > 0 else { continue }
    let common = max(largest, otherLargest)
    let own = total > 0 ? scalarExponential(largest - common) : 0
    let other = scalarExponential(otherLargest - common)
    state[2 &* row] = common
    state[2 &* row &+ 1] = total * own + otherTotal * other
    let target = output + row &* width
    let source = otherOutput + row &* width
    var i = 0
    while i < width {
      let scaled = FloatVector(loading: target + i) * FloatVector(repeating: own)
      scaled.adding(FloatVector(loading: source + i), times: FloatVector(repeating: other))
        .store(to: target + i)
      i &+= FloatVector.width
    }
  }
}

/// The rows of one call, and what is known of them so far.
private struct AttentionPass {
  let queries: UnsafePointer<Float>
  let visible: UnsafePointer<Int>
  let rows: Int
  let width: Int
  let scores: UnsafeMutablePointer<Float>
  let output: UnsafeMutablePointer<Float>
  let state: UnsafeMutablePointer<Float>

  @inline(__always)
  init(
    _ queries: UnsafePointer<Float>, _ visible: UnsafePointer<Int>, _ rows: Int, _ width: Int,
    _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>,
    _ state: UnsafeMutablePointer<Float>
  ) {
    self.queries = queries
    self.visible = visible
    self.rows = rows
    self.width = width
    self.scores = scores
    self.output = output
    self.state = state
  }

  @inline(__always)
  func run<Keys: LaneMatrix, Values: LaneMatrix>(
    _ start: Int, _ end: Int, _ matrices: (Int) -> (Keys, Values)
  ) {
    for i in 0..<rows &* width { output[i] = 0 }
    for row in 0..<rows {
      state[2 &* row] = -Float.infinity
      state[2 &* row &+ 1] = 0
    }
    var position = start
    while position < end {
      let (keys, values) = matrices(position)
      step(at: position, min(AttentionLayout.step, end &- position), keys, values)
      position &+= AttentionLayout.step
    }
  }

  /// Runs over keys and values that are kept one by one, without scales.
  @inline(__always)
  func runPlain<Element: KeptElement>(
    _: Element.Type, _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ start: Int, _ end: Int
  ) {
    let keys = keys.assumingMemoryBound(to: Element.self)
    let values = values.assumingMemoryBound(to: Element.self)
    run(start, end) { position in
      (
        PlainKeys(base: keys + position &* width, width: width),
        PlainValues(base: values + position &* width, width: width)
      )
    }
  }

  /// Scores `count` positions, at most a step, and adds their weighted values.
  @inline(__always)
  private func step<Keys: LaneMatrix, Values: LaneMatrix>(
    at position: Int, _ count: Int, _ keys: Keys, _ values: Values
  ) {
    // Whole pairs of vectors; what lies beyond is masked below.
    let lanes = (count &+ 2 &* FloatVector.width &- 1) & ~(2 &* FloatVector.width &- 1)
    for row in 0..<rows {
      let target = scores + row &* AttentionLayout.step
      for i in 0..<lanes { target[i] = 0 }
    }
    addProduct(
      queries, width, count: rows, inner: width, keys, lanes: lanes, to: scores,
      AttentionLayout.step)
    var most = 0
    for row in 0..<rows {
      let seen = min(max(visible[row] &- position, 0), count)
      most = max(most, seen)
      weigh(row, seen, lanes)
    }
    addProduct(
      scores, AttentionLayout.step, count: rows, inner: most, values, lanes: width, to: output,
      width)
  }

  /// Turns the first `seen` scores of a row into weights, and the others into zeros.
  @inline(__always)
  private func weigh(_ row: Int, _ seen: Int, _ lanes: Int) {
    let weights = scores + row &* AttentionLayout.step
    guard seen > 0 else {
      for i in 0..<lanes { weights[i] = 0 }
      return
    }
    for i in seen..<max(lanes, seen) { weights[i] = -Float.infinity }
    var vector = FloatVector(loading: weights)
    var i = FloatVector.width
    while i < seen {
      vector = vector.maximum(FloatVector(loading: weights + i))
      i &+= FloatVector.width
    }
    let before = state[2 &* row]
    let largest = max(before, vector.largest)
    let sum = exponentiate(weights, seen, minus: largest)
    for i in seen..<max(lanes, seen) { weights[i] = 0 }
    let factor = state[2 &* row &+ 1] > 0 ? scalarExponential(before - largest) : 0
    state[2 &* row] = largest
    state[2 &* row &+ 1] = state[2 &* row &+ 1] * factor + sum
    if factor != 1 { scaleRow(output + row &* width, width, by: factor) }
  }
}

/// `row[i] = exp(row[i] − shift)` for whole vectors, of which only the first `count` values are
/// summed up.
@inline(__always)
private func exponentiate(
  _ row: UnsafeMutablePointer<Float>, _ count: Int, minus shift: Float
) -> Float {
  let offset = FloatVector(repeating: shift)
  var sums = FloatVector(repeating: 0)
  var i = 0
  while i < count {
    let value = (FloatVector(loading: row + i) - offset).exponential
    value.store(to: row + i)
    if i &+ FloatVector.width <= count { sums = sums + value }
    i &+= FloatVector.width
  }
  var total = sums.sum
  var last = count / FloatVector.width &* FloatVector.width
  while last < count {
    total += row[last]
    last &+= 1
  }
  return total
}

/// `row[i] *= factor`; `count` is a multiple of a vector's width.
@inline(__always)
private func scaleRow(_ row: UnsafeMutablePointer<Float>, _ count: Int, by factor: Float) {
  let scale = FloatVector(repeating: factor)
  var i = 0
  while i < count {
    (FloatVector(loading: row + i) * scale).store(to: row + i)
    i &+= FloatVector.width
  }
}
