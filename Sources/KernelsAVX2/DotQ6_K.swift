import _Builtin_intrinsics.intel

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
  var total = _mm256_setzero_ps()
  var block = weights
  var activation = activations
  for _ in 0..<blocks {
    let scaleY = activation.loadUnaligned(fromByteOffset: Activation256.scale, as: Float.self)
    let d = halfFloat(block + 208) * scaleY
    let scaleBytes = (block + 192).loadUnaligned(as: __m128i.self)
    // A register of 32 values wants scale 2g in its low and 2g + 1 in its high half.
    let scales = _mm256_cvtepi8_epi16(_mm_shuffle_epi8(scaleBytes, evenThenOdd()))

    let first = dotHalf(
      block, block + 128, activation, spread16(scales, 0), spread16(scales, 1),
      spread16(scales, 2), spread16(scales, 3))
    let second = dotHalf(
      block + 64, block + 160, activation + 128, spread16(scales, 4), spread16(scales, 5),
      spread16(scales, 6), spread16(scales, 7))
    let sums = bytes32(activation + Activation256.sums16)
    let bias = _mm256_slli_epi32(
      _mm256_madd_epi16(_mm256_cvtepi8_epi16(scaleBytes), sums), 5)
    let sum = _mm256_sub_epi32(_mm256_add_epi32(first, second), bias)
    total = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sum), _mm256_set1_ps(d), total)
    block += 210
    activation += Activation256.stride
  }
  return sumOfLanes(total)
}

@inline(__always)
private func evenThenOdd() -> __m128i {
  _mm_set_epi64x(0x0F0D_0B09_0705_0301, 0x0E0C_0A08_0604_0200)
}

/// Eight sums of sixteen products, scaled, of 128 values.
@inline(__always)
private func dotHalf(
  _ low: UnsafeRawPointer, _ high: UnsafeRawPointer, _ quants: UnsafeRawPointer,
  _ scale0: __m256i, _ scale1: __m256i, _ scale2: __m256i, _ scale3: __m256i
) -> __m256i {
  let (nibbles0, nibbles1, pairs) = (bytes32(low), bytes32(low + 32), bytes32(high))
  let values0 = joined(nibbles0, _mm256_slli_epi16(pairs, 4))
  let values1 = joined(nibbles1, _mm256_slli_epi16(pairs, 2))
  let values2 = joined(_mm256_srli_epi16(nibbles0, 4), pairs)
  let values3 = joined(_mm256_srli_epi16(nibbles1, 4), _mm256_srli_epi16(pairs, 2))
  let sum01 = _mm256_add_epi32(
    dotScaled(values0, quants, scale0), dotScaled(values1, quants + 32, scale1))
  let sum23 = _mm256_add_epi32(
    dotScaled(values2, quants + 64, scale2), dotScaled(values3, quants + 96, scale3))
  return _mm256_add_epi32(sum01, sum23)
}

/// Values 0...63: bits 0-3 of the first byte, and bits 4-5 of the second.
@inline(__always)
private func joined(_ nibbles: __m256i, _ pairs: __m256i) -> __m256i {
  _mm256_or_si256(
    _mm256_and_si256(nibbles, _mm256_set1_epi8(0x0F)),
    _mm256_and_si256(pairs, _mm256_set1_epi8(0x30)))
}

@inline(__always)
private func dotScaled(
  _ values: __m256i, _ quants: UnsafeRawPointer, _ scale: __m256i
) -> __m256i {
  _mm256_madd_epi16(_mm256_maddubs_epi16(values, bytes32(quants)), scale)
}
