import Compute
import KernelTable

/// What one task of attention computes with: queries, scores, and the results of up to two runs
/// of positions.
final class AttentionWorkspace {
  let queries = AlignedBuffer<Float>()
  let scores = AlignedBuffer<Float>()
  let output = AlignedBuffer<Float>()
  let state = AlignedBuffer<Float>()
  let partOutput = AlignedBuffer<Float>()
  let partState = AlignedBuffer<Float>()
  let visible = AlignedBuffer<Int>()
  /// What the kernels for packed positions compute with.
  let scratch = AlignedBuffer<UInt8>()

  /// Makes room for `rows` query rows of `width` floats.
  func reserve(rows: Int, width: Int) {
    for buffer in [queries, output, partOutput] { buffer.reserve(rows * width) }
    for buffer in [state, partState] { buffer.reserve(rows * 2) }
    scores.reserve(rows * AttentionKernels.positionsPerStep)
    visible.reserve(rows)
  }
}
