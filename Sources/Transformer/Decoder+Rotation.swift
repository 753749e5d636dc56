import Compute
import KernelTable

extension Decoder {
  /// Finishes the projections, turns keys and queries to their positions, and keeps keys and
  /// values.
  ///
  /// Keys and values have `rows` rows; queries have those after the first `skipped`.
  func finishAndKeep(layer: Int, rows: Int, skipped: Int, position: Int) {
    let width = model.attention.keyValueSize
    let keys = buffers.keys.base
    let values = buffers.values.base
    let maps = weights.layers[layer]
    forEachRow(rows) { row in
      self.finish(maps.key, self.buffers.keys, row: row)
      self.finish(maps.value, self.buffers.values, row: row)
      self.rotate(keys + row * width, heads: self.model.attention.keyValueHeadCount, row: row)
      self.cache.store(
        keys + row * width, values + row * width, layer: layer, position: position + row,
        kernels: self.matMul.kernels)
      guard row >= skipped else { return }
      self.finish(maps.query, self.buffers.queries, row: row - skipped)
      let query = self.buffers.queries.base + (row - skipped) * self.model.attention.querySize
      self.rotate(query, heads: self.model.attention.headCount, row: row)
    }
  }

  private func rotate(_ heads: UnsafeMutablePointer<Float>, heads count: Int, row: Int) {
    let kernel =
      switch model.rope.pairing {
      case .halves: matMul.kernels.rows.rotateHalves
      case .adjacent: matMul.kernels.rows.rotateAdjacent
      }
    let cosines = rope.cosines(row: row)
    let sines = rope.sines(row: row)
    for head in 0..<count {
      kernel(heads + head * model.attention.headSize, rope.pairs, cosines, sines)
    }
  }
}
