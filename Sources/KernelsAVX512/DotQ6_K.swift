import _Builtin_intrinsics.intel

// Q6_K times int8, one row and one column at a time, straight from the file's layout.
//
// A block holds 128 bytes of low nibbles, 64 bytes of high bit pairs, 16 int8 scales and d (half
// float). Per half of 128 values: the 64 low nibbles of `ql` are values 0-63 and the high nibbles
// 64-127; the four bit pairs of a byte of `qh` belong to values l, l + 32, l + 64, l + 96. Weights
// stay unsigned (0...63), and their bias of 32 is taken out through the sums of the activations:
//
//     Σ d·sc·(q − 32)·y  =  d·dy · ( Σ sc·(Σ q·y)  −  32 · Σ sc·(Σ y) )
//
// Four products sum to at most 4 · 63 · 127 = 32,004, which fits int16.

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
  let firstHalf = spread16(0, 4, 1, 5, 2, 6, 3, 7)
  let secondHalf = spread16(8, 12, 9, 13, 10, 14, 11, 15)
  var total = _mm512_setzero_ps()
  var block = weights
  var activation = activations
  for _ in 0..<blocks {
    let scaleY = activation.load(fromByteOffset: Activation256.scale, as: Float.self)
    let d = halfFloat(block + 208) * scaleY
    let scales = _mm256_cvtepi8_epi16((block + 192).loadUnaligned(as: __m128i.self))
    let spread = _mm512_castsi256_si512(scales)

    var sum = _mm512_setzero_si512()
    let first = dotHalf(block, block + 128, activation)
    sum = _mm512_dpwssd_epi32(sum, first, _mm512_permutexvar_epi16(firstHalf, spread))
    let second = dotHalf(block + 64, block + 160, activation + 128)
    sum = _mm512_dpwssd_epi32(sum, second, _mm512_permutexvar_epi16(secondHalf, spread))

    let sums = (activation + Activation256.sums16).loadUnaligned(as: __m256i.self)
    let bias = _mm256_slli_epi32(_mm256_madd_epi16(scales, sums), 5)
    sum = _mm512_sub_epi32(sum, _mm512_zextsi256_si512(bias))
    total = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), _mm512_set1_ps(d), total)
    block += 210
    activation += Activation256.stride
  }
  return _mm512_reduce_add_ps(total)
}

/// Sums of four products of 128 values as int16: per 128-bit lane i, four of values 16i…16i+15
/// and four of values 64+16i….
@inline(__always)
private func dotHalf(
  _ low: UnsafeRawPointer, _ high: UnsafeRawPointer, _ quants: UnsafeRawPointer
) -> __m512i {
  let nibbles = low.loadUnaligned(as: __m512i.self)
  let pairs = _mm512_broadcast_i64x4(high.loadUnaligned(as: __m256i.self))
  let nibbleMask = _mm512_set1_epi8(0x0F)
  let pairMask = _mm512_set1_epi8(0x30)
  let left = _mm512_sllv_epi64(pairs, lanes64(4, 4, 4, 4, 2, 2, 2, 2))
  let right = _mm512_srlv_epi64(pairs, lanes64(0, 0, 0, 0, 2, 2, 2, 2))
  let first = _mm512_or_si512(
    _mm512_and_si512(nibbles, nibbleMask), _mm512_and_si512(left, pairMask))
  let second = _mm512_or_si512(
    _mm512_and_si512(_mm512_srli_epi64(nibbles, 4), nibbleMask),
    _mm512_and_si512(right, pairMask))
  let zero = _mm512_setzero_si512()
  return _mm512_packs_epi32(
    _mm512_dpbusd_epi32(zero, first, quants.loadUnaligned(as: __m512i.self)),
    _mm512_dpbusd_epi32(zero, second, (quants + 64).loadUnaligned(as: __m512i.self)))
}
