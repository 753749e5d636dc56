import Compute

/// The intermediate values of a batch; every buffer has a row per token.
final class BatchBuffers {
  /// The residual stream: `embeddingSize` wide.
  let residual = AlignedBuffer<Float>()
  /// The normalized residual, and the results of the output projections: `embeddingSize` wide.
  let normalized = AlignedBuffer<Float>()
  let projected = AlignedBuffer<Float>()
  /// `querySize` wide.
  let queries = AlignedBuffer<Float>()
  let attended = AlignedBuffer<Float>()
  /// `keyValueSize` wide.
  let keys = AlignedBuffer<Float>()
  let values = AlignedBuffer<Float>()
  /// `feedForward.size` wide.
  let gates = AlignedBuffer<Float>()
  let ups = AlignedBuffer<Float>()

  /// Makes room for `rows` tokens.
  func reserve(rows: Int, for model: ModelDescription) {
    for buffer in [residual, normalized, projected] {
      buffer.reserve(rows * model.embeddingSize)
    }
    for buffer in [queries, attended] { buffer.reserve(rows * model.attention.querySize) }
    for buffer in [keys, values] { buffer.reserve(rows * model.attention.keyValueSize) }
    for buffer in [gates, ups] { buffer.reserve(rows * model.feedForward.size) }
  }
}
