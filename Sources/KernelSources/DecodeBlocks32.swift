// Stored weights of 32-value blocks to float32. The loops are plain so that the compiler turns
// them into vectors of whatever width the target has.

func decodeQ8_0(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 32 {
    let block = blocks + index &* 34
    let d = halfFloat(block)
    let quants = (block + 2).assumingMemoryBound(to: Int8.self)
    let target = output + index &* 32
    for j in 0..<32 { target[j] = d * Float(quants[j]) }
  }
}

func decodeQ4_0(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 32 {
    let block = blocks + index &* 18
    let d = halfFloat(block)
    let nibbles = (block + 2).assumingMemoryBound(to: UInt8.self)
    let target = output + index &* 32
    for j in 0..<16 { target[j] = d * Float(Int32(nibbles[j] & 15) &- 8) }
    for j in 0..<16 { target[16 &+ j] = d * Float(Int32(nibbles[j] &>> 4) &- 8) }
  }
}

func decodeQ5_0(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 32 {
    let block = blocks + index &* 22
    let d = halfFloat(block)
    let fifths = block.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
    let nibbles = (block + 6).assumingMemoryBound(to: UInt8.self)
    let target = output + index &* 32
    for j in 0..<16 {
      let fifth = Int32(truncatingIfNeeded: (fifths &>> UInt32(truncatingIfNeeded: j)) & 1)
      target[j] = d * Float((Int32(nibbles[j] & 15) | fifth &<< 4) &- 16)
    }
    for j in 0..<16 {
      let fifth = Int32(truncatingIfNeeded: (fifths &>> UInt32(truncatingIfNeeded: j &+ 16)) & 1)
      target[16 &+ j] = d * Float((Int32(nibbles[j] &>> 4) | fifth &<< 4) &- 16)
    }
  }
}

func decodeQ4_1(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 32 {
    let block = blocks + index &* 20
    let (d, m) = (halfFloat(block), halfFloat(block + 2))
    let nibbles = (block + 4).assumingMemoryBound(to: UInt8.self)
    let target = output + index &* 32
    for j in 0..<16 { target[j] = d * Float(nibbles[j] & 15) + m }
    for j in 0..<16 { target[16 &+ j] = d * Float(nibbles[j] &>> 4) + m }
  }
}

func decodeQ5_1(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 32 {
    let block = blocks + index &* 24
    let (d, m) = (halfFloat(block), halfFloat(block + 2))
    let fifths = block.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    let nibbles = (block + 8).assumingMemoryBound(to: UInt8.self)
    let target = output + index &* 32
    for j in 0..<16 {
      let fifth = Int32(truncatingIfNeeded: (fifths &>> UInt32(truncatingIfNeeded: j)) & 1)
      target[j] = d * Float(Int32(nibbles[j] & 15) | fifth &<< 4) + m
    }
    for j in 0..<16 {
      let fifth = Int32(truncatingIfNeeded: (fifths &>> UInt32(truncatingIfNeeded: j &+ 16)) & 1)
      target[16 &+ j] = d * Float(Int32(nibbles[j] &>> 4) | fifth &<< 4) + m
    }
  }
}

func decodeIQ4_NL(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  for index in 0..<count / 32 {
    let block = blocks + index &* 18
    let d = halfFloat(block)
    let nibbles = (block + 2).assumingMemoryBound(to: UInt8.self)
    let target = output + index &* 32
    for j in 0..<16 {
      target[j] = d * CodeTable.number(nibbles[j] & 15)
      target[16 &+ j] = d * CodeTable.number(nibbles[j] &>> 4)
    }
  }
}

func decodeF16(
  _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  widenHalves(blocks.assumingMemoryBound(to: UInt16.self), count, output)
}
