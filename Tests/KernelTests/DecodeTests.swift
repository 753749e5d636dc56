import BlockFormats
import KernelTable
import Testing

@Suite("Decode kernels")
struct DecodeTests {
  @Test(
    "Decoded weights equal the scalar truth bit for bit",
    arguments: KernelSets.runnable, DotFormat.decoded)
  func decode(isa: InstructionSet, format: DotFormat) throws {
    for content in WeightContent.allCases {
      for blocks in [1, 2, 3, 5, 7, 28, 35] {
        let bytes = content.blocks(blocks, of: format, seed: UInt64(blocks))
        let source = try GuardedBuffer(bytes)
        let count = blocks * format.blockSize
        let expected = try GuardedBuffer(count: count * 4)
        let output = try GuardedBuffer(count: count * 4)
        format.type.decode(source.start, count: count, into: expected.mutableFloats)
        let decode = try #require(format.decode(in: isa.kernels))
        decode(source.start, count, output.mutableFloats)
        #expect(
          output.array(of: UInt32.self) == expected.array(of: UInt32.self),
          "\(content), \(blocks) blocks")
      }
    }
  }

  @Test("Half floats decode bit for bit", arguments: KernelSets.runnable)
  func decodeHalves(isa: InstructionSet) throws {
    for count in Lengths.odd {
      let halves = (0..<count).map { UInt16(truncatingIfNeeded: $0 * 4099) }
      let source = try GuardedBuffer(halves)
      let output = try GuardedBuffer(count: count * 4)
      isa.kernels.decode.f16(source.start, count, output.mutableFloats)
      let expected = halves.map { Float(halfBits: $0).bitPattern }
      #expect(output.array(of: UInt32.self) == expected)
    }
  }
}
