import KernelTable
import ThreadTeam

extension MatMul {
  /// Floats that one tile of decoded weights takes: 8 MiB.
  ///
  /// OpenBLAS packs the whole input again for every call, so that a tile should have many rows; but
  /// memory is per thread.
  private static let floatsPerTile = 2 * 1024 * 1024

  /// The most rows of a tile; beyond that, packing the input costs nothing any more.
  private static let rowsPerTile = 512

  /// Turns tiles of weights into float32 and multiplies them, a tile per worker at a time.
  func multiplyFloats(_ input: UnsafePointer<Float>, columns: Int, by product: Product) {
    let weights = product.weights
    let fitting = Self.floatsPerTile / max(weights.columns, 1)
    let fair = (weights.rows + team.count * 4 - 1) / (team.count * 4)
    let step = max(1, min(Self.rowsPerTile, fitting, max(fair, 32)))
    let blas = usesOpenBLAS ? try? OpenBLAS.shared.get() : nil
    team.run(total: weights.rows, chunk: step) { rows, worker in
      self.multiplyTile(rows, of: product, input, columns, blas, self.tiles[worker])
    }
  }

  private func multiplyTile(
    _ rows: Range<Int>, of product: Product, _ input: UnsafePointer<Float>, _ columns: Int,
    _ blas: OpenBLAS?, _ tile: AlignedBuffer<Float>
  ) {
    let weights = product.weights
    tile.reserve(rows.count * weights.columns)
    kernels.decode(
      weights.type, weights.row(rows.lowerBound), count: rows.count * weights.columns,
      into: tile.base)
    let output = product.output + rows.lowerBound
    if let blas {
      blas.multiply(
        weights: tile.base, rows: rows.count, count: weights.columns, inputs: input,
        columns: columns, inputStride: weights.columns, output: output,
        outputStride: product.stride)
    } else {
      kernels.rows.multiplyFloats(
        tile.base, rows.count, weights.columns, input, columns, weights.columns, output,
        product.stride)
    }
  }
}
