import _Builtin_intrinsics.intel

// Q4_0, Q5_0 and Q8_0 times int8: one block of 32 to a register, straight from the file's layout.
//
// Each format unpacks to signed bytes. maddubs wants one unsigned factor, so it gets |w| and
// y·sign(w). Two products sum to at most 2 · 128 · 127 = 32,512, which fits int16. Even and odd
// blocks have their own totals, so that an addition does not wait for the one before.

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
      ) { bytes32($0 + 2) }
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
      ) { unpackQ5_0($0) }
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
      ) { _mm256_sub_epi8(unpackNibbles($0 + 2), _mm256_set1_epi8(8)) }
    }
  }
}

/// One row times one column; `unpack` makes 32 signed bytes of a block.
@inline(__always)
private func rowOfBlocks32(
  _ weights: UnsafeRawPointer, _ blockBytes: Int, _ count: Int, _ activations: UnsafeRawPointer,
  unpack: (UnsafeRawPointer) -> __m256i
) -> Float {
  var even = _mm256_setzero_ps()
  var odd = _mm256_setzero_ps()
  var block = weights
  var quants = activations
  var scales = activations + count
  for _ in 0..<count / 64 {
    even = addBlock(even, block, unpack(block), quants, scales)
    let second = block + blockBytes
    odd = addBlock(odd, second, unpack(second), quants + 32, scales + 4)
    block = second + blockBytes
    quants += 64
    scales += 8
  }
  if count & 32 != 0 { even = addBlock(even, block, unpack(block), quants, scales) }
  return sumOfLanes(_mm256_add_ps(even, odd))
}

/// Adds d·dy·Σ w·y of one block, spread over the lanes.
@inline(__always)
private func addBlock(
  _ total: __m256, _ block: UnsafeRawPointer, _ values: __m256i, _ quants: UnsafeRawPointer,
  _ scale: UnsafeRawPointer
) -> __m256 {
  let signed = _mm256_sign_epi8(bytes32(quants), values)
  let pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(values), signed)
  let sums = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))
  let half = _mm_set1_epi16(block.loadUnaligned(as: Int16.self))
  let d = _mm256_mul_ps(
    _mm256_cvtph_ps(half), _mm256_set1_ps(scale.loadUnaligned(as: Float.self)))
  return _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums), d, total)
}

/// Nibbles with their fifth bits, minus 16: bit j of the 32-bit word belongs to value j.
@inline(__always)
private func unpackQ5_0(_ block: UnsafeRawPointer) -> __m256i {
  // Each byte of the word is repeated for its eight values, and each value looks at its bit.
  let word = _mm256_set1_epi32(block.loadUnaligned(fromByteOffset: 2, as: Int32.self))
  let repeated = _mm256_shuffle_epi8(
    word,
    _mm256_set_epi64x(
      0x0303_0303_0303_0303, 0x0202_0202_0202_0202, 0x0101_0101_0101_0101, 0))
  let bit = _mm256_set1_epi64x(Int64(bitPattern: 0x8040_2010_0804_0201))
  let isSet = _mm256_cmpeq_epi8(_mm256_and_si256(repeated, bit), bit)
  // Without the fifth bit a value is nibble − 16, which has all upper bits set.
  let upper = _mm256_andnot_si256(isSet, _mm256_set1_epi8(-16))
  return _mm256_or_si256(unpackNibbles(block + 6), upper)
}

/// 16 bytes as 32 values: low nibbles first, then high nibbles.
@inline(__always)
private func unpackNibbles(_ address: UnsafeRawPointer) -> __m256i {
  let both = _mm256_broadcastsi128_si256(address.loadUnaligned(as: __m128i.self))
  let shifted = _mm256_srlv_epi64(both, _mm256_set_epi64x(4, 4, 0, 0))
  return _mm256_and_si256(shifted, _mm256_set1_epi8(0x0F))
}
