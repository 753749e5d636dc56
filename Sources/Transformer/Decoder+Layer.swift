import Compute
import KernelTable
import SequenceModel
import ThreadTeam

// One layer, in the order of the paper: norm, attention, residual, norm, feed-forward, residual.
// Where only the last `kept` rows are wanted, the others take part as keys and values alone.
extension Decoder {
  /// Copies the tokens' embeddings into the residual stream.
  func embed(_ tokens: ArraySlice<TokenID>) {
    let table = weights.tokenEmbedding
    for (row, token) in tokens.enumerated() {
      matMul.kernels.decode(
        table.type, table.row(Int(token)), count: table.columns,
        into: buffers.residual.base + row * table.columns)
    }
  }

  func runLayer(_ index: Int, rows: Int, kept: Int, position: Int) {
    let layer = weights.layers[index]
    let skipped = rows - kept
    let residual = buffers.residual.base + skipped * model.embeddingSize
    project(layer, rows: rows, skipped: skipped)
    finishAndKeep(layer: index, rows: rows, skipped: skipped, position: position)
    guard kept > 0 else { return }

    attend(layer: index, rows: kept, position: position + skipped)
    apply(layer.attentionOutput, to: buffers.attended.base, rows: kept, into: buffers.projected)
    feedForward(layer, residual, rows: kept)
    forEachRow(kept) { row in addProjected(to: residual, rows: row..<row + 1) }
  }

  /// Normalizes all rows and makes keys and values of all, queries of the rows that are kept.
  private func project(_ layer: LayerWeights, rows: Int, skipped: Int) {
    let normalizeRows = { (rows: Range<Int>) in
      self.normalize(self.buffers.residual.base, with: layer.attentionNorm, rows: rows)
    }
    let input = buffers.normalized.base
    let keysAndValues = [
      product(layer.key, into: buffers.keys), product(layer.value, into: buffers.values),
    ]
    let queries = [product(layer.query, into: buffers.queries)]
    if skipped == 0 {
      matMul.multiply(
        input, columns: rows, by: queries + keysAndValues, preparing: normalizeRows)
    } else {
      matMul.multiply(input, columns: rows, by: keysAndValues, preparing: normalizeRows)
      matMul.multiply(
        input + skipped * model.embeddingSize, columns: rows - skipped, by: queries)
    }
  }

  /// Adds what attention projected to the residual stream, and projects the feed-forward of that.
  private func feedForward(
    _ layer: LayerWeights, _ residual: UnsafeMutablePointer<Float>, rows: Int
  ) {
    matMul.multiply(
      buffers.normalized.base, columns: rows,
      by: [product(layer.gate, into: buffers.gates), product(layer.up, into: buffers.ups)]
    ) { rows in
      self.addProjected(to: residual, rows: rows)
      self.normalize(residual, with: layer.feedForwardNorm, rows: rows)
    }
    finish(layer.gate, buffers.gates, rows: rows)
    finish(layer.up, buffers.ups, rows: rows)
    let size = model.feedForward.size
    let gate = gateKernel
    apply(layer.down, to: buffers.gates.base, rows: rows, into: buffers.projected) { rows in
      for row in rows {
        gate(self.buffers.gates.base + row * size, self.buffers.ups.base + row * size, size)
      }
    }
  }

  private var gateKernel: CombineRows {
    switch model.feedForward.kind {
    case .gatedSiLU: matMul.kernels.rows.gateSiLU
    }
  }

  /// The final norm and the output head, for the last `kept` rows.
  func computeLogits(rows: Int, kept: Int, into target: UnsafeMutablePointer<Float>) {
    let residual = buffers.residual.base + (rows - kept) * model.embeddingSize
    matMul.multiply(
      buffers.normalized.base, columns: kept,
      by: [MatMul.Product(weights.output.weights, into: target, stride: vocabularySize)]
    ) { rows in
      self.normalize(residual, with: self.weights.outputNorm, rows: rows)
    }
    addBias(weights.output.bias, to: target, rows: kept)
  }
}
