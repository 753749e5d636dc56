import BlockFormats
import KernelTable
import Testing

@Suite("Integer dot products")
struct DotTests {
  @Test(
    "Results are within 1e-5 of the sum of absolute products",
    arguments: KernelSets.runnable, DotFormat.allCases)
  func accuracy(isa: InstructionSet, format: DotFormat) throws {
    var random = RandomNumbers(seed: 11)
    for content in WeightContent.allCases {
      for (blocks, rows) in [(1, 17), (2, 3), (3, 1), (5, 3), (7, 17), (28, 3), (35, 1)] {
        let bytes = content.blocks(rows * blocks, of: format, seed: UInt64(blocks))
        let reference = try DotReference(format, rows: rows, blocks: blocks, bytes: bytes)
        let input = random.floats(reference.count, limit: 3)
        let activations = try Activations(
          input, blockSize: format.blockSize, in: isa.kernels)
        let results = try reference.run(
          isa.kernels, activations.buffer, columns: 1, stride: activations.buffer.count)
        let dequantized = activations.dequantized
        for row in 0..<rows {
          let expected = reference.product(row: row, dequantized)
          #expect(
            abs(Double(results[row]) - expected.value) <= 1e-5 * expected.magnitude,
            "\(content), \(blocks) blocks, row \(row)")
        }
      }
    }
  }

  @Test(
    "With scales of 1 the sums are exact",
    arguments: KernelSets.runnable, DotFormat.allCases)
  func exactness(isa: InstructionSet, format: DotFormat) throws {
    for (blocks, rows) in [(1, 3), (2, 1), (3, 3), (5, 1), (7, 1), (28, 3)] {
      var bytes = WeightContent.random.blocks(rows * blocks, of: format, seed: UInt64(blocks))
      setSmallScales(&bytes, format)
      try expectExact(isa, format, rows, blocks, bytes, wholeActivations(blocks, format))
    }
  }

  @Test(
    "The largest products neither overflow nor saturate",
    arguments: KernelSets.runnable, DotFormat.allCases)
  func extremes(isa: InstructionSet, format: DotFormat) throws {
    for content in [WeightContent.greatest, .least] {
      for (blocks, sign) in [(1, 1), (1, -1), (3, 1), (3, -1)] as [(Int, Float)] {
        var bytes = content.blocks(blocks, of: format, seed: 1)
        setSmallScales(&bytes, format)
        let inputs = [Float](repeating: 127 * sign, count: blocks * format.blockSize)
        try expectExact(isa, format, 1, blocks, bytes, inputs)
      }
    }
  }

  @Test(
    "A column's result does not depend on the number of columns",
    arguments: KernelSets.runnable, DotFormat.allCases)
  func columns(isa: InstructionSet, format: DotFormat) throws {
    var random = RandomNumbers(seed: 5)
    for (blocks, rows) in [(1, 3), (5, 17), (7, 1)] {
      let bytes = WeightContent.random.blocks(rows * blocks, of: format, seed: 3)
      let reference = try DotReference(format, rows: rows, blocks: blocks, bytes: bytes)
      let size = format.activationBytes(reference.count, in: isa.kernels)
      // Columns need not follow each other without gaps.
      let stride = size + 64
      let all = try GuardedBuffer(count: 8 * stride + size)
      for column in 0..<9 {
        let input = try GuardedBuffer(random.floats(reference.count))
        format.quantize(in: isa.kernels)(
          input.floats, reference.count, all.start + column * stride)
      }
      let nine = try reference.run(isa.kernels, all, columns: 9, stride: stride)
      for columns in 1...8 {
        let some = try reference.run(isa.kernels, all, columns: columns, stride: stride)
        let expected = nine.prefix(rows * columns).map(\.bitPattern)
        #expect(some.map(\.bitPattern) == expected, "\(columns) columns of \(blocks) blocks")
      }
    }
  }

  @Test("Results go where the output stride says", arguments: KernelSets.runnable)
  func outputStride(isa: InstructionSet) throws {
    let bytes = WeightContent.random.blocks(4, of: .q8_0, seed: 8)
    let weights = try GuardedBuffer(bytes)
    var random = RandomNumbers(seed: 9)
    let activations = try Activations(random.floats(32), blockSize: 32, in: isa.kernels)
    let output = try GuardedBuffer([Float](repeating: 7, count: 4 + 6 + 6))
    isa.kernels.integer.dot.q8_0(
      weights.start, 4, 32, activations.buffer.start, 3, 0, output.mutableFloats, 6)
    let values = output.array(of: Float.self)
    #expect(values[0..<4] == values[6..<10] && values[0..<4] == values[12..<16])
    #expect(values[4..<6] == [7, 7] && values[10..<12] == [7, 7])
    #expect(!values[0..<4].contains(7))
  }

  @Test("No rows, no columns and no values are fine", arguments: KernelSets.runnable)
  func empty(isa: InstructionSet) throws {
    let weights = try GuardedBuffer(count: 0)
    let output = try GuardedBuffer([Float](repeating: 7, count: 2))
    for format in DotFormat.allCases {
      let dot = format.dot(in: isa.kernels)
      dot(weights.start, 0, format.blockSize, weights.start, 1, 0, output.mutableFloats, 1)
      dot(weights.start, 1, format.blockSize, weights.start, 0, 0, output.mutableFloats, 1)
      #expect(output.array(of: Float.self) == [7, 7])
      dot(weights.start, 2, 0, weights.start, 1, 0, output.mutableFloats, 2)
      #expect(output.array(of: Float.self) == [0, 0])
      output.start.storeBytes(of: SIMD2<Float>(7, 7), as: SIMD2<Float>.self)
    }
  }

  /// Whole numbers with a peak of 127 in every block, which quantize to themselves.
  private func wholeActivations(_ blocks: Int, _ format: DotFormat) -> [Float] {
    var random = RandomNumbers(seed: UInt64(blocks))
    return (0..<blocks * format.blockSize).map {
      $0 % format.blockSize == 5 ? -127 : Float(Int.random(in: -127...127, using: &random))
    }
  }

  /// Sets d to 1 and the scales of runs to small numbers, so that no partial sum reaches 2²⁴.
  private func setSmallScales(_ bytes: inout [UInt8], _ format: DotFormat) {
    let size = format.type.bytesPerBlock
    for start in stride(from: 0, to: bytes.count, by: size) {
      for offset in format.halfOffsets {
        bytes[start + offset] = 0
        bytes[start + offset + 1] = 0x3C
      }
      for place in format.scaleRange {
        bytes[start + place] = smallScale(bytes[start + place], place, format)
      }
      if format == .mxfp4 { bytes[start] = 128 }
    }
  }

  private func smallScale(_ byte: UInt8, _ place: Int, _ format: DotFormat) -> UInt8 {
    switch format {
    case .q6_K: place.isMultiple(of: 2) ? ~(byte & 3) : byte & 3
    case .q2_K: byte & 0x33
    // Scales of −32 + 32 + 0...3, of which the fifth bits stand in the last bytes of the range.
    case .q3_K: place < 104 ? byte & 0x33 : 0xAA
    case .iq4_XS: place < 4 ? 0xAA : byte & 0x33
    default: byte & 3
    }
  }

  private func expectExact(
    _ isa: InstructionSet, _ format: DotFormat, _ rows: Int, _ blocks: Int, _ bytes: [UInt8],
    _ inputs: [Float]
  ) throws {
    let reference = try DotReference(format, rows: rows, blocks: blocks, bytes: bytes)
    let activations = try Activations(inputs, blockSize: format.blockSize, in: isa.kernels)
    #expect(activations.dequantized == inputs.map { Double($0) })
    let results = try reference.run(isa.kernels, activations.buffer, columns: 1, stride: 0)
    for row in 0..<rows {
      let expected = reference.product(row: row, activations.dequantized).value
      #expect(Double(results[row]) == expected, "\(blocks) blocks, row \(row)")
    }
  }
}
