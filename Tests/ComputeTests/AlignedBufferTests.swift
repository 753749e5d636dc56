import Compute
import Testing

@Suite("Aligned buffers")
struct AlignedBufferTests {
  @Test("Memory begins at a cache line", arguments: [-1, 0, 1, 3, 64, 1000, 100_003])
  func alignment(count: Int) {
    let bytes = AlignedBuffer<UInt8>(count: count)
    let floats = AlignedBuffer<Float>(count: count)
    #expect(UInt(bitPattern: bytes.base) % 64 == 0)
    #expect(UInt(bitPattern: floats.base) % 64 == 0)
    #expect(bytes.count == max(count, 0))
    #expect(floats.count == max(count, 0))
  }

  @Test("All of the values can be written")
  func capacity() {
    let buffer = AlignedBuffer<Double>(count: 5)
    for round in 1...50 {
      buffer.reserve(round * 17)
      for index in 0..<round * 17 { buffer.base[index] = Double(index) }
      #expect(buffer.base[round * 17 - 1] == Double(round * 17 - 1))
    }
  }

  @Test("It grows when it has to, and stays aligned")
  func growth() {
    let buffer = AlignedBuffer<Float>(count: 10)
    buffer.reserve(11)
    #expect(buffer.count == 11)
    #expect(UInt(bitPattern: buffer.base) % 64 == 0)
  }

  @Test("It keeps its memory while there is room", arguments: [-5, 0, 1, 10])
  func stays(needed: Int) {
    let buffer = AlignedBuffer<Float>(count: 10)
    let base = buffer.base
    for index in 0..<10 { base[index] = Float(index) }
    buffer.reserve(needed)
    #expect(buffer.base == base)
    #expect(buffer.count == 10)
    #expect(buffer.base[9] == 9)
  }
}
