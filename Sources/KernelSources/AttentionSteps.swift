// The steps of attention over rows of keys and values that are already float32. The two entries
// differ only in how a row becomes float32: halves are widened into a block of rows on the stack.

/// Keys and values are handled in blocks of this many rows, so that a widened block stays in L1
/// and is shared by all query heads of the group.
let rowsPerAttentionBlock = 8

/// `scores[h * positions + first + r] = scale · query[h] · row[r]`.
@inline(__always)
func scoreBlock(
  _ queries: UnsafePointer<Float>, _ heads: Int, _ headSize: Int,
  _ block: UnsafePointer<Float>, _ rows: Int, _ scale: Float,
  _ scores: UnsafeMutablePointer<Float>, _ positions: Int
) {
  for h in 0..<heads {
    let query = queries + h &* headSize
    let target = scores + h &* positions
    for r in 0..<rows {
      target[r] = scale * dotFloats(query, block + r &* headSize, headSize)
    }
  }
}

/// Turns a row of scores into probabilities: exp(x − max) / Σ.
@inline(__always)
func softmaxRow(_ row: UnsafeMutablePointer<Float>, _ count: Int) {
  let width = FloatVector.width
  var largest = -Float.infinity
  var i = 0
  if count >= width {
    var vector = FloatVector(loading: row)
    i = width
    while i &+ width <= count {
      vector = vector.maximum(FloatVector(loading: row + i))
      i &+= width
    }
    largest = vector.largest
  }
  while i < count {
    largest = max(largest, row[i])
    i &+= 1
  }
  let total = exponentiate(row, count, minus: largest)
  scaleRow(row, count, by: 1 / total)
}

@inline(__always)
func exponentiate(_ row: UnsafeMutablePointer<Float>, _ count: Int, minus shift: Float) -> Float {
  let offset = FloatVector(repeating: shift)
  var sums = FloatVector(repeating: 0)
  var i = 0
  while i &+ FloatVector.width <= count {
    let value = (FloatVector(loading: row + i) - offset).exponential
    value.store(to: row + i)
    sums = sums + value
    i &+= FloatVector.width
  }
  var total = sums.sum
  while i < count {
    row[i] = scalarExponential(row[i] - shift)
    total += row[i]
    i &+= 1
  }
  return total
}

@inline(__always)
func scaleRow(_ row: UnsafeMutablePointer<Float>, _ count: Int, by factor: Float) {
  let scale = FloatVector(repeating: factor)
  var i = 0
  while i &+ FloatVector.width <= count {
    (FloatVector(loading: row + i) * scale).store(to: row + i)
    i &+= FloatVector.width
  }
  while i < count {
    row[i] *= factor
    i &+= 1
  }
}

/// `output[h] += Σᵣ probability[h, first + r] · row[r]`; `rows` is at most the block's.
@inline(__always)
func addWeightedBlock(
  _ probabilities: UnsafePointer<Float>, _ positions: Int, _ heads: Int, _ headSize: Int,
  _ block: UnsafePointer<Float>, _ rows: Int, _ output: UnsafeMutablePointer<Float>
) {
  for h in 0..<heads {
    let weights = probabilities + h &* positions
    let target = output + h &* headSize
    var i = 0
    while i &+ FloatVector.width <= headSize {
      var sum = FloatVector(loading: target + i)
      for r in 0..<rows {
        let value = FloatVector(loading: block + (r &* headSize &+ i))
        sum = sum.adding(value, times: FloatVector(repeating: weights[r]))
      }
      sum.store(to: target + i)
      i &+= FloatVector.width
    }
    while i < headSize {
      for r in 0..<rows { target[i] += weights[r] * block[r &* headSize &+ i] }
      i &+= 1
    }
  }
}
