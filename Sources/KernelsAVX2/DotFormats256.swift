import _Builtin_intrinsics.intel

// How the blocks of 256 unpack; see `BlockFormats` for their layouts.

enum DotQ4_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 144 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let (scaleBytes, minBytes) = unpackSixBits(block + 4)
    let scales = ScalesOf32(widenBytes(scaleBytes))
    for part in 0..<4 {
      let both = bytes32(block + (16 &+ part &* 32))
      group.add(
        UnsignedPart(
          first: nibbles(both), second: nibbles(_mm256_srli_epi16(both, 4)),
          scales: scales[Int16(truncatingIfNeeded: part)]),
        activation + part &* 64)
    }
    group.add(
      AffineEnd32(minima: widenBytes(minBytes), d: halfFloat(block), dmin: halfFloat(block + 2)),
      activation)
  }
}

enum DotQ5_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 176 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let (scaleBytes, minBytes) = unpackSixBits(block + 4)
    let scales = ScalesOf32(widenBytes(scaleBytes))
    let fifths = bytes32(block + 16)
    for part in 0..<4 {
      let both = bytes32(block + (48 &+ part &* 32))
      let bit = Int32(truncatingIfNeeded: 2 &* part)
      let (low, high) = (_mm256_srli_epi16(fifths, bit), _mm256_srli_epi16(fifths, bit &+ 1))
      group.add(
        UnsignedPart(
          first: _mm256_or_si256(nibbles(both), raised(low)),
          second: _mm256_or_si256(nibbles(_mm256_srli_epi16(both, 4)), raised(high)),
          scales: scales[Int16(truncatingIfNeeded: part)]),
        activation + part &* 64)
    }
    group.add(
      AffineEnd32(minima: widenBytes(minBytes), d: halfFloat(block), dmin: halfFloat(block + 2)),
      activation)
  }

  /// The lowest bit of each byte, as the fifth.
  @inline(__always)
  private static func raised(_ bits: __m256i) -> __m256i {
    _mm256_slli_epi16(_mm256_and_si256(bits, _mm256_set1_epi8(1)), 4)
  }
}

enum DotQ6_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 210 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let scaleBytes = (block + 192).loadUnaligned(as: __m128i.self)
    let scales = ScalesOf16(signed: scaleBytes)
    for half in 0..<2 {
      let (low, quants) = (block + half &* 64, activation + half &* 128)
      let (nibbles0, nibbles1) = (bytes32(low), bytes32(low + 32))
      let pairs = bytes32(block + (128 &+ half &* 32))
      let part = Int16(truncatingIfNeeded: 2 &* half)
      group.add(
        UnsignedPart(
          first: joined(nibbles0, _mm256_slli_epi16(pairs, 4)),
          second: joined(nibbles1, _mm256_slli_epi16(pairs, 2)), scales: scales[part]),
        quants)
      group.add(
        UnsignedPart(
          first: joined(_mm256_srli_epi16(nibbles0, 4), pairs),
          second: joined(_mm256_srli_epi16(nibbles1, 4), _mm256_srli_epi16(pairs, 2)),
          scales: scales[part &+ 1]),
        quants + 64)
    }
    group.add(
      BiasedEnd16(
        scales: _mm256_cvtepi8_epi16(scaleBytes), shift: 5, d: halfFloat(block + 208)),
      activation)
  }

  /// Values 0...63: bits 0-3 of the first byte, and bits 4-5 of the second.
  @inline(__always)
  private static func joined(_ nibbles: __m256i, _ pairs: __m256i) -> __m256i {
    _mm256_or_si256(
      _mm256_and_si256(nibbles, _mm256_set1_epi8(0x0F)),
      _mm256_and_si256(pairs, _mm256_set1_epi8(0x30)))
  }
}

