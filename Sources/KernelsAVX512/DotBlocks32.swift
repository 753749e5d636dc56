import _Builtin_intrinsics.intel

// Q4_0, Q5_0 and Q8_0 times int8: two blocks of 32 to a register, straight from the file's layout.
//
// Each format unpacks to unsigned bytes with a bias (8, 16, 128), because dpbusd wants one unsigned
// factor; the bias is taken out lane by lane with a second dpbusd of the activations. Lanes 0-7
// belong to the first block and 8-15 to the second, so that one multiply applies both scales:
//
//     Σ d·(u − bias)·dy·y  =  Σ over blocks  d·dy · ( Σ u·y − bias · Σ y )

func dotQ8_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  for row in 0..<rows {
    let start = weights + row &* (count / 32 &* 34)
    for column in 0..<columns {
      output[column &* outputStride &+ row] = rowOfBlocks32(
        start, 34, 128, count, activations + column &* activationStride
      ) { first, second in unpackQ8_0(first, second) }
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
        start, 22, 16, count, activations + column &* activationStride
      ) { first, second in unpackQ5_0(first, second) }
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
        start, 18, 8, count, activations + column &* activationStride
      ) { first, second in unpackNibbles(first + 2, second + 2) }
    }
  }
}

/// One row times one column; `unpack` makes 64 unsigned bytes of two blocks.
@inline(__always)
private func rowOfBlocks32(
  _ weights: UnsafeRawPointer, _ blockBytes: Int, _ bias: UInt8, _ count: Int,
  _ activations: UnsafeRawPointer,
  unpack: (UnsafeRawPointer, UnsafeRawPointer) -> __m512i
) -> Float {
  var total = _mm512_setzero_ps()
  var block = weights
  var index = 0
  while index &+ 1 < count / 32 {
    let second = block + blockBytes
    total = addPair(total, unpack(block, second), bias, block, second, activations, count, index)
    block = second + blockBytes
    index &+= 2
  }
  if index < count / 32 {
    total = addSingle(total, unpack(block, block), bias, block, activations, count, index)
  }
  return _mm512_reduce_add_ps(total)
}

/// 32 + 32 signed bytes, made unsigned by flipping the top bit: a bias of 128.
@inline(__always)
private func unpackQ8_0(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
  let low = _mm512_castsi256_si512((first + 2).loadUnaligned(as: __m256i.self))
  let bytes = _mm512_mask_broadcast_i64x4(
    low, 0xF0, (second + 2).loadUnaligned(as: __m256i.self))
  return _mm512_xor_si512(bytes, _mm512_set1_epi8(-128))
}

/// Nibbles with their fifth bits: bit j of the 32-bit word belongs to value j.
@inline(__always)
private func unpackQ5_0(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
  let nibbles = unpackNibbles(first + 6, second + 6)
  let fifths =
    UInt64(first.loadUnaligned(fromByteOffset: 2, as: UInt32.self))
    | UInt64(second.loadUnaligned(fromByteOffset: 2, as: UInt32.self)) &<< 32
  return _mm512_mask_add_epi8(nibbles, fifths, nibbles, _mm512_set1_epi8(16))
}

/// The 16 bytes at each address as 32 values: low nibbles first, then high nibbles.
@inline(__always)
private func unpackNibbles(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
  let low = _mm512_broadcast_i32x4(first.loadUnaligned(as: __m128i.self))
  let both = _mm512_mask_broadcast_i32x4(low, 0xFF00, second.loadUnaligned(as: __m128i.self))
  let shifted = _mm512_srlv_epi64(both, lanes64(0, 0, 4, 4, 0, 0, 4, 4))
  return _mm512_and_si512(shifted, _mm512_set1_epi8(0x0F))
}

/// Adds the products of blocks `pair` and `pair + 1`.
@inline(__always)
private func addPair(
  _ total: __m512, _ values: __m512i, _ bias: UInt8, _ first: UnsafeRawPointer,
  _ second: UnsafeRawPointer, _ activations: UnsafeRawPointer, _ count: Int, _ pair: Int
) -> __m512 {
  let y = (activations + pair &* 32).loadUnaligned(as: __m512i.self)
  let scales = activations + (count &+ pair &* 4)
  let dy = twoScales(
    scales.loadUnaligned(as: Float.self), scales.loadUnaligned(fromByteOffset: 4, as: Float.self))
  let d = _mm512_mul_ps(twoHalfFloats(first, second), dy)
  return _mm512_fmadd_ps(_mm512_cvtepi32_ps(unbiasedDot(values, y, bias)), d, total)
}

/// Adds the products of one last block: the upper half of the activations is zero.
@inline(__always)
private func addSingle(
  _ total: __m512, _ values: __m512i, _ bias: UInt8, _ block: UnsafeRawPointer,
  _ activations: UnsafeRawPointer, _ count: Int, _ index: Int
) -> __m512 {
  let y = _mm512_zextsi256_si512((activations + index &* 32).loadUnaligned(as: __m256i.self))
  let dy = (activations + (count &+ index &* 4)).loadUnaligned(as: Float.self)
  let d = _mm512_set1_ps(halfFloat(block) * dy)
  return _mm512_fmadd_ps(_mm512_cvtepi32_ps(unbiasedDot(values, y, bias)), d, total)
}

/// Sixteen sums of four products `(u − bias) · y`.
@inline(__always)
private func unbiasedDot(_ values: __m512i, _ y: __m512i, _ bias: UInt8) -> __m512i {
  let zero = _mm512_setzero_si512()
  return _mm512_sub_epi32(
    _mm512_dpbusd_epi32(zero, values, y),
    _mm512_dpbusd_epi32(zero, _mm512_set1_epi8(CChar(bitPattern: bias)), y))
}
