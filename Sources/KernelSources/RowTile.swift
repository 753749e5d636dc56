/// Some rows of floats times two vectors of columns: the inner loop of attention.
///
/// `target[r][lane…] += Σᵢ rows[r][i] · matrix[i][lane…]`. The sums of all rows stay in registers,
/// and a loaded vector serves every row. A row's result does not depend on the others.
struct RowTile<let count: Int> {
  @inline(never)
  static func add<Matrix: LaneMatrix>(
    _ rows: UnsafePointer<Float>, _ rowStride: Int, _ inner: Int,
    _ matrix: Matrix, lane: Int,
    to target: UnsafeMutablePointer<Float>, _ targetStride: Int
  ) {
    let first = matrix.strip(atLane: lane)
    let second = matrix.strip(atLane: lane &+ FloatVector.width)
    var low = InlineArray<count, FloatVector>(repeating: FloatVector(repeating: 0))
    var high = low
    for r in 0..<count {
      low[r] = FloatVector(loading: target + (r &* targetStride &+ lane))
      high[r] = FloatVector(loading: target + (r &* targetStride &+ lane &+ FloatVector.width))
    }
    var i = 0
    while i < inner {
      let end = min(inner, i &+ Matrix.Strip.rowsPerGroup)
      let firstGroup = first.group(at: i)
      let secondGroup = second.group(at: i)
      while i < end {
        let a = first.vector(row: i, firstGroup)
        let b = second.vector(row: i, secondGroup)
        for r in 0..<count {
          let factor = FloatVector(repeating: rows[r &* rowStride &+ i])
          low[r] = low[r].adding(a, times: factor)
          high[r] = high[r].adding(b, times: factor)
        }
        i &+= 1
      }
    }
    for r in 0..<count {
      low[r].store(to: target + (r &* targetStride &+ lane))
      high[r].store(to: target + (r &* targetStride &+ lane &+ FloatVector.width))
    }
  }
}

/// `target[r][lane] += Σᵢ rows[r][i] · matrix[i][lane]` for all rows and `lanes` lanes, a multiple
/// of two vectors.
@inline(__always)
func addProduct<Matrix: LaneMatrix>(
  _ rows: UnsafePointer<Float>, _ rowStride: Int, count: Int, inner: Int,
  _ matrix: Matrix, lanes: Int, to target: UnsafeMutablePointer<Float>, _ targetStride: Int
) {
  var lane = 0
  while lane < lanes {
    var row = 0
    while row < count {
      let height = min(FloatVector.rowsPerTile, count &- row)
      let source = rows + row &* rowStride
      let sums = target + row &* targetStride
      switch height {
      case 1: RowTile<1>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      case 2: RowTile<2>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      case 3: RowTile<3>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      case 4: RowTile<4>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      case 5: RowTile<5>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      case 6: RowTile<6>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      case 7: RowTile<7>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      default: RowTile<8>.add(source, rowStride, inner, matrix, lane: lane, to: sums, targetStride)
      }
      row &+= height
    }
    lane &+= 2 &* FloatVector.width
  }
}
