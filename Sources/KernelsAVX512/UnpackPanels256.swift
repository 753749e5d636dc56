import _Builtin_intrinsics.intel

// Rows of 256-value blocks into panels, two rows to a register and sixteen rows at a time.

/// Q4_K: bytes are the nibbles, with a factor d·scale and a minimum per 32 values.
func unpackPanelQ4_K(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 256
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* 144)
  for index in 0..<blocks {
    let block = index &* 144
    let records = panel + index &* Panel.runsStride
    for pair in 0..<4 {
      let record = records + 2 &* pair &* Panel.symmetricStride
      for half in 0..<2 {
        let nibbles = source.fourDwords(block &+ 16 &+ pair &* 32 &+ half &* 16)
        storeGroups(nibbles.mapped { lowNibbles($0) }, from: half &* 4, to: record)
        storeGroups(
          nibbles.mapped { highNibbles($0) }, from: half &* 4, to: record + Panel.symmetricStride)
      }
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
    for half in 0..<2 {
      let fifths = source.fourDwords(block &+ 16 &+ half &* 16)
      for pair in 0..<4 {
        let nibbles = source.fourDwords(block &+ 48 &+ pair &* 32 &+ half &* 16)
        let record = records + 2 &* pair &* Panel.symmetricStride
        let low = nibbles.joined(fifths) { withFifth(lowNibbles($0), $1, 2 &* pair) }
        storeGroups(low, from: half &* 4, to: record)
        let high = nibbles.joined(fifths) { withFifth(highNibbles($0), $1, 2 &* pair &+ 1) }
        storeGroups(high, from: half &* 4, to: record + Panel.symmetricStride)
      }
    }
    storeRuns(source, block, to: records)
  }
}

/// Nibbles with bit `bit` of the same bytes of `fifths` above them.
@inline(__always)
private func withFifth(_ nibbles: __m512i, _ fifths: __m512i, _ bit: Int) -> __m512i {
  let bits = _mm512_and_si512(moved(fifths, left: 4 &- bit), _mm512_set1_epi8(16))
  return _mm512_or_si512(nibbles, bits)
}

/// The factors d·scale of the eight records of a Q4_K or Q5_K block, their minima and dmin.
///
/// The block's first 16 bytes are transposed, so that lanes are rows: d and dmin, then the three
/// words of six-bit numbers that `unpackSixBits` tells about.
@inline(__always)
private func storeRuns(
  _ source: PanelRows, _ block: Int, to records: UnsafeMutableRawPointer
) {
  let words = source.fourDwords(block)
  let d = halfFloats(words[0])
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
  let dmin = halfFloats(_mm512_srli_epi32(words[0], 16))
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
    for part in 0..<4 {
      let (half, place) = (part / 2, part % 2 &* 16)
      let pairs = source.fourDwords(block &+ 128 &+ half &* 32 &+ place)
      let first = source.fourDwords(block &+ half &* 64 &+ place)
      let second = source.fourDwords(block &+ half &* 64 &+ 32 &+ place)
      for run in 0..<4 {
        let values = (run % 2 == 0 ? first : second).joined(pairs) { sixBits($0, $1, run) }
        storeGroups(
          values, from: place / 4, to: records + (half &* 4 &+ run) &* Panel.halvesStride)
      }
    }
    storeScales16(source, block, to: records)
  }
}

/// Nibbles of 128 values with pair of bits number `run` of the same bytes of `pairs`, and 96 more:
/// 128 less the format's 32.
@inline(__always)
private func sixBits(_ nibbles: __m512i, _ pairs: __m512i, _ run: Int) -> __m512i {
  let low = run < 2 ? lowNibbles(nibbles) : highNibbles(nibbles)
  let high = _mm512_and_si512(moved(pairs, left: 4 &- 2 &* run), _mm512_set1_epi8(0x30))
  return _mm512_add_epi8(_mm512_or_si512(low, high), _mm512_set1_epi8(96))
}

/// The factors d·scale of values 0-15 and 16-31 of the eight records of a Q6_K block.
@inline(__always)
private func storeScales16(
  _ source: PanelRows, _ block: Int, to records: UnsafeMutableRawPointer
) {
  let scales = source.fourDwords(block &+ 192)
  // The last two bytes of a block are d.
  let d = halfFloats(_mm512_srli_epi32(source.fourDwords(block &+ 194)[3], 16))
  for index in 0..<16 {
    let top = _mm512_slli_epi32(
      scales[index / 4], UInt32(truncatingIfNeeded: 24 &- index % 4 &* 8))
    let scale = _mm512_cvtepi32_ps(_mm512_srai_epi32(top, 24))
    let place = Panel.factors &+ index % 2 &* Panel.factorBytes
    storeFactors(
      _mm512_mul_ps(d, scale), to: records + (index / 2 &* Panel.halvesStride &+ place))
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
