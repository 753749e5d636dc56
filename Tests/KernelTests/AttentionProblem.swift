import BlockFormats
import KernelTable

/// Random queries, keys and values, and the answer in double precision.
///
/// Row r sees all positions but the last r, and at least one.
struct AttentionProblem {
  let shape: AttentionTests.Shape
  let queries: [Float]
  /// Position by position.
  let keys: [Float]
  let values: [Float]
  /// The largest value.
  let range: Double

  /// Keys and values are between -1 and 1, or whole numbers that have exact scales of 1.
  init(_ shape: AttentionTests.Shape, isWhole: Bool = false) {
    self.shape = shape
    var random = RandomNumbers(seed: UInt64(shape.positions))
    let scale = shape.sharpness / Float(shape.headSize).squareRoot() / (isWhole ? 127 : 1)
    queries = random.floats(shape.rows * shape.headSize).map { $0 * scale }
    let count = shape.positions * shape.headSize
    func kept(_ value: Float) -> Float {
      isWhole ? (value * 127).rounded() : Float(halfBits: value.halfBits)
    }
    keys = random.floats(count).map(kept)
    values = random.floats(count).map(kept)
    range = isWhole ? 127 : 1
  }

  /// Keys and values up to `scale`, and queries up to `queries`.
  init(_ shape: AttentionTests.Shape, scaledBy scale: Float, queries limit: Float) {
    self.shape = shape
    var random = RandomNumbers(seed: 7)
    queries = random.floats(shape.rows * shape.headSize, limit: limit)
    let count = shape.positions * shape.headSize
    func kept(_ value: Float) -> Float { Float(halfBits: value.halfBits) }
    keys = random.floats(count, limit: scale).map(kept)
    values = random.floats(count, limit: scale).map(kept)
    range = Double(scale)
  }

  /// Queries, keys and values that are all the same.
  init(constant shape: AttentionTests.Shape) {
    self.shape = shape
    queries = [Float](repeating: 0.125, count: shape.rows * shape.headSize)
    keys = [Float](repeating: 1, count: shape.positions * shape.headSize)
    values = keys
    range = 1
  }

  /// The largest product of the lengths of a query and a key.
  var largestLengths: Double {
    func longest(_ floats: [Float]) -> Double {
      let size = shape.headSize
      let squares = stride(from: 0, to: floats.count, by: size).map { first in
        floats[first..<first + size].reduce(0.0) { $0 + Double($1) * Double($1) }
      }
      return (squares.max() ?? 0).squareRoot()
    }
    return longest(queries) * longest(keys)
  }

  var width: Int {
    (shape.headSize + AttentionKernels.widthStep - 1) / AttentionKernels.widthStep
      * AttentionKernels.widthStep
  }

  /// Positions with those that a kernel may read beyond the last.
  var capacity: Int {
    let step = AttentionKernels.positionsPerStep
    return (shape.positions + step - 1) / step * step
  }

  func visible(_ row: Int) -> Int { max(1, shape.positions - row) }

  /// The divided result of some rows, without padding; runs start at 0 and at every cut.
  func run<Element: BitwiseCopyable>(
    _ attend: AttendPositions, _ keys: [Element], _ values: [Element], rows: Range<Int>,
    cuts: [Int] = [], merge: MergeAttention? = nil
  ) throws -> [Float] {
    let input = try GuardedBuffer(rows.flatMap { row in padded(row) })
    let visible = rows.map { self.visible($0) }
    let keys = try GuardedBuffer(keys)
    let values = try GuardedBuffer(values)
    let scores = try GuardedBuffer(count: rows.count * AttentionKernels.positionsPerStep * 4)
    let output = try GuardedBuffer(count: rows.count * width * 4)
    let state = try GuardedBuffer(count: rows.count * 8)
    let otherOutput = try GuardedBuffer(count: rows.count * width * 4)
    let otherState = try GuardedBuffer(count: rows.count * 8)
    for (start, end) in zip([0] + cuts, cuts + [shape.positions]) {
      let isFirst = start == 0
      attend(
        input.floats, visible, rows.count, width, keys.floats, values.floats, start, end,
        scores.mutableFloats, (isFirst ? output : otherOutput).mutableFloats,
        (isFirst ? state : otherState).mutableFloats)
      if !isFirst {
        merge?(
          output.mutableFloats, state.mutableFloats, otherOutput.floats, otherState.floats,
          rows.count, width)
      }
    }
    let sums = state.array(of: Float.self)
    let all = output.array(of: Float.self)
    return rows.indices.flatMap { index -> [Float] in
      let row = index - rows.lowerBound
      return (0..<shape.headSize).map { all[row * width + $0] / sums[2 * row + 1] }
    }
  }

  func padded(_ row: Int) -> [Float] {
    Array(queries[row * shape.headSize..<(row + 1) * shape.headSize])
      + [Float](repeating: 0, count: width - shape.headSize)
  }

  func expected() -> [Double] {
    let size = shape.headSize
    return (0..<shape.rows).flatMap { row -> [Double] in
      let scores = (0..<visible(row)).map { position in
        (0..<size).reduce(0.0) {
          $0 + Double(queries[row * size + $1]) * Double(keys[position * size + $1])
        }
      }
      let largest = scores.max() ?? 0
      let weights = scores.map { Exponential.value($0 - largest) }
      let total = weights.reduce(0, +)
      return (0..<size).map { index in
        scores.indices.reduce(0.0) {
          $0 + weights[$1] / total * Double(values[$1 * size + index])
        }
      }
    }
  }
}

/// Keys and values of a problem in the layout of the kernels, as floats; the rest is zero.
struct KeptFloats {
  var keys: [Float]
  var values: [Float]

  init(_ problem: AttentionProblem) {
    let (size, width) = (problem.shape.headSize, problem.width)
    keys = [Float](repeating: 0, count: problem.capacity * width)
    values = keys
    for position in 0..<problem.shape.positions {
      let (block, lane) = position.quotientAndRemainder(dividingBy: 16)
      for i in 0..<size {
        keys[block * 16 * width + i * 16 + lane] = problem.keys[position * size + i]
        values[position * width + i] = problem.values[position * size + i]
      }
    }
  }
}

/// The same as bytes; the scales are 1, and whole numbers stand for themselves.
struct KeptBytes {
  var keys: [UInt8]
  var values: [UInt8]

  init(_ problem: AttentionProblem) {
    let groups = problem.width / 32
    keys = [UInt8](repeating: 0, count: problem.capacity * groups * 34)
    values = keys
    for position in 0..<problem.shape.positions {
      let (block, lane) = position.quotientAndRemainder(dividingBy: 16)
      for group in 0..<groups {
        let start = (block * groups + group) * 544
        setOne(&keys, at: start + 2 * lane)
        let row = (position * groups + group) * 34
        setOne(&values, at: row)
        for i in group * 32..<min(group * 32 + 32, problem.shape.headSize) {
          let index = position * problem.shape.headSize + i
          keys[start + 32 + (i - group * 32) * 16 + lane] = byte(problem.keys[index])
          values[row + 2 + i - group * 32] = byte(problem.values[index])
        }
      }
    }
  }

  /// The half-precision number 1.
  private func setOne(_ bytes: inout [UInt8], at place: Int) { bytes[place + 1] = 0x3C }

  private func byte(_ value: Float) -> UInt8 { UInt8(bitPattern: Int8(value)) }
}
