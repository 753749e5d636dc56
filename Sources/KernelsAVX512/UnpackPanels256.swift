import _Builtin_intrinsics.intel

// Rows of 256-value blocks into panels, two rows to a register and sixteen rows at a time.

/// Q4_K: bytes are the nibbles, with a factor d·scale and a minimum per 32 values.
func unpackPanelQ4_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 256
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 144)
  let mask = _mm512_set1_epi8(0x0F)
  for index in 0..<blocks {
    let block = index &* 144
    let records = panel + index &* Panel.runsStride
    for pair in 0..<4 {
      let nibbles = source.transposed(block &+ 16 &+ pair &* 32) { twoRuns32($0, $1) }
      var (low, high) = (nibbles, nibbles)
      for group in 0..<8 {
        low[group] = _mm512_and_si512(nibbles[group], mask)
        high[group] = _mm512_and_si512(_mm512_srli_epi16(nibbles[group], 4), mask)
      }
      storeGroups(low, to: records + 2 &* pair &* Panel.symmetricStride)
      storeGroups(high, to: records + (2 &* pair &+ 1) &* Panel.symmetricStride)
    }
    storeRuns(source, block, to: records)
  }
}

/// Q5_K: as Q4_K, with a fifth bit for every value: bit r of byte j belongs to value 32r + j.
func unpackPanelQ5_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 256
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 176)
  for index in 0..<blocks {
    let block = index &* 176
    let records = panel + index &* Panel.runsStride
    let fifths = source.transposed(block &+ 16) { twoRuns32($0, $1) }
    for pair in 0..<4 {
      let nibbles = source.transposed(block &+ 48 &+ pair &* 32) { twoRuns32($0, $1) }
      let low = joined(nibbles, shift: 0, fifths, bit: 2 &* pair)
      storeGroups(low, to: records + 2 &* pair &* Panel.symmetricStride)
      let high = joined(nibbles, shift: 4, fifths, bit: 2 &* pair &+ 1)
      storeGroups(high, to: records + (2 &* pair &+ 1) &* Panel.symmetricStride)
    }
    storeRuns(source, block, to: records)
  }
}

/// Nibbles, shifted down, with bit `bit` of the same bytes of `fifths` above them.
@inline(__always)
private func joined(_ nibbles: Dwords8, shift: UInt32, _ fifths: Dwords8, bit: Int) -> Dwords8 {
  let selected = _mm512_set1_epi8(CChar(truncatingIfNeeded: 1 &<< bit))
  var result = nibbles
  for group in 0..<8 {
    let values = _mm512_and_si512(
      _mm512_srli_epi16(nibbles[group], shift), _mm512_set1_epi8(0x0F))
    let isSet = _mm512_test_epi8_mask(fifths[group], selected)
    result[group] = _mm512_mask_add_epi8(values, isSet, values, _mm512_set1_epi8(16))
  }
  return result
}

/// The factors d·scale of the eight records of a Q4_K or Q5_K block, their minima and dmin.
///
/// The block's first 16 bytes are transposed, so that lanes are rows: d and dmin, then the three
/// words of six-bit numbers that `unpackSixBits` tells about.
@inline(__always)
private func storeRuns(
  _ source: PanelRows, _ block: Int, to records: UnsafeMutableRawPointer
) {
  let words = source.transposed(block) { twoRuns32($0, $1) }
  let d = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(words[0]))
  for part in 0..<8 {
    let scale = sixBits(words[1], words[3], part, lowShift: 0)
    storeFactors(
      _mm512_mul_ps(d, _mm512_cvtepi32_ps(scale)),
      to: records + (part &* Panel.symmetricStride &+ Panel.factors))
  }
  for pair in 0..<4 {
    let even = sixBits(words[2], words[3], 2 &* pair, lowShift: 4)
    let odd = sixBits(words[2], words[3], 2 &* pair &+ 1, lowShift: 4)
    let both = _mm512_or_si512(even, _mm512_slli_epi32(odd, 16))
    (records + (Panel.minima &+ pair &* 64)).storeBytes(of: both, as: __m512i.self)
  }
  let dmin = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(_mm512_srli_epi32(words[0], 16)))
  storeFloats(dmin, to: records + Panel.dmin)
}

