import KernelTable
import Testing

@Suite("Quantized activations")
struct QuantizeTests {
  static let blockSizes = [32, 256]

  @Test(
    "Quants are the rounded ratios to the peak, ties to even",
    arguments: KernelSets.runnable, blockSizes)
  func formula(isa: InstructionSet, blockSize: Int) throws {
    var random = RandomNumbers(seed: 21)
    for limit in [1, 1e-3, 1e-20, 3e5, 1e30, 3.4e38] as [Float] {
      for blocks in [1, 2, 3, 5, 7, 28] {
        let input = random.floats(blocks * blockSize, limit: limit)
        try expectFormula(isa, blockSize, input)
      }
    }
  }

  @Test("Halfway values round to even", arguments: KernelSets.runnable, blockSizes)
  func ties(isa: InstructionSet, blockSize: Int) throws {
    let input = (0..<blockSize).map { $0 == 0 ? 127 : Float($0 % 64) - 31.5 }
    try expectFormula(isa, blockSize, input)
    let quants = try Activations(input, blockSize: blockSize, in: isa.kernels)
    #expect(quants.quant(32) == 0 && quants.quant(31 % 64) == 0)
  }

  @Test("The error is at most half a step", arguments: KernelSets.runnable, blockSizes)
  func error(isa: InstructionSet, blockSize: Int) throws {
    var random = RandomNumbers(seed: 22)
    let input = random.floats(blockSize * 9, limit: 5)
    let activations = try Activations(input, blockSize: blockSize, in: isa.kernels)
    for (index, value) in activations.dequantized.enumerated() {
      let step = Double(activations.scale(of: index))
      #expect(abs(value - Double(input[index])) <= step * 0.500_02)
    }
  }

  @Test(
    "Zeros and tiny peaks become zero with a scale of zero",
    arguments: KernelSets.runnable, blockSizes)
  func zeros(isa: InstructionSet, blockSize: Int) throws {
    for value in [0, -0.0, .leastNonzeroMagnitude, 1e-38, -1e-37, 9e-37] as [Float] {
      let input = [Float](repeating: value, count: blockSize * 3)
      let activations = try Activations(input, blockSize: blockSize, in: isa.kernels)
      for index in 0..<input.count {
        #expect(activations.quant(index) == 0)
        #expect(activations.scale(of: index) == 0)
      }
    }
  }

  @Test("Infinities and NaNs do not trap", arguments: KernelSets.runnable, blockSizes)
  func notFinite(isa: InstructionSet, blockSize: Int) throws {
    for value in [Float.infinity, -.infinity, .nan, .signalingNaN, -.nan] {
      var input = [Float](repeating: 1, count: blockSize * 2)
      input[blockSize + 3] = value
      let activations = try Activations(input, blockSize: blockSize, in: isa.kernels)
      #expect(activations.quant(3) == 127)
      #expect(activations.scale(of: 3) == Float(1) / 127)
    }
  }

  @Test("Sums of 16 and of 32 quants are right", arguments: KernelSets.runnable)
  func sums(isa: InstructionSet) throws {
    var random = RandomNumbers(seed: 23)
    for input in [random.floats(256 * 5), [Float](repeating: -2, count: 256)] {
      let activations = try Activations(input, blockSize: 256, in: isa.kernels)
      for length in [16, 32] {
        for run in 0..<input.count / length {
          let quants = (run * length..<(run + 1) * length).map { Int(activations.quant($0)) }
          #expect(Int(activations.sum(ofRun: run, length: length)) == quants.reduce(0, +))
        }
      }
    }
  }

  @Test("Starts and totals of blocks of 32 are right", arguments: KernelSets.runnable)
  func starts(isa: InstructionSet) throws {
    var random = RandomNumbers(seed: 24)
    for blocks in [1, 2, 3, 4, 5, 8, 11] {
      let activations = try Activations(random.floats(32 * blocks), blockSize: 32, in: isa.kernels)
      for block in 0..<(blocks + 3) / 4 * 4 {
        var sum = 0
        for lane in 0..<4 {
          let places = (lane * 4..<lane * 4 + 4).flatMap { [$0, $0 + 16] }
          let quants = places.map { Int(activations.quant(block * 32 + $0)) }
          #expect(Int(activations.start(of: block, lane: lane)) == -8 * quants.reduce(0, +))
          sum += quants.reduce(0, +)
        }
        #expect(activations.total(of: block) == activations.scale(of: block * 32) * Float(sum))
        // What is beyond the last block counts as zeros.
        #expect(block < blocks || sum == 0 && activations.scale(of: block * 32) == 0)
      }
    }
  }

  private func expectFormula(
    _ isa: InstructionSet, _ blockSize: Int, _ input: [Float]
  ) throws {
    let activations = try Activations(input, blockSize: blockSize, in: isa.kernels)
    for start in stride(from: 0, to: input.count, by: blockSize) {
      let block = input[start..<start + blockSize]
      let peak = block.reduce(0) { max($0, $1.magnitude) }
      let expected = block.map { Int8(($0 * (127 / peak)).rounded(.toNearestOrEven)) }
      let quants = (start..<start + blockSize).map { activations.quant($0) }
      #expect(quants == expected)
      #expect(activations.scale(of: start) == peak / 127)
    }
  }
}
