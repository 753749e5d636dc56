import _Builtin_intrinsics.intel

// Q4_K times int8, one row and one column at a time, straight from the file's layout.
//
// 32 bytes of nibbles are sub-block 2j in their low and 2j + 1 in their high nibbles. With d, dmin,
// the scales sc and the mins m of a block:
//
//     Σ d·sc·q·y − dmin·m·y  =  d·dy · Σ sc·(Σ q·y)  −  dmin·dy · Σ m·(Σ y)
//
// Two products fit int16 (2 · 15 · 127), so that madd applies the scales while it widens.

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
  var products = _mm256_setzero_ps()
  var offsets = _mm_setzero_ps()
  var block = weights
  var activation = activations
  for _ in 0..<blocks {
    let scaleY = activation.loadUnaligned(fromByteOffset: Activation256.scale, as: Float.self)
    let d = halfFloat(block) * scaleY
    let dmin = halfFloat(block + 2) * scaleY
    let (scaleBytes, minBytes) = unpackSixBits(block + 4)
    let scales = _mm256_broadcastsi128_si256(widenBytes(scaleBytes))
    let nibbles = block + 16

    let low = _mm256_add_epi32(
      dotPair(nibbles, activation, spread16(scales, 0), spread16(scales, 1)),
      dotPair(nibbles + 32, activation + 64, spread16(scales, 2), spread16(scales, 3)))
    let high = _mm256_add_epi32(
      dotPair(nibbles + 64, activation + 128, spread16(scales, 4), spread16(scales, 5)),
      dotPair(nibbles + 96, activation + 192, spread16(scales, 6), spread16(scales, 7)))
    let sum = _mm256_cvtepi32_ps(_mm256_add_epi32(low, high))
    products = _mm256_fmadd_ps(sum, _mm256_set1_ps(d), products)

    let sums = (activation + Activation256.sums32).loadUnaligned(as: __m128i.self)
    let minSum = _mm_cvtepi32_ps(_mm_madd_epi16(widenBytes(minBytes), sums))
    offsets = _mm_fmadd_ps(minSum, _mm_set1_ps(dmin), offsets)
    block += 144
    activation += Activation256.stride
  }
  return sumOfLanes(products) - sumOfLanes(offsets)
}

/// Eight sums of eight products, scaled, of the 64 values in 32 bytes of nibbles.
@inline(__always)
private func dotPair(
  _ nibbles: UnsafeRawPointer, _ quants: UnsafeRawPointer, _ lowScale: __m256i,
  _ highScale: __m256i
) -> __m256i {
  let mask = _mm256_set1_epi8(0x0F)
  let both = bytes32(nibbles)
  let low = _mm256_maddubs_epi16(_mm256_and_si256(both, mask), bytes32(quants))
  let upper = _mm256_and_si256(_mm256_srli_epi16(both, 4), mask)
  let high = _mm256_maddubs_epi16(upper, bytes32(quants + 32))
  return _mm256_add_epi32(_mm256_madd_epi16(low, lowScale), _mm256_madd_epi16(high, highScale))
}

/// Eight unsigned bytes as 16-bit lanes.
@inline(__always)
private func widenBytes(_ bytes: UInt64) -> __m128i {
  _mm_cvtepu8_epi16(_mm_cvtsi64_si128(Int64(bitPattern: bytes)))
}