/// Number `part` of eight: the first four are the low six bits of the bytes of `first`, the last
/// four have four bits in the bytes of `last` and two in the top of those of `first`.
@inline(__always)
private func sixBits(
  _ first: __m512i, _ last: __m512i, _ part: Int, lowShift: UInt32
) -> __m512i {
  let shift = UInt32(truncatingIfNeeded: part % 4 &* 8)
  guard part >= 4 else {
    return _mm512_and_si512(_mm512_srli_epi32(first, shift), _mm512_set1_epi32(63))
  }
  let low = _mm512_and_si512(
    _mm512_srli_epi32(last, shift &+ lowShift), _mm512_set1_epi32(15))
  let high = _mm512_and_si512(_mm512_srli_epi32(first, shift &+ 6), _mm512_set1_epi32(3))
  return _mm512_or_si512(low, _mm512_slli_epi32(high, 4))
}

@inline(__always)
private func eightBytesEach(_ first: UInt64, _ second: UInt64) -> __m512i {
  _mm512_cvtepu8_epi32(
    _mm_set_epi64x(Int64(bitPattern: second), Int64(bitPattern: first)))
}

/// Q6_K: bytes are value + 128, with a factor d·scale per 16 values.
func unpackPanelQ6_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 256
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 210)
  for index in 0..<blocks {
    let block = index &* 210
    let records = panel + index &* 8 &* Panel.halvesStride
    for half in 0..<2 {
      let first = source.transposed(block &+ half &* 64) { twoRuns32($0, $1) }
      let second = source.transposed(block &+ half &* 64 &+ 32) { twoRuns32($0, $1) }
      let pairs = source.transposed(block &+ 128 &+ half &* 32) { twoRuns32($0, $1) }
      let target = records + half &* 4 &* Panel.halvesStride
      storeSixBits(first, shift: 0, pairs, left: 4, right: 0, to: target)
      storeSixBits(second, shift: 0, pairs, left: 2, right: 0, to: target + Panel.halvesStride)
      storeSixBits(first, shift: 4, pairs, left: 0, right: 0, to: target + 2 &* Panel.halvesStride)
      storeSixBits(second, shift: 4, pairs, left: 0, right: 2, to: target + 3 &* Panel.halvesStride)
    }
    storeScales16(source, block, to: records)
  }
}

/// Joins nibbles with bit pairs, and adds 96 to each value: 128 less the format's 32.
@inline(__always)
private func storeSixBits(
  _ nibbles: Dwords8, shift: UInt32, _ pairs: Dwords8, left: UInt32, right: UInt32,
  to record: UnsafeMutableRawPointer
) {
  var values = nibbles
  for group in 0..<8 {
    let low = _mm512_and_si512(
      _mm512_srli_epi16(nibbles[group], shift), _mm512_set1_epi8(0x0F))
    let moved = _mm512_srli_epi16(_mm512_slli_epi16(pairs[group], left), right)
    let high = _mm512_and_si512(moved, _mm512_set1_epi8(0x30))
    values[group] = _mm512_add_epi8(_mm512_or_si512(low, high), _mm512_set1_epi8(96))
  }
  storeGroups(values, to: record)
}

/// The factors d·scale of values 0-15 and 16-31 of the eight records of a Q6_K block.
@inline(__always)
private func storeScales16(
  _ source: PanelRows, _ block: Int, to records: UnsafeMutableRawPointer
) {
  let d = source.halves(at: block &+ 208)
  for half in 0..<2 {
    let scales = source.transposed(block &+ 192 &+ half &* 8) { first, second in
      _mm512_cvtepi8_epi32(
        _mm_set_epi64x(
          second.loadUnaligned(as: Int64.self), first.loadUnaligned(as: Int64.self)))
    }
    for index in 0..<8 {
      let record = records + (half &* 4 &+ index / 2) &* Panel.halvesStride
      let place = Panel.factors &+ index % 2 &* Panel.factorBytes
      storeFactors(_mm512_mul_ps(d, _mm512_cvtepi32_ps(scales[index])), to: record + place)
    }
  }
}

/// IQ4_XS: bytes are value + 128, with a factor d·(scale − 32) per 32 values.
func unpackPanelIQ4_XS(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 256
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 136)
  for index in 0..<blocks {
    let block = index &* 136
    let d = source.halves(at: block)
    let scales = source.transposed(block) { first, second in
      eightBytesEach(unpackIQ4Scales(first), unpackIQ4Scales(second))
    }
    for part in 0..<8 {
      let record = panel + (index &* 8 &+ part) &* Panel.symmetricStride
      let bytes = source.transposed(block &+ 8 &+ part &* 16) {
        nonlinearBytes(twoNibbleRuns($0, $1))
      }
      storeGroups(bytes, to: record)
      let signed = _mm512_sub_epi32(scales[part], _mm512_set1_epi32(32))
      storeFactors(_mm512_mul_ps(d, _mm512_cvtepi32_ps(signed)), to: record + Panel.factors)
    }
  }
}
