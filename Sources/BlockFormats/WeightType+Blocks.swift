extension WeightType {
  /// The struct that lays out one block of this type.
  package var block: any WeightBlock.Type {
    switch self {
    case .f32: F32Block.self
    case .f16: F16Block.self
    case .bf16: BF16Block.self
    case .q4_0: Q4_0Block.self
    case .q4_1: Q4_1Block.self
    case .q5_0: Q5_0Block.self
    case .q5_1: Q5_1Block.self
    case .q8_0: Q8_0Block.self
    case .q2_K: Q2_KBlock.self
    case .q3_K: Q3_KBlock.self
    case .q4_K: Q4_KBlock.self
    case .q5_K: Q5_KBlock.self
    case .q6_K: Q6_KBlock.self
    case .iq4_NL: IQ4_NLBlock.self
    case .iq4_XS: IQ4_XSBlock.self
    case .mxfp4: MXFP4Block.self
    }
  }

  /// The size in bytes of `values` values.
  ///
  /// - Returns: nil where the count is negative or ends inside a block, or the size is too great
  ///   for an `Int`.
  package func byteCount(values: Int) -> Int? {
    guard values >= 0, values.isMultiple(of: valuesPerBlock) else { return nil }
    let (bytes, overflow) = (values / valuesPerBlock)
      .multipliedReportingOverflow(by: bytesPerBlock)
    return overflow ? nil : bytes
  }

  /// Decodes `count` values to float32: the scalar truth, not a fast path.
  ///
  /// - Parameters:
  ///   - source: `byteCount(values: count)` bytes, at any alignment.
  ///   - count: how many values, a multiple of `valuesPerBlock`.
  ///   - destination: room for `count` values.
  package func decode(
    _ source: UnsafeRawPointer, count: Int, into destination: UnsafeMutablePointer<Float>
  ) {
    block.decode(source, count: blockCount(of: count), into: destination)
  }

  /// Encodes `count` values by plain rounding; made for tests and tiny models.
  ///
  /// - Parameters:
  ///   - values: `count` values.
  ///   - count: how many values, a multiple of `valuesPerBlock`.
  ///   - destination: room for `byteCount(values: count)` bytes, at any alignment.
  package func encode(
    _ values: UnsafePointer<Float>, count: Int, into destination: UnsafeMutableRawPointer
  ) {
    block.encode(values, count: blockCount(of: count), into: destination)
  }

  /// The dot product of an encoded row and a float32 vector, with products and sum in double.
  ///
  /// - Parameters:
  ///   - row: `byteCount(values: count)` bytes, at any alignment.
  ///   - vector: `count` values.
  ///   - count: how many values, a multiple of `valuesPerBlock`.
  package func dot(
    row: UnsafeRawPointer, vector: UnsafePointer<Float>, count: Int
  ) -> Double {
    let blocks = blockCount(of: count)
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: valuesPerBlock) { buffer in
      guard let values = buffer.baseAddress else { return 0 }
      var sum = 0.0
      for index in 0..<blocks {
        block.decode(row + index * bytesPerBlock, count: 1, into: values)
        let operands = vector + index * valuesPerBlock
        for position in 0..<valuesPerBlock {
          sum += Double(values[position]) * Double(operands[position])
        }
      }
      return sum
    }
  }

  private func blockCount(of count: Int) -> Int {
    precondition(
      count >= 0 && count.isMultiple(of: valuesPerBlock),
      "\(name) holds whole blocks of \(valuesPerBlock) values, not \(count) values")
    return count / valuesPerBlock
  }
}
