// Rows times columns in float32, for machines without OpenBLAS: four by four dot products at a
// time, so that eight loads feed sixteen multiply-adds.

func multiplyFloatRows(
  _ weights: UnsafePointer<Float>, _ rows: Int, _ count: Int,
  _ inputs: UnsafePointer<Float>, _ columns: Int, _ inputStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  var column = 0
  while column < columns {
    let width = min(4, columns &- column)
    var row = 0
    while row < rows {
      let height = min(4, rows &- row)
      let a = weights + row &* count
      let b = inputs + column &* inputStride
      let target = output + (column &* outputStride &+ row)
      if width == 4 && height == 4 {
        multiplyTile(a, count, b, inputStride, target, outputStride)
      } else {
        for c in 0..<width {
          for r in 0..<height {
            target[c &* outputStride &+ r] =
              dotFloats(a + r &* count, b + c &* inputStride, count)
          }
        }
      }
      row &+= height
    }
    column &+= width
  }
}

/// Sixteen dot products of length `count`.
@inline(__always)
private func multiplyTile(
  _ a: UnsafePointer<Float>, _ count: Int, _ b: UnsafePointer<Float>, _ stride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  for half in 0..<2 {
    let b0 = b + 2 &* half &* stride
    let b1 = b0 + stride
    var s = TileSums()
    var t = TileSums()
    var i = 0
    while i &+ FloatVector.width <= count {
      s.add(a + i, count, FloatVector(loading: b0 + i))
      t.add(a + i, count, FloatVector(loading: b1 + i))
      i &+= FloatVector.width
    }
    let target = output + 2 &* half &* outputStride
    s.store(to: target, adding: a + i, count, b0 + i, count &- i)
    t.store(to: target + outputStride, adding: a + i, count, b1 + i, count &- i)
  }
}

/// The running sums of four rows with one column.
private struct TileSums {
  var s0 = FloatVector(repeating: 0)
  var s1 = FloatVector(repeating: 0)
  var s2 = FloatVector(repeating: 0)
  var s3 = FloatVector(repeating: 0)

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, _ stride: Int, _ b: FloatVector) {
    s0 = s0.adding(FloatVector(loading: a), times: b)
    s1 = s1.adding(FloatVector(loading: a + stride), times: b)
    s2 = s2.adding(FloatVector(loading: a + 2 &* stride), times: b)
    s3 = s3.adding(FloatVector(loading: a + 3 &* stride), times: b)
  }

  /// Stores the four sums, with the products of the last `rest` values added.
  @inline(__always)
  func store(
    to output: UnsafeMutablePointer<Float>, adding a: UnsafePointer<Float>, _ stride: Int,
    _ b: UnsafePointer<Float>, _ rest: Int
  ) {
    output[0] = s0.sum + dotFloats(a, b, rest)
    output[1] = s1.sum + dotFloats(a + stride, b, rest)
    output[2] = s2.sum + dotFloats(a + 2 &* stride, b, rest)
    output[3] = s3.sum + dotFloats(a + 3 &* stride, b, rest)
  }
}
