import KernelTable

/// A problem whose keys and values are packed for the kernels with 16-bit products.
struct PackedProblem {
  let problem: AttentionProblem
  private let attention: IntegerAttention
  private let packed: GuardedBuffer

  init<Element: BitwiseCopyable>(
    _ problem: AttentionProblem, _ attention: IntegerAttention, _ pack: PackPositions,
    _ keys: [Element], _ values: [Element]
  ) throws {
    self.problem = problem
    self.attention = attention
    let steps = problem.capacity / AttentionKernels.positionsPerStep
    let bytes = attention.stepBytes(problem.width)
    packed = try GuardedBuffer(count: steps * bytes)
    let keys = try GuardedBuffer(keys)
    let values = try GuardedBuffer(values)
    // The last step alone, and then those before it.
    for steps in [steps - 1..<steps, 0..<steps - 1] {
      pack(
        keys.start, values.start, problem.width, steps.lowerBound, steps.count,
        packed.start + steps.lowerBound * bytes)
    }
  }

  /// The divided result of some rows, without padding.
  func run(rows: Range<Int>) throws -> [Float] {
    let width = problem.width
    let size = problem.shape.headSize
    let queries = try GuardedBuffer(rows.flatMap { problem.padded($0) })
    let visible = rows.map { problem.visible($0) }
    let scratch = try GuardedBuffer(
      count: attention.scratchBytes(rows: rows.count, width: width))
    let output = try GuardedBuffer(count: rows.count * width * 4)
    let state = try GuardedBuffer(count: rows.count * 8)
    attention.attend(
      queries.floats, visible, rows.count, width, packed.start, problem.shape.positions,
      scratch.start, output.mutableFloats, state.mutableFloats)
    let sums = state.array(of: Float.self)
    let all = output.array(of: Float.self)
    return rows.indices.flatMap { index -> [Float] in
      let row = index - rows.lowerBound
      return (0..<size).map { all[row * width + $0] / sums[2 * row + 1] }
    }
  }
}
