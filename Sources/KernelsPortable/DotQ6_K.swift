// Q6_K times int8, one row and one column at a time, straight from the file's layout.
//
// Per half of 128 values: the 64 low nibbles of `ql` are values 0-63 and the high nibbles 64-127;
// the four bit pairs of a byte of `qh` belong to values l, l + 32, l + 64, l + 96. Weights stay
// unsigned (0...63), and their bias of 32 is taken out through the sums of the activations:
//
//     Σ d·sc·(q − 32)·y  =  d·dy · ( Σ sc·(Σ q·y)  −  32 · Σ sc·(Σ y) )
//
// Two products sum to at most 2 · 63 · 127 = 16,002, which fits int16.

func dotQ6_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let blocks = count / 256
  for row in 0..<rows {
    let start = weights + row &* blocks &* 210
    for column in 0..<columns {
      output[column &* outputStride &+ row] =
        rowQ6_K(start, blocks, activations + column &* activationStride)
    }
  }
}

@inline(__always)
private func rowQ6_K(
  _ weights: UnsafeRawPointer, _ blocks: Int, _ activations: UnsafeRawPointer
) -> Float {
  var total = SIMD4<Float>(repeating: 0)
  var block = weights
  var activation = activations
  for _ in 0..<blocks {
    let scales = block + 192
    var sum = SIMD4<Int32>(repeating: 0)
    for half in 0..<2 {
      let (low, high) = (block + half &* 64, block + (128 &+ half &* 32))
      let (quants, runs) = (activation + half &* 128, scales + half &* 8)
      // 16 bytes of bit pairs go with two times 16 bytes of nibbles.
      sum = addingPart(low, high, quants, runs, to: sum)
      sum = addingPart(low + 16, high + 16, quants + 16, runs + 1, to: sum)
    }
    sum = sum &- dotScales(scales, activation + Activation256.sums16) &<< 5
    let scaleY = activation.loadUnaligned(fromByteOffset: Activation256.scale, as: Float.self)
    total = adding(sum, times: halfFloat(block + 208) * scaleY, to: total)
    block += 210
    activation += Activation256.stride
  }
  return sumOfLanes(total)
}

/// Adds the scaled products of 64 values: those of 16 bytes of `qh`.
@inline(__always)
private func addingPart(
  _ low: UnsafeRawPointer, _ high: UnsafeRawPointer, _ quants: UnsafeRawPointer,
  _ scales: UnsafeRawPointer, to total: SIMD4<Int32>
) -> SIMD4<Int32> {
  var (run0, run1) = (SIMD8<Int16>(repeating: 0), SIMD8<Int16>(repeating: 0))
  var (run2, run3) = (run0, run0)
  for part in 0..<2 {
    let offset = part &* 8
    let (first, second) = (bytes8(low + offset), bytes8(low + (32 &+ offset)))
    let pairs = bytes8(high + offset)
    let y = quants + offset
    run0 = run0 &+ products((first & 15) | (pairs &<< 4) & 0x30, y)
    run1 = run1 &+ products((second & 15) | (pairs &<< 2) & 0x30, y + 32)
    run2 = run2 &+ products((first &>> 4) | pairs & 0x30, y + 64)
    run3 = run3 &+ products((second &>> 4) | (pairs &>> 2) & 0x30, y + 96)
  }
  var sum = adding(run0, times: scale(scales), to: total)
  sum = adding(run1, times: scale(scales + 2), to: sum)
  sum = adding(run2, times: scale(scales + 4), to: sum)
  return adding(run3, times: scale(scales + 6), to: sum)
}

@inline(__always)
private func scale(_ address: UnsafeRawPointer) -> Int16 { Int16(address.load(as: Int8.self)) }

/// Four sums of the sixteen scales times the sums of 16 activations.
@inline(__always)
private func dotScales(_ scales: UnsafeRawPointer, _ sums: UnsafeRawPointer) -> SIMD4<Int32> {
  let first = widened(scales.loadUnaligned(as: SIMD8<Int8>.self))
  let second = widened(scales.loadUnaligned(fromByteOffset: 8, as: SIMD8<Int8>.self))
  let low = sums.loadUnaligned(as: SIMD8<Int16>.self)
  let high = sums.loadUnaligned(fromByteOffset: 16, as: SIMD8<Int16>.self)
  return dot(first, low) &+ dot(second, high)
}
