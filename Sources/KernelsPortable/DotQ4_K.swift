// Q4_K times int8, one row and one column at a time, straight from the file's layout.
//
// 32 bytes of nibbles are sub-block 2j in their low and 2j + 1 in their high nibbles. With d, dmin,
// the scales sc and the mins m of a block:
//
//     Σ d·sc·q·y − dmin·m·y  =  d·dy · Σ sc·(Σ q·y)  −  dmin·dy · Σ m·(Σ y)
//
// Four products fit 16 bits (4 · 15 · 127 = 7,620).

func dotQ4_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let blocks = count / 256
  for row in 0..<rows {
    let start = weights + row &* blocks &* 144
    for column in 0..<columns {
      output[column &* outputStride &+ row] =
        rowQ4_K(start, blocks, activations + column &* activationStride)
    }
  }
}

@inline(__always)
private func rowQ4_K(
  _ weights: UnsafeRawPointer, _ blocks: Int, _ activations: UnsafeRawPointer
) -> Float {
  var products = SIMD4<Float>(repeating: 0)
  var offsets = SIMD4<Float>(repeating: 0)
  var block = weights
  var activation = activations
  for _ in 0..<blocks {
    let scaleY = activation.loadUnaligned(fromByteOffset: Activation256.scale, as: Float.self)
    let (scales, mins) = unpackSixBits(block + 4)
    var sum = SIMD4<Int32>(repeating: 0)
    var nibbles = block + 16
    var quants = activation
    for pair in 0..<4 {
      let both = UInt16(truncatingIfNeeded: scales &>> UInt64(truncatingIfNeeded: pair &* 16))
      sum = addingPair(nibbles, quants, both, to: sum)
      nibbles += 32
      quants += 64
    }
    products = adding(sum, times: halfFloat(block) * scaleY, to: products)
    let minSum = dotMins(mins, activation + Activation256.sums32)
    offsets = adding(minSum, times: halfFloat(block + 2) * scaleY, to: offsets)
    block += 144
    activation += Activation256.stride
  }
  return sumOfLanes(products) - sumOfLanes(offsets)
}

/// Adds the scaled products of the 64 values in 32 bytes of nibbles.
@inline(__always)
private func addingPair(
  _ nibbles: UnsafeRawPointer, _ quants: UnsafeRawPointer, _ scales: UInt16,
  to total: SIMD4<Int32>
) -> SIMD4<Int32> {
  var low = SIMD8<Int16>(repeating: 0)
  var high = low
  for part in 0..<4 {
    let both = bytes8(nibbles + part &* 8)
    low = low &+ products(both & 15, quants + part &* 8)
    high = high &+ products(both &>> 4, quants + (32 &+ part &* 8))
  }
  let withLow = adding(low, times: Int16(bitPattern: scales & 0xFF), to: total)
  return adding(high, times: Int16(bitPattern: scales &>> 8), to: withLow)
}

/// Four sums of the eight mins, a byte each, times the sums of 32 activations.
@inline(__always)
private func dotMins(_ mins: UInt64, _ sums: UnsafeRawPointer) -> SIMD4<Int32> {
  // Mins are below 64, so that their bytes are signed numbers too.
  dot(
    widened(unsafeBitCast(mins, to: SIMD8<Int8>.self)),
    sums.loadUnaligned(as: SIMD8<Int16>.self))
}
