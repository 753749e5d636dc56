import Compute
import KernelTable
import ThreadTeam

// Attention of many tokens with 16-bit products. The keys and values of a layer are packed anew for
// each batch, which costs little beside what its tokens compute with them, and takes the memory of
// one layer.
extension Decoder {
  /// The kernels that attend to packed positions, and the one that packs what the cache holds.
  struct Packing {
    let attention: IntegerAttention
    let pack: PackPositions
  }

  /// Heads are packed together as long as they take no more than that: 32 MiB.
  private static let packedBytes = 32 * 1024 * 1024
  /// Steps that a task packs: 512 positions.
  private static let stepsPerTask = 8

  /// How attention of many tokens is packed; nil where it is not, as on the path of the accuracy
  /// reference.
  var packing: Packing? {
    guard matMul.policy != .blas, let attention = matMul.kernels.attention.integers,
      let pack = cache.type.pack(for: attention)
    else { return nil }
    return Packing(attention: attention, pack: pack)
  }

  func attendPacked(_ packing: Packing, layer: Int, tokens: Int, position: Int) {
    let step = AttentionKernels.positionsPerStep
    let steps = (position + tokens + step - 1) / step
    let headBytes = steps * packing.attention.stepBytes(cache.width)
    let count = model.attention.keyValueHeadCount
    let together = max(1, min(count, Self.packedBytes / headBytes))
    packedPositions.reserve(together * headBytes)
    for first in stride(from: 0, to: count, by: together) {
      let heads = first..<min(first + together, count)
      pack(packing, layer: layer, heads: heads, steps: steps)
      attend(
        packing.attention, layer: layer, heads: heads, headBytes: headBytes, tokens: tokens,
        position: position)
    }
  }

  private func pack(_ packing: Packing, layer: Int, heads: Range<Int>, steps: Int) {
    let tasks = (steps + Self.stepsPerTask - 1) / Self.stepsPerTask
    let stepBytes = packing.attention.stepBytes(cache.width)
    matMul.team.run(total: heads.count * tasks, chunk: 1) { range, _ in
      for task in range {
        let (index, part) = task.quotientAndRemainder(dividingBy: tasks)
        let head = heads.lowerBound + index
        let first = part * Self.stepsPerTask
        packing.pack(
          self.cache.keys(layer: layer, head: head), self.cache.values(layer: layer, head: head),
          self.cache.width, first, min(Self.stepsPerTask, steps - first),
          self.packedPositions.base + (index * steps + first) * stepBytes)
      }
    }
  }

  private func attend(
    _ attention: IntegerAttention, layer: Int, heads: Range<Int>, headBytes: Int, tokens: Int,
    position: Int
  ) {
    forEachBlock(heads: heads.count, tokens: tokens) { head, block, workspace in
      self.attendBlock(
        attention, self.packedPositions.base + head * headBytes, head: heads.lowerBound + head,
        tokens: block, position: position, workspace)
    }
  }

  private func attendBlock(
    _ attention: IntegerAttention, _ packed: UnsafeRawPointer, head: Int, tokens: Range<Int>,
    position: Int, _ workspace: AttentionWorkspace
  ) {
    let rows = tokens.count * model.attention.groupSize
    gatherQueries(head: head, tokens: tokens, position: position, into: workspace)
    workspace.scratch.reserve(attention.scratchBytes(rows: rows, width: cache.width))
    attention.attend(
      workspace.queries.base, workspace.visible.base, rows, cache.width, packed,
      position + tokens.upperBound, workspace.scratch.base, workspace.output.base,
      workspace.state.base)
    scatter(workspace.output.base, workspace.state.base, head: head, tokens: tokens)
  }
}
