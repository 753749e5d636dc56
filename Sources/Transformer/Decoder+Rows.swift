import Compute
import KernelTable
import ThreadTeam

// Steps that run over the rows of a batch.
extension Decoder {
  /// Runs `body` for every row, spread over the team when there are many.
  func forEachRow(_ rows: Int, _ body: (Int) -> Void) {
    matMul.team.run(total: rows, chunk: 4) { range, _ in
      for row in range { body(row) }
    }
  }

  /// `normalized[row] = rmsNorm(source[row]) · weight`.
  func normalize(
    _ source: UnsafeMutablePointer<Float>, with weight: [Float], rows: Range<Int>
  ) {
    let width = model.embeddingSize
    let norm = matMul.kernels.rows.rmsNorm
    let target = buffers.normalized.base
    for row in rows {
      norm(source + row * width, weight, width, model.normEpsilon, target + row * width)
    }
  }

  /// `target[row] += projected[row]`, rows as wide as the residual stream.
  func addProjected(to target: UnsafeMutablePointer<Float>, rows: Range<Int>) {
    let width = model.embeddingSize
    let add = matMul.kernels.rows.add
    let source = buffers.projected.base
    for row in rows { add(target + row * width, source + row * width, width) }
  }

  func product(_ map: LinearMap, into buffer: AlignedBuffer<Float>) -> MatMul.Product {
    MatMul.Product(map.weights, into: buffer.base, stride: map.weights.rows)
  }

  /// Multiplies, scales and adds the bias.
  func apply(
    _ map: LinearMap, to input: UnsafePointer<Float>, rows: Int, into buffer: AlignedBuffer<Float>,
    preparing prepare: ((Range<Int>) -> Void)? = nil
  ) {
    matMul.multiply(
      input, columns: rows, by: [product(map, into: buffer)], preparing: prepare)
    finish(map, buffer, rows: rows)
  }

  /// Scales a product and adds its bias.
  func finish(_ map: LinearMap, _ buffer: AlignedBuffer<Float>, rows: Int) {
    guard map.scale != 1 || map.bias != nil else { return }
    forEachRow(rows) { row in finish(map, buffer, row: row) }
  }

  /// The same for one row.
  func finish(_ map: LinearMap, _ buffer: AlignedBuffer<Float>, row: Int) {
    let target = buffer.base + row * map.weights.rows
    if map.scale != 1 {
      for index in 0..<map.weights.rows { target[index] *= map.scale }
    }
    if let bias = map.bias { matMul.kernels.rows.add(target, bias, bias.count) }
  }

  func addBias(_ bias: [Float]?, to target: UnsafeMutablePointer<Float>, rows: Int) {
    guard let bias else { return }
    let add = matMul.kernels.rows.add
    for row in 0..<rows { add(target + row * bias.count, bias, bias.count) }
  }
}