enum DotQ2_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 84 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let both = block.loadUnaligned(as: __m128i.self)
    let mask = _mm_set1_epi8(0x0F)
    let scales = ScalesOf16(unsigned: _mm_and_si128(both, mask), bias: 0)
    for part in 0..<4 {
      let pairs = _mm256_srli_epi16(
        bytes32(block + (16 &+ part / 2 &* 32)), Int32(truncatingIfNeeded: part % 2 &* 4))
      group.add(
        UnsignedPart(
          first: lowPairs(pairs), second: lowPairs(_mm256_srli_epi16(pairs, 2)),
          scales: scales[Int16(truncatingIfNeeded: part)]),
        activation + part &* 64)
    }
    let minima = _mm256_cvtepu8_epi16(_mm_and_si128(_mm_srli_epi16(both, 4), mask))
    group.add(
      AffineEnd16(minima: minima, d: halfFloat(block + 80), dmin: halfFloat(block + 82)),
      activation)
  }
}

enum DotQ3_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 110 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let (low, high) = unpackQ3Scales(block + 96)
    let bytes = _mm_set_epi64x(Int64(bitPattern: high), Int64(bitPattern: low))
    let scales = ScalesOf16(unsigned: bytes, bias: 32)
    let thirds = bytes32(block)
    for part in 0..<4 {
      let pairs = _mm256_srli_epi16(
        bytes32(block + (32 &+ part / 2 &* 32)), Int32(truncatingIfNeeded: part % 2 &* 4))
      let bits = _mm256_srli_epi16(thirds, Int32(truncatingIfNeeded: 2 &* part))
      group.add(
        UnsignedPart(
          first: _mm256_or_si256(lowPairs(pairs), raised(bits)),
          second: _mm256_or_si256(
            lowPairs(_mm256_srli_epi16(pairs, 2)), raised(_mm256_srli_epi16(bits, 1))),
          scales: scales[Int16(truncatingIfNeeded: part)]),
        activation + part &* 64)
    }
    let natural = _mm256_sub_epi16(_mm256_cvtepu8_epi16(bytes), _mm256_set1_epi16(32))
    group.add(BiasedEnd16(scales: natural, shift: 2, d: halfFloat(block + 108)), activation)
  }

  /// The lowest bit of each byte, as the third.
  @inline(__always)
  private static func raised(_ bits: __m256i) -> __m256i {
    _mm256_slli_epi16(_mm256_and_si256(bits, _mm256_set1_epi8(1)), 2)
  }
}

enum DotIQ4_XS: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 136 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let bytes = widenBytes(unpackIQ4Scales(block))
    let scales = ScalesOf32(_mm_sub_epi16(bytes, _mm_set1_epi16(32)))
    for part in 0..<4 {
      let codes = block + (8 &+ part &* 32)
      group.add(
        SignedPart(
          first: values(codes), second: values(codes + 16),
          scales: scales[Int16(truncatingIfNeeded: part)]),
        activation + part &* 64)
    }
    group.add(PlainEnd(d: halfFloat(block)), activation)
  }

  /// The 32 values of 16 bytes: the low nibbles, and then the high ones.
  @inline(__always)
  private static func values(_ codes: UnsafeRawPointer) -> __m256i {
    let bytes = codes.loadUnaligned(as: __m128i.self)
    let both = nibbles(_mm256_set_m128i(_mm_srli_epi16(bytes, 4), bytes))
    let table = _mm_set_epi64x(CodeTable.nonlinear.high, CodeTable.nonlinear.low)
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table), both)
  }
}

/// The low four bits of each byte.
@inline(__always)
private func nibbles(_ bytes: __m256i) -> __m256i {
  _mm256_and_si256(bytes, _mm256_set1_epi8(0x0F))
}

/// The low two bits of each byte.
@inline(__always)
private func lowPairs(_ bytes: __m256i) -> __m256i {
  _mm256_and_si256(bytes, _mm256_set1_epi8(3))
}

/// Eight unsigned bytes as 16-bit lanes.
@inline(__always)
private func widenBytes(_ bytes: UInt64) -> __m128i {
  _mm_cvtepu8_epi16(_mm_cvtsi64_si128(Int64(bitPattern: bytes)))
}
