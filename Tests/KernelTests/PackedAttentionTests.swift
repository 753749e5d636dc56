import BlockFormats
import KernelTable
import Testing

@Suite("Attention with 16-bit products")
struct PackedAttentionTests {
  typealias Shape = AttentionTests.Shape

  /// The instruction sets that have such kernels; a test without any is no failure of theirs.
  static let sets = KernelSets.runnable.filter { $0.kernels.attention.integers != nil }

  static let shapes =
    AttentionTests.shapes + [
      Shape(rows: 96, headSize: 128, positions: 130),
      Shape(rows: 112, headSize: 64, positions: 513),
      Shape(rows: 8, headSize: 32, positions: 64), Shape(rows: 70, headSize: 33, positions: 129),
      Shape(rows: 23, headSize: 64, positions: 300, sharpness: 30),
    ]

  @Test("AVX-512 has them")
  func presence() {
    guard KernelSets.runnable.contains(.avx512) else { return }
    #expect(InstructionSet.avx512.kernels.attention.integers != nil)
  }

  @Test("Over half-precision keys and values", arguments: sets, shapes)
  func overHalves(isa: InstructionSet, shape: Shape) throws {
    let problem = AttentionProblem(shape)
    let kept = KeptFloats(problem)
    let integers = try #require(isa.kernels.attention.integers)
    let packed = try PackedProblem(
      problem, integers, integers.packHalves, kept.keys.map(\.halfBits),
      kept.values.map(\.halfBits))
    try expect(packed)
  }

  @Test("Over keys and values as bytes with scales", arguments: sets, shapes)
  func overBytes(isa: InstructionSet, shape: Shape) throws {
    let problem = AttentionProblem(shape, isWhole: true)
    let kept = KeptBytes(problem)
    let integers = try #require(isa.kernels.attention.integers)
    try expect(
      PackedProblem(problem, integers, integers.packBytes, kept.keys, kept.values))
  }

  @Test("A row's result does not depend on the other rows", arguments: sets)
  func independence(isa: InstructionSet) throws {
    let packed = try packedHalves(isa, Shape(rows: 29, headSize: 64, positions: 150))
    let all = try packed.run(rows: 0..<29)
    for row in 0..<29 {
      let one = try packed.run(rows: row..<row + 1)
      #expect(Array(all[row * 64..<(row + 1) * 64]) == one, "row \(row)")
    }
  }

  @Test("What lies beyond the visible positions does not count", arguments: sets)
  func invisible(isa: InstructionSet) throws {
    let shape = Shape(rows: 9, headSize: 64, positions: 70)
    let problem = AttentionProblem(shape)
    let integers = try #require(isa.kernels.attention.integers)
    var kept = KeptFloats(problem)
    let clean = try PackedProblem(
      problem, integers, integers.packHalves, kept.keys.map(\.halfBits),
      kept.values.map(\.halfBits))
    for position in shape.positions..<problem.capacity {
      for i in 0..<64 {
        kept.keys[position / 16 * 16 * 64 + i * 16 + position % 16] = 60_000
        kept.values[position * 64 + i] = .infinity
      }
    }
    let stale = try PackedProblem(
      problem, integers, integers.packHalves, kept.keys.map(\.halfBits),
      kept.values.map(\.halfBits))
    #expect(try clean.run(rows: 0..<9) == stale.run(rows: 0..<9))
  }

  @Test("Keys and values at the limits of half precision", arguments: sets)
  func extremes(isa: InstructionSet) throws {
    let shape = Shape(rows: 11, headSize: 128, positions: 100)
    let problem = AttentionProblem(shape, scaledBy: 60_000, queries: 1e-4)
    let kept = KeptFloats(problem)
    let integers = try #require(isa.kernels.attention.integers)
    let packed = try PackedProblem(
      problem, integers, integers.packHalves, kept.keys.map(\.halfBits),
      kept.values.map(\.halfBits))
    try expect(packed)
  }

  @Test("Queries, keys and values of zero give the mean of the values", arguments: sets)
  func zeros(isa: InstructionSet) throws {
    let shape = Shape(rows: 3, headSize: 64, positions: 65)
    for (scale, queries) in [(Float(1), Float(0)), (0, 1)] {
      let problem = AttentionProblem(shape, scaledBy: scale, queries: queries)
      let kept = KeptFloats(problem)
      let integers = try #require(isa.kernels.attention.integers)
      try expect(
        PackedProblem(
          problem, integers, integers.packHalves, kept.keys.map(\.halfBits),
          kept.values.map(\.halfBits)))
    }
  }

  @Test("All that keys and queries can hold does not overflow", arguments: sets, [1, 64, 256])
  func fullIntegers(isa: InstructionSet, headSize: Int) throws {
    // Every product is the largest there is, and all weights are alike.
    let shape = Shape(rows: 9, headSize: headSize, positions: 128)
    let problem = AttentionProblem(constant: shape)
    let kept = KeptFloats(problem)
    let integers = try #require(isa.kernels.attention.integers)
    try expect(
      PackedProblem(
        problem, integers, integers.packHalves, kept.keys.map(\.halfBits),
        kept.values.map(\.halfBits)))
  }

  private func packedHalves(_ isa: InstructionSet, _ shape: Shape) throws -> PackedProblem {
    let problem = AttentionProblem(shape)
    let kept = KeptFloats(problem)
    let integers = try #require(isa.kernels.attention.integers)
    return try PackedProblem(
      problem, integers, integers.packHalves, kept.keys.map(\.halfBits),
      kept.values.map(\.halfBits))
  }

  /// Expects the results to be as near as 16 bits can come.
  ///
  /// Values are multiples of 2⁻¹⁵ of the largest of their position. Weights are multiples of 2⁻¹⁵
  /// of the sum of 64, so that a mean of 64 has a standard error of √(64 / 12 / 3) · 2⁻¹⁵ times the
  /// range, 4 · 10⁻⁵, and that of some thousand means the largest is below five times that. Scores
  /// differ by 10⁻⁵ of the lengths' product, which the exponential makes relative.
  private func expect(_ packed: PackedProblem) throws {
    let problem = packed.problem
    let results = try packed.run(rows: 0..<problem.shape.rows)
    #expect(results.count == problem.shape.rows * problem.shape.headSize)
    let tolerance = (2e-4 + 2e-5 * problem.largestLengths) * problem.range
    for (result, expected) in zip(results, problem.expected()) {
      #expect(abs(Double(result) - expected) <= tolerance)
    }
  }
}
