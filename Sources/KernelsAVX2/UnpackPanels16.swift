import _Builtin_intrinsics.intel

// Rows of 256-value blocks with scales per 16 values into panels, eight rows at a time.

/// Q6_K: bytes are value + 32, with a factor d and the scales as int16.
func unpackPanelQ6_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks256(210, weights, rows, count, panel) { source, block, records in
    for part in 0..<4 {
      let (half, group) = (part / 2, part % 2 &* 4)
      let first = source.transposed(block &+ half &* 64 &+ group &* 4)
      let second = source.transposed(block &+ half &* 64 &+ 32 &+ group &* 4)
      let pairs = source.transposed(block &+ 128 &+ half &* 32 &+ group &* 4)
      let record = records + half &* 4 &* Panel.stride
      let values0 = first.joined(pairs) { sixBits($0, _mm256_slli_epi16($1, 4)) }
      source.store(values0, from: group, to: record)
      let values1 = second.joined(pairs) { sixBits($0, _mm256_slli_epi16($1, 2)) }
      source.store(values1, from: group, to: record + Panel.stride)
      let values2 = first.joined(pairs) { sixBits(_mm256_srli_epi16($0, 4), $1) }
      source.store(values2, from: group, to: record + 2 &* Panel.stride)
      let values3 = second.joined(pairs) {
        sixBits(_mm256_srli_epi16($0, 4), _mm256_srli_epi16($1, 2))
      }
      source.store(values3, from: group, to: record + 3 &* Panel.stride)
    }
    storeScales(source, source.transposed(block &+ 192), source.halves(at: block &+ 208), records)
  }
}

/// Q3_K: bytes are value + 32, with a factor d and the scales as int16.
func unpackPanelQ3_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks256(110, weights, rows, count, panel) { source, block, records in
    for part in 0..<4 {
      let (half, group) = (part / 2, part % 2 &* 4)
      let pairs = source.transposed(block &+ 32 &+ half &* 32 &+ group &* 4)
      let thirds = source.transposed(block &+ group &* 4)
      for index in 0..<4 {
        let run = half &* 4 &+ index
        let values = pairs.joined(thirds) { pairs, thirds in
          let low = twoBits(pairs, index)
          let value = _mm256_or_si256(low, movedBit(thirds, run, to: 2))
          return _mm256_add_epi8(value, _mm256_set1_epi8(28))
        }
        source.store(values, from: group, to: records + run &* Panel.stride)
      }
    }
    storeScales(
      source, threeBitScales(source, block), source.halves(at: block &+ 108), records)
  }
}

/// Q2_K: bytes are scale·value, up to 45, with a factor d and offsets −dmin·min per 16 values.
func unpackPanelQ2_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks256(84, weights, rows, count, panel) { source, block, records in
    let codes = source.transposed(block)
    let d = source.halves(at: block &+ 80)
    let dmin = source.halves(at: block &+ 82)
    let nibble = _mm256_set1_epi8(0x0F)
    let scales = codes.mapped { _mm256_and_si256($0, nibble) }
    let minima = codes.mapped { _mm256_and_si256(_mm256_srli_epi16($0, 4), nibble) }
    for part in 0..<4 {
      let (half, second) = (part / 2, part % 2)
      let pairs = source.transposed(block &+ 16 &+ half &* 32 &+ second &* 16)
      for index in 0..<4 {
        let run = 2 &* (half &* 4 &+ index) &+ second
        let record = records + run / 2 &* Panel.stride
        // Two bytes at once: neither product is larger than a byte.
        let scale = signedScales(scales, run)
        let values = pairs.mapped { _mm256_mullo_epi16(twoBits($0, index), scale) }
        source.store(values, from: second &* 4, to: record)
        let min = _mm256_cvtepi32_ps(
          _mm256_and_si256(signedScales(minima, run), _mm256_set1_epi32(15)))
        let offset = _mm256_fnmadd_ps(dmin, min, _mm256_setzero_ps())
        source.store(offset, field: second == 0 ? Panel.second : Panel.third, to: record)
        source.store(d, field: Panel.factors, to: record)
      }
    }
  }
}

/// Values 0...63: bits 0-3 of the first byte, and bits 4-5 of the second.
@inline(__always)
private func sixBits(_ nibbles: __m256i, _ pairs: __m256i) -> __m256i {
  _mm256_or_si256(
    _mm256_and_si256(nibbles, _mm256_set1_epi8(0x0F)),
    _mm256_and_si256(pairs, _mm256_set1_epi8(0x30)))
}

/// Bits 2·index and 2·index + 1 of each byte.
@inline(__always)
private func twoBits(_ bytes: __m256i, _ index: Int) -> __m256i {
  _mm256_and_si256(
    _mm256_srli_epi16(bytes, Int32(truncatingIfNeeded: 2 &* index)), _mm256_set1_epi8(3))
}

/// Scale `run` of sixteen signed bytes, as both int16 of a lane.
@inline(__always)
private func signedScales(_ scales: Dwords4, _ run: Int) -> __m256i {
  let byte = Int32(truncatingIfNeeded: run % 4)
  // The byte becomes the high one of both words; the low ones become zero.
  let places = _mm256_add_epi32(
    _mm256_broadcastsi128_si256(
      _mm_set_epi32(0x0C80_0C80, 0x0880_0880, 0x0480_0480, 0x0080_0080)),
    _mm256_set1_epi32(byte &* 0x0100_0100))
  return _mm256_srai_epi16(_mm256_shuffle_epi8(scales[run / 4], places), 8)
}

/// Stores the factor and sixteen scales, signed bytes, of the eight records of a block.
@inline(__always)
private func storeScales(
  _ source: PanelRows, _ scales: Dwords4, _ d: __m256, _ records: UnsafeMutableRawPointer
) {
  for part in 0..<8 {
    let record = records + part &* Panel.stride
    source.store(d, field: Panel.factors, to: record)
    for half in 0..<2 {
      let pairs = signedScales(scales, 2 &* part &+ half)
      let field = half == 0 ? Panel.second : Panel.third
      (record + (field &+ source.place)).storeBytes(of: pairs, as: __m256i.self)
    }
  }
}

/// The sixteen scales of a Q3_K block, less their bias of 32; see `unpackQ3Scales`.
@inline(__always)
private func threeBitScales(_ source: PanelRows, _ block: Int) -> Dwords4 {
  // The block ends with the scales' twelve bytes and two of d, so that 16 bytes begin 2 before.
  let forward = _mm256_broadcastsi128_si256(
    _mm_set_epi64x(Int64(bitPattern: 0x8080_0F0E_0D0C_0B0A), 0x0908_0706_0504_0302))
  let words = transposed(
    source.rows16(block &+ 94).mapped { _mm256_shuffle_epi8($0, forward) })
  var scales = words
  for index in 0..<4 {
    let nibbles = index < 2 ? words[index] : _mm256_srli_epi16(words[index &- 2], 4)
    let upper = _mm256_slli_epi16(twoBits(words[2], index), 4)
    let scale = _mm256_or_si256(_mm256_and_si256(nibbles, _mm256_set1_epi8(0x0F)), upper)
    scales[index] = _mm256_sub_epi8(scale, _mm256_set1_epi8(32))
  }
  return scales
}
