// Q4_0, Q5_0 and Q8_0 times int8, one row and one column at a time, straight from the file's
// layout. Each format unpacks to 32 signed bytes. Even and odd blocks have their own totals, so
// that an addition does not wait for the one before.

func dotQ8_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  for row in 0..<rows {
    let start = weights + row &* (count / 32 &* 34)
    for column in 0..<columns {
      output[column &* outputStride &+ row] = rowOfBlocks32(
        start, 34, count, activations + column &* activationStride
      ) { dotBlockQ8_0($0, $1) }
    }
  }
}

func dotQ5_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  for row in 0..<rows {
    let start = weights + row &* (count / 32 &* 22)
    for column in 0..<columns {
      output[column &* outputStride &+ row] = rowOfBlocks32(
        start, 22, count, activations + column &* activationStride
      ) { dotBlockQ5_0($0, $1) }
    }
  }
}

func dotQ4_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  for row in 0..<rows {
    let start = weights + row &* (count / 32 &* 18)
    for column in 0..<columns {
      output[column &* outputStride &+ row] = rowOfBlocks32(
        start, 18, count, activations + column &* activationStride
      ) { dotBlockQ4_0($0, $1) }
    }
  }
}

/// One row times one column; `dot` makes four sums of the 32 products of a block.
@inline(__always)
private func rowOfBlocks32(
  _ weights: UnsafeRawPointer, _ blockBytes: Int, _ count: Int, _ activations: UnsafeRawPointer,
  dot: (UnsafeRawPointer, UnsafeRawPointer) -> SIMD4<Int32>
) -> Float {
  var even = SIMD4<Float>(repeating: 0)
  var odd = even
  var block = weights
  var quants = activations
  var scales = activations + count
  for _ in 0..<count / 64 {
    even = adding(dot(block, quants), times: scale(block, scales), to: even)
    let second = block + blockBytes
    odd = adding(dot(second, quants + 32), times: scale(second, scales + 4), to: odd)
    block = second + blockBytes
    quants += 64
    scales += 8
  }
  if count & 32 != 0 {
    even = adding(dot(block, quants), times: scale(block, scales), to: even)
  }
  return sumOfLanes(even + odd)
}

/// The scale of a block times that of its activations.
@inline(__always)
private func scale(_ block: UnsafeRawPointer, _ activation: UnsafeRawPointer) -> Float {
  halfFloat(block) * activation.loadUnaligned(as: Float.self)
}

@inline(__always)
private func dotBlockQ8_0(_ block: UnsafeRawPointer, _ quants: UnsafeRawPointer) -> SIMD4<Int32> {
  // Two products fit 16 bits (2 · 128 · 127 = 32,512).
  let first = products(bytes8(block + 2), quants) &+ products(bytes8(block + 10), quants + 8)
  let second =
    products(bytes8(block + 18), quants + 16) &+ products(bytes8(block + 26), quants + 24)
  return adding(second, to: adding(first, to: SIMD4(repeating: 0)))
}

@inline(__always)
private func dotBlockQ5_0(_ block: UnsafeRawPointer, _ quants: UnsafeRawPointer) -> SIMD4<Int32> {
  let (first, second) = (bytes8(block + 6), bytes8(block + 14))
  // Four products fit 16 bits (4 · 16 · 127 = 8,128).
  let low =
    products(withFifths(first & 15, block + 2), quants)
    &+ products(withFifths(second & 15, block + 3), quants + 8)
  let high =
    products(withFifths(first &>> 4, block + 4), quants + 16)
    &+ products(withFifths(second &>> 4, block + 5), quants + 24)
  return adding(low &+ high, to: SIMD4(repeating: 0))
}

@inline(__always)
private func dotBlockQ4_0(_ block: UnsafeRawPointer, _ quants: UnsafeRawPointer) -> SIMD4<Int32> {
  let (first, second) = (bytes8(block + 2), bytes8(block + 10))
  let low = products((first & 15) &- 8, quants) &+ products((second & 15) &- 8, quants + 8)
  let high =
    products((first &>> 4) &- 8, quants + 16) &+ products((second &>> 4) &- 8, quants + 24)
  return adding(low &+ high, to: SIMD4(repeating: 0))
}

/// Nibbles with the fifth bits in the byte at an address, minus 16.
@inline(__always)
private func withFifths(_ nibbles: SIMD8<UInt8>, _ fifths: UnsafeRawPointer) -> SIMD8<UInt8> {
  let bit = SIMD8<UInt8>(1, 2, 4, 8, 16, 32, 64, 128)
  let set = SIMD8(repeating: fifths.load(as: UInt8.self)) & bit
  // Without the fifth bit a value is nibble − 16, which has all upper bits set.
  return (nibbles | 0xF0).replacing(with: nibbles, where: set .== bit)
}
