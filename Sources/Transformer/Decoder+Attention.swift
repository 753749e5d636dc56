import Compute
import KernelTable
import ThreadTeam

extension Decoder {
  /// Turns keys and queries to their positions and keeps keys and values.
  ///
  /// Keys and values have `rows` rows; queries have those after the first `skipped`.
  func rotateAndStore(layer: Int, rows: Int, skipped: Int, position: Int) {
    let width = model.attention.keyValueSize
    let keys = buffers.keys.base
    let values = buffers.values.base
    forEachRow(rows) { row in
      self.rotate(keys + row * width, heads: self.model.attention.keyValueHeadCount, row: row)
      self.cache.store(
        keys + row * width, values + row * width, layer: layer, position: position + row,
        kernels: self.matMul.kernels)
      guard row >= skipped else { return }
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

  /// Attention of `rows` queries, the first of them at `position`, into `attended`.
  ///
  /// A task is one key-value head of one query token, with all query heads that share it.
  func attend(layer: Int, rows: Int, position: Int) {
    let heads = model.attention.keyValueHeadCount
    let group = model.attention.groupSize
    for buffer in scores { buffer.reserve(group * (position + rows)) }
    let chunk = max(1, rows * heads / (matMul.team.count * 16))
    matMul.team.run(total: rows * heads, chunk: chunk) { range, worker in
      for task in range {
        // Tasks of one head lie side by side, so that its keys and values stay in cache.
        let (head, row) = task.quotientAndRemainder(dividingBy: rows)
        self.attend(
          layer: layer, head: head, row: row, positions: position + row + 1,
          scores: self.scores[worker].base)
      }
    }
  }

  private func attend(
    layer: Int, head: Int, row: Int, positions: Int, scores: UnsafeMutablePointer<Float>
  ) {
    let attention = model.attention
    let offset = row * attention.querySize + head * attention.groupSize * attention.headSize
    let queries = buffers.queries.base + offset
    let output = buffers.attended.base + offset
    let keys = cache.keys(layer: layer, head: head)
    let values = cache.values(layer: layer, head: head)
    switch cache.type {
    case .f16:
      matMul.kernels.attention.overHalves(
        queries, attention.groupSize, attention.headSize,
        keys.assumingMemoryBound(to: UInt16.self), values.assumingMemoryBound(to: UInt16.self),
        positions, attention.scale, scores, output)
    case .f32:
      matMul.kernels.attention.overFloats(
        queries, attention.groupSize, attention.headSize,
        keys.assumingMemoryBound(to: Float.self), values.assumingMemoryBound(to: Float.self),
        positions, attention.scale, scores, output)
    }
  }
}
