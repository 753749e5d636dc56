import _Builtin_intrinsics.intel

// Q4_K times int8, one row and one column at a time, straight from the file's layout.
//
// A block holds d, dmin (half floats), 8 scales and 8 mins of 6 bits in 12 bytes, and 128 bytes of
// nibbles: 32 bytes are sub-block 2j in their low and 2j + 1 in their high nibbles. Broadcasting
// 32 bytes to both halves of a register and shifting the upper half puts sub-blocks 2j and 2j + 1
// side by side, in the natural order of the activations:
//
//     Σ d·sc·q·y − dmin·m·y  =  d·dy · Σ sc·(Σ q·y)  −  dmin·dy · Σ m·(Σ y)
//
// Four sums of four products each fit int16 (4 · 15 · 127 = 7,620), so that one multiply-add of
// 16-bit pairs applies the scales. Rows are walked in address order, because the hardware
// prefetcher follows one stream per thread best.

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
  let evenPairs = spread16(0, 2, 0, 2, 1, 3, 1, 3)
  let oddPairs = spread16(4, 6, 4, 6, 5, 7, 5, 7)
  var products = _mm512_setzero_ps()
  var offsets = _mm_setzero_ps()
  var block = weights
  var activation = activations
  for _ in 0..<blocks {
    let scaleY = activation.load(fromByteOffset: Activation256.scale, as: Float.self)
    let d = halfFloat(block) * scaleY
    let dmin = halfFloat(block + 2) * scaleY
    let (scales, mins) = unpackScales(block + 4)
    let spread = _mm512_castsi128_si512(_mm_cvtepu8_epi16(scales))
    let nibbles = block + 16

    var sum = _mm512_setzero_si512()
    let low = _mm512_packs_epi32(
      dotPair(nibbles, activation), dotPair(nibbles + 32, activation + 64))
    sum = _mm512_dpwssd_epi32(sum, low, _mm512_permutexvar_epi16(evenPairs, spread))
    let high = _mm512_packs_epi32(
      dotPair(nibbles + 64, activation + 128), dotPair(nibbles + 96, activation + 192))
    sum = _mm512_dpwssd_epi32(sum, high, _mm512_permutexvar_epi16(oddPairs, spread))
    products = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), _mm512_set1_ps(d), products)

    let sums = (activation + Activation256.sums32).loadUnaligned(as: __m128i.self)
    let minSum = _mm_madd_epi16(_mm_cvtepu8_epi16(mins), sums)
    offsets = _mm_fmadd_ps(_mm_cvtepi32_ps(minSum), _mm_set1_ps(dmin), offsets)
    block += 144
    activation += Activation256.stride
  }
  return _mm512_reduce_add_ps(products) - sumOfLanes(offsets)
}

/// Sixteen sums of four products, of the 64 values in 32 bytes of nibbles.
@inline(__always)
private func dotPair(_ nibbles: UnsafeRawPointer, _ quants: UnsafeRawPointer) -> __m512i {
  let both = _mm512_broadcast_i64x4(nibbles.loadUnaligned(as: __m256i.self))
  let shifted = _mm512_srlv_epi64(both, lanes64(0, 0, 0, 0, 4, 4, 4, 4))
  let values = _mm512_and_si512(shifted, _mm512_set1_epi8(0x0F))
  return _mm512_dpbusd_epi32(
    _mm512_setzero_si512(), values, quants.loadUnaligned(as: __m512i.self))
}

/// The 8 scales and 8 mins of a Q4_K block, a byte each, in the low halves of two registers.
@inline(__always)
private func unpackScales(_ packed: UnsafeRawPointer) -> (scales: __m128i, mins: __m128i) {
  let (scales, mins) = unpackSixBits(packed)
  return (
    _mm_cvtsi64_si128(Int64(bitPattern: scales)), _mm_cvtsi64_si128(Int64(bitPattern: mins))
  )
}
