import BlockFormats
import KernelTable
import Testing

@Suite("Attention kernels")
struct AttentionTests {
  struct Shape: CustomTestStringConvertible {
    let heads: Int
    let headSize: Int
    let positions: Int
    var sharpness: Float = 1

    var testDescription: String {
      "\(heads) heads of \(headSize), \(positions) positions, scores times \(sharpness)"
    }
  }

  static let shapes = [
    Shape(heads: 1, headSize: 64, positions: 1), Shape(heads: 7, headSize: 64, positions: 8),
    Shape(heads: 6, headSize: 128, positions: 33), Shape(heads: 3, headSize: 80, positions: 7),
    Shape(heads: 2, headSize: 15, positions: 17), Shape(heads: 1, headSize: 1, positions: 9),
    Shape(heads: 4, headSize: 256, positions: 15), Shape(heads: 2, headSize: 64, positions: 200),
    Shape(heads: 2, headSize: 96, positions: 64, sharpness: 1000),
  ]

  @Test("Over float32 keys and values", arguments: KernelSets.runnable, shapes)
  func overFloats(isa: InstructionSet, shape: Shape) throws {
    let problem = AttentionProblem(shape)
    let keys = try GuardedBuffer(problem.keys)
    let values = try GuardedBuffer(problem.values)
    try expectAttention(problem) { queries, scores, output in
      isa.kernels.attention.overFloats(
        queries, shape.heads, shape.headSize, keys.floats, values.floats, shape.positions,
        problem.scale, scores, output)
    }
  }

  @Test("Over half-precision keys and values", arguments: KernelSets.runnable, shapes)
  func overHalves(isa: InstructionSet, shape: Shape) throws {
    let problem = AttentionProblem(shape)
    // The random values are rounded to half floats beforehand, so that nothing is lost here.
    let keys = try GuardedBuffer(problem.keys.map(\.halfBits))
    let values = try GuardedBuffer(problem.values.map(\.halfBits))
    try expectAttention(problem) { queries, scores, output in
      isa.kernels.attention.overHalves(
        queries, shape.heads, shape.headSize, keys.halves, values.halves, shape.positions,
        problem.scale, scores, output)
    }
  }

  private func expectAttention(
    _ problem: AttentionProblem,
    run: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) throws {
    let queries = try GuardedBuffer(problem.queries)
    let scores = try GuardedBuffer(count: problem.shape.heads * problem.shape.positions * 4)
    let output = try GuardedBuffer(count: problem.queries.count * 4)
    run(queries.floats, scores.mutableFloats, output.mutableFloats)
    // Scores that are large have large rounding errors, which the exponential makes relative.
    let tolerance = 2e-6 * Double(max(1, problem.shape.sharpness))
    for (result, expected) in zip(output.array(of: Float.self), problem.expected()) {
      #expect(abs(Double(result) - expected) <= tolerance)
    }
  }
}

/// Random queries, keys and values between -1 and 1, and the answer in double precision.
struct AttentionProblem {
  let shape: AttentionTests.Shape
  let queries: [Float]
  let keys: [Float]
  let values: [Float]
  var scale: Float { shape.sharpness / Float(shape.headSize).squareRoot() }

  init(_ shape: AttentionTests.Shape) {
    self.shape = shape
    var random = RandomNumbers(seed: UInt64(shape.positions))
    queries = random.floats(shape.heads * shape.headSize)
    let count = shape.positions * shape.headSize
    keys = random.floats(count).map { Float(halfBits: $0.halfBits) }
    values = random.floats(count).map { Float(halfBits: $0.halfBits) }
  }

  func expected() -> [Double] {
    let size = shape.headSize
    return (0..<shape.heads).flatMap { head -> [Double] in
      let scores = (0..<shape.positions).map { position in
        (0..<size).reduce(0.0) {
          $0 + Double(queries[head * size + $1]) * Double(keys[position * size + $1])
        } * Double(scale)
      }
      let largest = scores.max() ?? 0
      let weights = scores.map { Exponential.value($0 - largest) }
      let total = weights.reduce(0, +)
      return (0..<size).map { index in
        (0..<shape.positions).reduce(0.0) {
          $0 + weights[$1] / total * Double(values[$1 * size + index])
        }
      }
    }
  }
}
