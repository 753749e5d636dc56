import BlockFormats
import KernelTable

/// Rows of weights and what their products with activations must come to.
struct DotReference {
  let format: DotFormat
  let rows: Int
  let count: Int
  let weights: GuardedBuffer
  private let values: [Double]
  /// Decoded rows whose magnitudes bound every term that a kernel may add up by itself.
  private let terms: [[Double]]

  init(_ format: DotFormat, rows: Int, blocks: Int, bytes: [UInt8]) throws {
    self.format = format
    self.rows = rows
    count = blocks * format.blockSize
    weights = try GuardedBuffer(bytes)
    values = try Self.decoded(bytes, format)
    terms = try Self.parts(of: bytes, format).map { try Self.decoded($0, format) }
  }

  /// The dot product of a row and the activations, and the sum of its absolute terms.
  func product(row: Int, _ activations: [Double]) -> (value: Double, magnitude: Double) {
    var (value, magnitude) = (0.0, 0.0)
    let start = row * count
    for index in 0..<count {
      value += values[start + index] * activations[index]
      for term in terms { magnitude += abs(term[start + index] * activations[index]) }
    }
    return (value, magnitude)
  }

  /// The kernel's result for some columns, column by column without gaps.
  func run(
    _ table: KernelTable, _ activations: GuardedBuffer, columns: Int, stride: Int
  ) throws -> [Float] {
    let output = try GuardedBuffer([Float](repeating: .nan, count: rows * columns))
    format.dot(in: table)(
      weights.start, rows, count, activations.start, columns, stride, output.mutableFloats, rows)
    return output.array()
  }

  /// Kernels add products and minima apart, and take the bias of values out at the end.
  private static func parts(of bytes: [UInt8], _ format: DotFormat) -> [[UInt8]] {
    switch format {
    case .q4_0, .q5_0, .q8_0, .iq4_NL, .mxfp4, .iq4_XS: [bytes]
    case .q4_1, .q5_1, .q4_K, .q5_K:
      [cleared(bytes, format, 0..<2), cleared(bytes, format, 2..<4)]
    case .q2_K: [cleared(bytes, format, 80..<82), cleared(bytes, format, 82..<84)]
    case .q3_K: [bytes, cleared(bytes, format, 0..<96)]
    case .q6_K: [bytes, cleared(bytes, format, 0..<192)]
    }
  }

  /// The blocks with a range of each one's bytes set to zero.
  private static func cleared(
    _ bytes: [UInt8], _ format: DotFormat, _ range: Range<Int>
  ) -> [UInt8] {
    bytes.indices.map { range.contains($0 % format.type.bytesPerBlock) ? 0 : bytes[$0] }
  }

  private static func decoded(_ bytes: [UInt8], _ format: DotFormat) throws -> [Double] {
    let source = try GuardedBuffer(bytes)
    let count = bytes.count / format.type.bytesPerBlock * format.blockSize
    let target = try GuardedBuffer(count: count * 4)
    format.type.decode(source.start, count: count, into: target.mutableFloats)
    return target.array(of: Float.self).map { Double($0) }
  }
}
