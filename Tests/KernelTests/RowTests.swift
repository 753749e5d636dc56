import KernelTable
import Testing

@Suite("Row kernels")
struct RowTests {
  @Test("RMS norm", arguments: KernelSets.runnable)
  func rmsNorm(isa: InstructionSet) throws {
    var random = RandomNumbers(seed: 41)
    for count in Lengths.odd where count > 0 {
      let (values, weights) = (random.floats(count, limit: 4), random.floats(count))
      let row = try GuardedBuffer(values)
      let weight = try GuardedBuffer(weights)
      let output = try GuardedBuffer(count: count * 4)
      isa.kernels.rows.rmsNorm(row.floats, weight.floats, count, 1e-6, output.mutableFloats)
      // The result may replace the input.
      isa.kernels.rows.rmsNorm(row.floats, weight.floats, count, 1e-6, row.mutableFloats)
      #expect(row.array(of: UInt32.self) == output.array(of: UInt32.self))

      let meanSquare = values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(count)
      let scale = 1 / (meanSquare + Double(Float(1e-6))).squareRoot()
      for (index, result) in output.array(of: Float.self).enumerated() {
        let expected = Double(values[index]) * scale * Double(weights[index])
        #expect(abs(Double(result) - expected) <= 1e-6 * abs(expected))
      }
    }
  }

  @Test("RMS norm of a row of zeros is zero", arguments: KernelSets.runnable)
  func rmsNormOfZeros(isa: InstructionSet) throws {
    let row = try GuardedBuffer([Float](repeating: 0, count: 19))
    let weight = try GuardedBuffer([Float](repeating: 1, count: 19))
    isa.kernels.rows.rmsNorm(row.floats, weight.floats, 19, 1e-6, row.mutableFloats)
    #expect(row.array(of: Float.self) == [Float](repeating: 0, count: 19))
  }

  @Test(
    "Rotation turns pairs and leaves the rest of the head",
    arguments: KernelSets.runnable, [true, false])
  func rotation(isa: InstructionSet, adjacent: Bool) throws {
    var random = RandomNumbers(seed: 42)
    for pairs in [0, 1, 3, 8, 15, 16, 17, 32, 40, 64] {
      let values = random.floats(2 * pairs + 3)
      let (cosines, sines) = (random.floats(pairs), random.floats(pairs))
      let head = try GuardedBuffer(values)
      let cosine = try GuardedBuffer(cosines)
      let sine = try GuardedBuffer(sines)
      let rotate = adjacent ? isa.kernels.rows.rotateAdjacent : isa.kernels.rows.rotateHalves
      rotate(head.mutableFloats, pairs, cosine.floats, sine.floats)

      let results = head.array(of: Float.self)
      for j in 0..<pairs {
        let (p, q) = adjacent ? (2 * j, 2 * j + 1) : (j, j + pairs)
        let (a, b) = (Double(values[p]), Double(values[q]))
        let (c, s) = (Double(cosines[j]), Double(sines[j]))
        let tolerance = 1e-6 * (abs(a) + abs(b))
        #expect(abs(Double(results[p]) - (a * c - b * s)) <= tolerance)
        #expect(abs(Double(results[q]) - (a * s + b * c)) <= tolerance)
      }
      #expect(results.suffix(3) == values.suffix(3))
    }
  }

  @Test("Addition is exact", arguments: KernelSets.runnable)
  func add(isa: InstructionSet) throws {
    var random = RandomNumbers(seed: 43)
    for count in Lengths.odd {
      let (left, right) = (random.floats(count), random.floats(count, limit: 1e5))
      let target = try GuardedBuffer(left)
      let other = try GuardedBuffer(right)
      isa.kernels.rows.add(target.mutableFloats, other.floats, count)
      #expect(target.array(of: Float.self) == zip(left, right).map { $0 + $1 })
    }
  }

  @Test("The SiLU gate", arguments: KernelSets.runnable)
  func gate(isa: InstructionSet) throws {
    var random = RandomNumbers(seed: 44)
    for count in Lengths.odd {
      for limit in [1, 12, 80] as [Float] {
        let (gates, others) = (random.floats(count, limit: limit), random.floats(count))
        let results = try gated(gates, others, isa)
        for index in 0..<count {
          let x = Double(gates[index])
          let expected = x / (1 + Exponential.value(-x)) * Double(others[index])
          #expect(abs(Double(results[index]) - expected) <= 1e-6 * abs(expected) + 1e-37)
        }
      }
    }
  }

  @Test("The SiLU gate stays finite far out", arguments: KernelSets.runnable)
  func gateFarOut(isa: InstructionSet) throws {
    // Once in full vectors and once in the tail.
    let gates: [Float] = [100, 1e4, 1e30, 88, 0, -0.0, -88, -100, -1e4, -90, 500, 127, -87.3]
    for padding in [0, 19] {
      let inputs = gates + [Float](repeating: 0, count: padding)
      let results = try gated(inputs, [Float](repeating: 1, count: inputs.count), isa)
      for (gate, result) in zip(gates, results) {
        #expect(gate > 0 ? result == gate : abs(result) < 1e-33, "\(gate) gives \(result)")
      }
    }
  }

  private func gated(
    _ gates: [Float], _ others: [Float], _ isa: InstructionSet
  ) throws -> [Float] {
    let target = try GuardedBuffer(gates)
    let other = try GuardedBuffer(others)
    isa.kernels.rows.gateSiLU(target.mutableFloats, other.floats, gates.count)
    return target.array()
  }

  @Test("Prefetching reads no byte beyond its count", arguments: KernelSets.runnable)
  func prefetch(isa: InstructionSet) throws {
    for count in [0, 1, 63, 64, 65, 4096, 5000] {
      let bytes = try GuardedBuffer(count: max(count, 1))
      bytes.start.storeBytes(of: 7, as: UInt8.self)
      #expect(isa.kernels.rows.prefetch(bytes.start, count, bytes.start) == 7)
    }
  }
}
