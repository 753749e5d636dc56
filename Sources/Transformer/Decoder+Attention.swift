import Compute
import KernelTable
import ThreadTeam

// Attention goes over runs of positions of a fixed length, whose results are merged in order. So a
// token's result is the same whether its runs are spread over threads, as for a few tokens, or one
// task goes through them all, as for the blocks of a prompt.
extension Decoder {
  /// Positions in a run.
  private static let positionsPerRun = 256
  /// Up to so many tokens, runs are tasks; beyond, blocks of tokens are.
  private static let tokensForRunTasks = 8
  /// Tokens in a block: enough query rows to make use of each key that is loaded.
  static let tokensPerBlock = 16

  /// Attention of `rows` queries, the first of them at `position`, into `attended`.
  func attend(layer: Int, rows: Int, position: Int) {
    if rows <= Self.tokensForRunTasks {
      attendByRuns(layer: layer, tokens: rows, position: position)
    } else if let packing {
      attendPacked(packing, layer: layer, tokens: rows, position: position)
    } else {
      attendByBlocks(layer: layer, tokens: rows, position: position)
    }
  }

  private func attendByBlocks(layer: Int, tokens: Int, position: Int) {
    forEachBlock(heads: model.attention.keyValueHeadCount, tokens: tokens) {
      head, block, workspace in
      self.attendBlock(layer: layer, head: head, tokens: block, position: position, workspace)
    }
  }

  /// Runs `body` for every head with every block of tokens, spread over the team.
  func forEachBlock(
    heads: Int, tokens: Int, _ body: (Int, Range<Int>, AttentionWorkspace) -> Void
  ) {
    let blocks = (tokens + Self.tokensPerBlock - 1) / Self.tokensPerBlock
    matMul.team.run(total: heads * blocks, chunk: 1) { range, worker in
      for task in range {
        // The last blocks see most and take longest, so they come first.
        let (index, head) = task.quotientAndRemainder(dividingBy: heads)
        let first = (blocks - 1 - index) * Self.tokensPerBlock
        body(
          head, first..<min(first + Self.tokensPerBlock, tokens), self.workspaces[worker])
      }
    }
  }

  private func attendBlock(
    layer: Int, head: Int, tokens: Range<Int>, position: Int, _ workspace: AttentionWorkspace
  ) {
    let rows = tokens.count * model.attention.groupSize
    gatherQueries(head: head, tokens: tokens, position: position, into: workspace)
    let end = position + tokens.upperBound
    var start = 0
    while start < end {
      let isFirst = start == 0
      let output = isFirst ? workspace.output : workspace.partOutput
      let state = isFirst ? workspace.state : workspace.partState
      attendRun(
        layer: layer, head: head, rows: rows, start: start, end: end, workspace,
        output: output.base, state: state.base)
      if !isFirst {
        matMul.kernels.attention.merge(
          workspace.output.base, workspace.state.base, output.base, state.base, rows, cache.width)
      }
      start += Self.positionsPerRun
    }
    scatter(
      workspace.output.base, workspace.state.base, head: head, tokens: tokens)
  }

  private func attendByRuns(layer: Int, tokens: Int, position: Int) {
    let heads = model.attention.keyValueHeadCount
    let end = position + tokens
    let runs = (end + Self.positionsPerRun - 1) / Self.positionsPerRun
    let rows = tokens * model.attention.groupSize
    let outputSize = rows * cache.width
    runOutputs.reserve(heads * runs * outputSize)
    runStates.reserve(heads * runs * rows * 2)
    matMul.team.run(total: heads * runs, chunk: 1) { range, worker in
      for task in range {
        let (head, run) = task.quotientAndRemainder(dividingBy: runs)
        let workspace = self.workspaces[worker]
        self.gatherQueries(head: head, tokens: 0..<tokens, position: position, into: workspace)
        self.attendRun(
          layer: layer, head: head, rows: rows, start: run * Self.positionsPerRun, end: end,
          workspace, output: self.runOutputs.base + task * outputSize,
          state: self.runStates.base + task * rows * 2)
      }
    }
    for head in 0..<heads { mergeRuns(head: head, runs: runs, tokens: tokens) }
  }

  private func mergeRuns(head: Int, runs: Int, tokens: Int) {
    let rows = tokens * model.attention.groupSize
    let size = rows * cache.width
    let output = runOutputs.base + head * runs * size
    let state = runStates.base + head * runs * rows * 2
    for run in 1..<max(runs, 1) {
      matMul.kernels.attention.merge(
        output, state, output + run * size, state + run * rows * 2, rows, cache.width)
    }
    scatter(output, state, head: head, tokens: 0..<tokens)
  }

  /// Attends to the positions of one run, as far as they come before `end`.
  private func attendRun(
    layer: Int, head: Int, rows: Int, start: Int, end: Int, _ workspace: AttentionWorkspace,
    output: UnsafeMutablePointer<Float>, state: UnsafeMutablePointer<Float>
  ) {
    cache.type.attend(in: matMul.kernels)(
      workspace.queries.base, workspace.visible.base, rows, cache.width,
      cache.keys(layer: layer, head: head), cache.values(layer: layer, head: head),
      start, min(start + Self.positionsPerRun, end), workspace.scores.base, output, state)
  }

  /// Collects the query rows that share a key-value head, scaled and padded, token by token.
  func gatherQueries(
    head: Int, tokens: Range<Int>, position: Int, into workspace: AttentionWorkspace
  ) {
    let attention = model.attention
    let width = cache.width
    workspace.reserve(rows: tokens.count * attention.groupSize, width: width)
    var target = workspace.queries.base
    var row = 0
    for token in tokens {
      let source =
        buffers.queries.base + token * attention.querySize
        + head * attention.groupSize * attention.headSize
      for member in 0..<attention.groupSize {
        let query = source + member * attention.headSize
        for i in 0..<attention.headSize { target[i] = query[i] * attention.scale }
        for i in attention.headSize..<width { target[i] = 0 }
        workspace.visible.base[row] = position + token + 1
        target += width
        row += 1
      }
    }
  }

  /// Divides the weighted values by the sums of their weights and puts them where they belong.
  func scatter(
    _ output: UnsafePointer<Float>, _ state: UnsafePointer<Float>, head: Int, tokens: Range<Int>
  ) {
    let attention = model.attention
    var source = output
    var row = 0
    for token in tokens {
      let target =
        buffers.attended.base + token * attention.querySize
        + head * attention.groupSize * attention.headSize
      for member in 0..<attention.groupSize {
        let factor = 1 / state[2 * row + 1]
        let slot = target + member * attention.headSize
        for i in 0..<attention.headSize { slot[i] = source[i] * factor }
        source += cache.width
        row += 1
      }
    }
  }
}
