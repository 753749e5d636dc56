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
  func normalize(_ source: UnsafeMutablePointer<Float>, with weight: [Float], rows: Int) {
    let width = model.embeddingSize
    let norm = matMul.kernels.rows.rmsNorm
    let target = buffers.normalized.base
    forEachRow(rows) { row in
      norm(source + row * width, weight, width, model.normEpsilon, target + row * width)
    }
  }

  /// `target[row] += source[row]`, rows as wide as the residual stream.
  func add(
    _ source: UnsafeMutablePointer<Float>, to target: UnsafeMutablePointer<Float>, rows: Int
  ) {
    let width = model.embeddingSize
    let add = matMul.kernels.rows.add
    forEachRow(rows) { row in add(target + row * width, source + row * width, width) }
  }

  func product(_ map: LinearMap, into buffer: AlignedBuffer<Float>) -> MatMul.Product {
    MatMul.Product(map.weights, into: buffer.base, stride: map.weights.rows)
  }

  /// Multiplies, scales and adds the bias.
  func apply(
    _ map: LinearMap, to input: UnsafePointer<Float>, rows: Int, into buffer: AlignedBuffer<Float>
  ) {
    matMul.multiply(input, columns: rows, by: [product(map, into: buffer)])
    finish(map, buffer, rows: rows)
  }

  /// Scales a product and adds its bias.
  func finish(_ map: LinearMap, _ buffer: AlignedBuffer<Float>, rows: Int) {
    if map.scale != 1 {
      for index in 0..<rows * map.weights.rows { buffer.base[index] *= map.scale }
    }
    addBias(map.bias, to: buffer.base, rows: rows)
  }

  func addBias(_ bias: [Float]?, to target: UnsafeMutablePointer<Float>, rows: Int) {
    guard let bias else { return }
    let add = matMul.kernels.rows.add
    for row in 0..<rows { add(target + row * bias.count, bias, bias.count) }
  }
}
