import BlockFormats
import KernelTable
import Testing

@Suite("Attention kernels")
struct AttentionTests {
  struct Shape: CustomTestStringConvertible {
    let rows: Int
    let headSize: Int
    let positions: Int
    var sharpness: Float = 1

    var testDescription: String {
      "\(rows) rows of \(headSize), \(positions) positions, scores times \(sharpness)"
    }
  }

  static let shapes = [
    Shape(rows: 1, headSize: 64, positions: 1), Shape(rows: 7, headSize: 64, positions: 8),
    Shape(rows: 6, headSize: 128, positions: 33), Shape(rows: 3, headSize: 80, positions: 7),
    Shape(rows: 2, headSize: 15, positions: 17), Shape(rows: 5, headSize: 1, positions: 65),
    Shape(rows: 4, headSize: 256, positions: 15), Shape(rows: 9, headSize: 64, positions: 200),
    Shape(rows: 17, headSize: 96, positions: 64, sharpness: 1000),
  ]

  @Test("Over float32 keys and values", arguments: KernelSets.runnable, shapes)
  func overFloats(isa: InstructionSet, shape: Shape) throws {
    let problem = AttentionProblem(shape)
    let kept = KeptFloats(problem)
    try expect(problem, isa.kernels.attention.overFloats, kept.keys, kept.values)
  }

  @Test("Over half-precision keys and values", arguments: KernelSets.runnable, shapes)
  func overHalves(isa: InstructionSet, shape: Shape) throws {
    // The random values are rounded to half floats beforehand, so that nothing is lost here.
    let problem = AttentionProblem(shape)
    let kept = KeptFloats(problem)
    try expect(
      problem, isa.kernels.attention.overHalves, kept.keys.map(\.halfBits),
      kept.values.map(\.halfBits))
  }

  @Test("Over keys and values as bytes with scales", arguments: KernelSets.runnable, shapes)
  func overBytes(isa: InstructionSet, shape: Shape) throws {
    let problem = AttentionProblem(shape, isWhole: true)
    let kept = KeptBytes(problem)
    try expect(problem, isa.kernels.attention.overBytes, kept.keys, kept.values)
  }

  @Test("A row's result does not depend on the other rows", arguments: KernelSets.runnable)
  func independence(isa: InstructionSet) throws {
    let problem = AttentionProblem(Shape(rows: 13, headSize: 64, positions: 150))
    let kept = KeptFloats(problem)
    let attend = isa.kernels.attention.overFloats
    let all = try problem.run(attend, kept.keys, kept.values, rows: 0..<13)
    for row in 0..<13 {
      let one = try problem.run(attend, kept.keys, kept.values, rows: row..<row + 1)
      #expect(Array(all[row * 64..<(row + 1) * 64]) == one, "row \(row)")
    }
  }

  @Test("Runs of positions are merged to the result of all", arguments: KernelSets.runnable)
  func merging(isa: InstructionSet) throws {
    let problem = AttentionProblem(Shape(rows: 5, headSize: 96, positions: 200))
    let kept = KeptFloats(problem)
    let attention = isa.kernels.attention
    let whole = try problem.run(attention.overFloats, kept.keys, kept.values, rows: 0..<5)
    let merged = try problem.run(
      attention.overFloats, kept.keys, kept.values, rows: 0..<5, cuts: [64, 128],
      merge: attention.merge)
    for (a, b) in zip(whole, merged) { #expect(abs(a - b) <= 1e-6) }
  }

  private func expect<Element: BitwiseCopyable>(
    _ problem: AttentionProblem, _ attend: AttendPositions, _ keys: [Element], _ values: [Element]
  ) throws {
    let results = try problem.run(attend, keys, values, rows: 0..<problem.shape.rows)
    // Scores that are large have large rounding errors, which the exponential makes relative.
    let tolerance = 2e-6 * Double(max(1, problem.shape.sharpness)) * problem.range
    for (result, expected) in zip(results, problem.expected()) {
      #expect(abs(Double(result) - expected) <= tolerance)
    }
  }
}
