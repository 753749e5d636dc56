import _Builtin_intrinsics.intel

// Rows of 256-value blocks with scales per 32 values into panels, eight rows at a time.

/// Q4_K: bytes are the nibbles, with a factor d·scale and an offset −dmin·min.
func unpackPanelQ4_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks256(144, weights, rows, count, panel) { source, block, records in
    let mask = _mm256_set1_epi8(0x0F)
    for pair in 0..<4 {
      let record = records + 2 &* pair &* Panel.stride
      for half in 0..<2 {
        let nibbles = source.transposed(block &+ 16 &+ pair &* 32 &+ half &* 16)
        source.store(
          nibbles.mapped { _mm256_and_si256($0, mask) }, from: half &* 4, to: record)
        source.store(
          nibbles.mapped { _mm256_and_si256(_mm256_srli_epi16($0, 4), mask) }, from: half &* 4,
          to: record + Panel.stride)
      }
    }
    storeFactorsAndOffsets(source, block, shift: 0, to: records)
  }
}

/// Q5_K: as Q4_K, with a fifth bit for every value: bit r of byte j belongs to value 32r + j.
///
/// The product takes 16 from every byte, so that the offset is 16 factors more.
func unpackPanelQ5_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks256(176, weights, rows, count, panel) { source, block, records in
    for half in 0..<2 {
      let fifths = source.transposed(block &+ 16 &+ half &* 16)
      for pair in 0..<4 {
        let nibbles = source.transposed(block &+ 48 &+ pair &* 32 &+ half &* 16)
        let record = records + 2 &* pair &* Panel.stride
        let low = nibbles.joined(fifths) { fiveBits($0, $1, bit: 2 &* pair) }
        source.store(low, from: half &* 4, to: record)
        let high = nibbles.joined(fifths) {
          fiveBits(_mm256_srli_epi16($0, 4), $1, bit: 2 &* pair &+ 1)
        }
        source.store(high, from: half &* 4, to: record + Panel.stride)
      }
    }
    storeFactorsAndOffsets(source, block, shift: 16, to: records)
  }
}

/// IQ4_XS: bytes are value + 128, with a factor d·(scale − 32).
func unpackPanelIQ4_XS(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks256(136, weights, rows, count, panel) { source, block, records in
    let d = source.halves(at: block)
    let high = source.halfWords(at: block &+ 2)
    let low = source.dwords(at: block &+ 4)
    for part in 0..<8 {
      let record = records + part &* Panel.stride
      storeNibbles(source, block &+ 8 &+ part &* 16, to: record) {
        fromTable(CodeTable.nonlinear128, $0)
      }
      let shift = Int32(truncatingIfNeeded: part)
      let nibble = _mm256_and_si256(
        _mm256_srli_epi32(low, 4 &* shift), _mm256_set1_epi32(15))
      let pair = _mm256_and_si256(_mm256_srli_epi32(high, 2 &* shift), _mm256_set1_epi32(3))
      let scale = _mm256_sub_epi32(
        _mm256_or_si256(nibble, _mm256_slli_epi32(pair, 4)), _mm256_set1_epi32(32))
      source.store(
        _mm256_mul_ps(d, _mm256_cvtepi32_ps(scale)), field: Panel.factors, to: record)
    }
  }
}

/// Walks blocks of 256 values, eight rows at a time.
@inline(__always)
func unpackBlocks256(
  _ blockBytes: Int, _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ panel: UnsafeMutableRawPointer,
  _ unpack: (_ rows: PanelRows, _ block: Int, _ records: UnsafeMutableRawPointer) -> Void
) {
  let blocks = count / 256
  for half in 0..<2 {
    let source = PanelRows(weights, rows: rows, rowBytes: blocks &* blockBytes, half: half)
    for index in 0..<blocks {
      unpack(source, index &* blockBytes, panel + index &* 8 &* Panel.stride)
    }
  }
}

/// Bit `bit` of each byte moved to bit `place`, alone.
@inline(__always)
func movedBit(_ bytes: __m256i, _ bit: Int, to place: Int) -> __m256i {
  let distance = Int32(truncatingIfNeeded: place &- bit)
  let moved =
    distance >= 0 ? _mm256_slli_epi16(bytes, distance) : _mm256_srli_epi16(bytes, 0 &- distance)
  return _mm256_and_si256(moved, _mm256_set1_epi8(CChar(truncatingIfNeeded: 1 &<< place)))
}

/// The low nibbles, with bit `bit` of the same bytes of `fifths` above them.
@inline(__always)
private func fiveBits(_ nibbles: __m256i, _ fifths: __m256i, bit: Int) -> __m256i {
  _mm256_or_si256(
    _mm256_and_si256(nibbles, _mm256_set1_epi8(0x0F)), movedBit(fifths, bit, to: 4))
}

/// The factors d·scale and offsets shift·factor − dmin·min of the eight records of a Q4_K or Q5_K
/// block.
///
/// The block's first 16 bytes are transposed, so that lanes are rows: d and dmin, then the three
/// words of six-bit numbers that `unpackSixBits` tells about.
@inline(__always)
private func storeFactorsAndOffsets(
  _ source: PanelRows, _ block: Int, shift: Float, to records: UnsafeMutableRawPointer
) {
  let words = source.transposed(block)
  let d = halfFloats(_mm256_and_si256(words[0], _mm256_set1_epi32(0xFFFF)))
  let dmin = halfFloats(_mm256_srli_epi32(words[0], 16))
  for part in 0..<8 {
    let record = records + part &* Panel.stride
    let scale = _mm256_cvtepi32_ps(sixBits(words[1], words[3], part, lowShift: 0))
    let factor = _mm256_mul_ps(d, scale)
    source.store(factor, field: Panel.factors, to: record)
    let min = _mm256_cvtepi32_ps(sixBits(words[2], words[3], part, lowShift: 4))
    let start = _mm256_mul_ps(factor, _mm256_set1_ps(shift))
    source.store(_mm256_fnmadd_ps(dmin, min, start), field: Panel.second, to: record)
  }
}

/// The half floats in the low words of the lanes, whose high words are zero.
@inline(__always)
func halfFloats(_ words: __m256i) -> __m256 {
  _mm256_cvtph_ps(_mm_packus_epi32(words.lowHalf, words.highHalf))
}

/// Number `part` of eight: the first four are the low six bits of the bytes of `first`, the last
/// four have four bits in the bytes of `last` and two in the top of those of `first`.
@inline(__always)
private func sixBits(_ first: __m256i, _ last: __m256i, _ part: Int, lowShift: Int32) -> __m256i {
  let shift = Int32(truncatingIfNeeded: part % 4 &* 8)
  guard part >= 4 else {
    return _mm256_and_si256(_mm256_srli_epi32(first, shift), _mm256_set1_epi32(63))
  }
  let low = _mm256_and_si256(
    _mm256_srli_epi32(last, shift &+ lowShift), _mm256_set1_epi32(15))
  let high = _mm256_and_si256(_mm256_srli_epi32(first, shift &+ 6), _mm256_set1_epi32(3))
  return _mm256_or_si256(low, _mm256_slli_epi32(high, 4))
}
