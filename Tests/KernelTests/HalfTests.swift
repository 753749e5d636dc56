import BlockFormats
import KernelTable
import Testing

@Suite("Half-precision kernels")
struct HalfTests {
  @Test("Every half float widens to its value", arguments: KernelSets.runnable)
  func widenAll(isa: InstructionSet) throws {
    let all = Array(UInt16.min...UInt16.max)
    let wide = try widened(all, isa)
    let wrong = all.indices.filter { wide[$0].bitPattern != Float(halfBits: all[$0]).bitPattern }
    #expect(wrong.isEmpty)
  }

  @Test("Widening handles every length", arguments: KernelSets.runnable)
  func widenLengths(isa: InstructionSet) throws {
    for count in Lengths.odd {
      let halves = (0..<count).map { UInt16($0 * 13) }
      #expect(try widened(halves, isa) == halves.map { Float(halfBits: $0) })
    }
  }

  @Test("Every half float narrows back to itself", arguments: KernelSets.runnable)
  func roundTrip(isa: InstructionSet) throws {
    let all = Array(UInt16.min...UInt16.max)
    let back = try narrowed(all.map { Float(halfBits: $0) }, isa)
    for bits in all where !Float(halfBits: bits).isNaN {
      if back[Int(bits)] != bits { Issue.record("\(bits) becomes \(back[Int(bits)])") }
    }
  }

  @Test("Ties between half floats go to the even one", arguments: KernelSets.runnable)
  func ties(isa: InstructionSet) throws {
    // The positive finite numbers; the one after the last counts as 65,536.
    let numbers = (UInt16(0)..<0x7C00).map { Float(halfBits: $0) } + [65_536]
    let middles = zip(numbers, numbers.dropFirst()).map { ($0 + $1) / 2 }
    let around = middles.flatMap { [$0, $0.nextUp, $0.nextDown, -$0, -$0.nextUp] }
    let halves = try narrowed(around, isa)
    let wrong = around.indices.filter { halves[$0] != around[$0].halfBits }
    #expect(wrong.isEmpty)
  }

  @Test("Numbers of every size narrow to the nearest half float", arguments: KernelSets.runnable)
  func narrowSpread(isa: InstructionSet) throws {
    let values = (0..<UInt32(100_000)).map { Float(bitPattern: $0 &* 1_073_741_827) }
    let halves = try narrowed(values, isa)
    for (value, half) in zip(values, halves) {
      if value.isNaN {
        #expect(half & 0x7FFF > 0x7C00)
      } else if half != value.halfBits {
        Issue.record("\(value) becomes \(half)")
      }
    }
  }

  @Test("Narrowing handles every length", arguments: KernelSets.runnable)
  func narrowLengths(isa: InstructionSet) throws {
    var random = RandomNumbers(seed: 31)
    for count in Lengths.odd {
      let values = random.floats(count, limit: 100)
      #expect(try narrowed(values, isa) == values.map(\.halfBits))
    }
  }

  private func widened(_ halves: [UInt16], _ isa: InstructionSet) throws -> [Float] {
    let input = try GuardedBuffer(halves)
    let output = try GuardedBuffer(count: halves.count * 4)
    isa.kernels.halves.widen(input.halves, halves.count, output.mutableFloats)
    return output.array()
  }

  private func narrowed(_ values: [Float], _ isa: InstructionSet) throws -> [UInt16] {
    let input = try GuardedBuffer(values)
    let output = try GuardedBuffer(count: values.count * 2)
    isa.kernels.halves.narrow(input.floats, values.count, output.mutableHalves)
    return output.array()
  }
}

/// Lengths that do not fill vectors, and lengths that do.
enum Lengths {
  static let odd = [0, 1, 2, 7, 8, 15, 16, 17, 31, 33, 64, 100, 128, 1539]
}
