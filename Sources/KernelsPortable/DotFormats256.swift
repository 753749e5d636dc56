// How the blocks of 256 unpack; see `BlockFormats` for their layouts.

enum DotQ4_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 144 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let (scales, minima) = sixBitWords(block + 4)
    let words = activation + Activation256.words
    let scale = SpreadScales(scales)
    unrolled4 { part in
      let nibbles = block + (16 &+ part &* 32)
      group.add(
        NibbleRunsOf32(
          first: Nibbles(bytes16(nibbles)), second: Nibbles(bytes16(nibbles + 16)),
          scales: scale.pair(part)),
        words + part &* 128)
    }
    group.add(AffineEnd32(minima: minima, factors: twoHalves(block)), activation)
  }
}

enum DotQ5_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 176 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let (scales, minima) = sixBitWords(block + 4)
    let words = activation + Activation256.words
    let scale = SpreadScales(scales)
    unrolled4 { pair in
      let run = 2 &* pair
      group.add(
        TwoRunsOf32(
          first: (fiveBits(block, run, 0), fiveBits(block, run, 16)),
          second: (fiveBits(block, run &+ 1, 0), fiveBits(block, run &+ 1, 16)),
          scales: scale.pair(pair)),
        words + pair &* 128)
    }
    group.add(AffineEnd32(minima: minima, factors: twoHalves(block)), activation)
  }
}

/// Sixteen values of run `run` of a Q5_K block, from its first or its 17th on.
@inline(__always)
func fiveBits(_ block: UnsafeRawPointer, _ run: Int, _ offset: Int) -> Words16 {
  let nibbles = bytes16(block + (48 &+ run / 2 &* 32 &+ offset))
  let fifths = bytes16(block + (16 &+ offset))
  return Words16(unsigned: bits(nibbles, run % 2 &* 4, 0x0F) | bits(fifths, run &- 4, 0x10))
}

enum DotQ6_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 210 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let words = activation + Activation256.words
    let (first, second) = (widenSigned(block + 192), widenSigned(block + 200))
    addHalf(block, 0, first, words, to: &group)
    addHalf(block, 1, second, words + 256, to: &group)
    group.add(
      BiasedEnd16(scales: (first, second), shift: 5, d: halfFloat(block + 208)), activation)
  }

  /// Adds eight runs, each with the one that has the high nibbles of the same bytes.
  @inline(__always)
  private static func addHalf<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ half: Int, _ scales: SIMD8<Int16>, _ words: UnsafeRawPointer,
    to group: inout Group
  ) where Group.Total == Total {
    let scale = SpreadScales(halvesByTurns(scales))
    unrolled2 { part in
      let nibbles = block + (half &* 64 &+ part &* 32)
      let pairs = block + (128 &+ half &* 32)
      let a = sixBits(bytes16(nibbles), bits(bytes16(pairs), part &* 2, 0x33))
      let b = sixBits(bytes16(nibbles + 16), bits(bytes16(pairs + 16), part &* 2, 0x33))
      group.add(
        FourRunsOf16(
          first: (Words16(unsigned: a.low), Words16(unsigned: b.low)),
          fifth: (Words16(unsigned: a.high), Words16(unsigned: b.high)),
          scales: (scale.pair(2 &* part), scale.pair(2 &* part &+ 1))),
        words + part &* 64)
    }
  }

  /// Low nibbles with the pairs of bits in low nibbles above them, and high ones with high ones:
  /// the high nibbles of the former change places with the low ones of the latter.
  @inline(__always)
  private static func sixBits(
    _ nibbles: SIMD8<UInt16>, _ pairs: SIMD8<UInt16>
  ) -> (low: SIMD8<UInt16>, high: SIMD8<UInt16>) {
    let change = (shiftedRight(nibbles, 4) ^ pairs) & 0x0F0F
    return (nibbles ^ (change &<< 4), pairs ^ change)
  }
}

/// The sixteen values of a run of a Q6_K block, with their bias of 32.
@inline(__always)
func sixBits(_ block: UnsafeRawPointer, _ run: Int) -> Words16 {
  let (half, group, place) = (run / 8, run % 8 / 2, run % 2 &* 16)
  let nibbles = bytes16(block + (half &* 64 &+ group % 2 &* 32 &+ place))
  let pairs = bytes16(block + (128 &+ half &* 32 &+ place))
  return Words16(
    unsigned: bits(nibbles, group / 2 &* 4, 0x0F) | bits(pairs, group &* 2 &- 4, 0x30))
}

enum DotQ2_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 84 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let words = activation + Activation256.words
    let low = block.loadUnaligned(as: UInt64.self)
    let high = block.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    let mask: UInt64 = 0x0F0F_0F0F_0F0F_0F0F
    let (first, second) = (
      SpreadScales(widenBytes(low & mask)), SpreadScales(widenBytes(high & mask))
    )
    unrolled4 { pair in
      group.add(
        TwoRunsOf16(
          first: twoBits(block + 16, 2 &* pair), second: twoBits(block + 16, 2 &* pair &+ 1),
          scales: first.pair(pair)),
        words + pair &* 64)
    }
    unrolled4 { pair in
      group.add(
        TwoRunsOf16(
          first: twoBits(block + 16, 2 &* pair &+ 8), second: twoBits(block + 16, 2 &* pair &+ 9),
          scales: second.pair(pair)),
        words + (256 &+ pair &* 64))
    }
    group.add(
      AffineEnd16(
        minima: (widenBytes((low &>> 4) & mask), widenBytes((high &>> 4) & mask)),
        factors: twoHalves(block + 80)),
      activation)
  }
}

/// The sixteen values of a run of 64 bytes of pairs of bits.
@inline(__always)
func twoBits(_ address: UnsafeRawPointer, _ run: Int) -> Words16 {
  let pairs = bytes16(address + (run / 8 &* 32 &+ run % 2 &* 16))
  return Words16(pairs, shift: UInt16(truncatingIfNeeded: run % 8 / 2 &* 2), mask: 3)
}

enum DotQ3_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 110 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let words = activation + Activation256.words
    let (low, high) = unpackQ3Scales(block + 96)
    let first = SpreadScales(widenBytes(low) &- 32)
    let second = SpreadScales(widenBytes(high) &- 32)
    unrolled4 { pair in
      group.add(
        TwoRunsOf16(
          first: threeBits(block, 2 &* pair), second: threeBits(block, 2 &* pair &+ 1),
          scales: first.pair(pair)),
        words + pair &* 64)
    }
    unrolled4 { pair in
      group.add(
        TwoRunsOf16(
          first: threeBits(block, 2 &* pair &+ 8), second: threeBits(block, 2 &* pair &+ 9),
          scales: second.pair(pair)),
        words + (256 &+ pair &* 64))
    }
    group.add(
      BiasedEnd16(
        scales: (first.natural, second.natural), shift: 2, d: halfFloat(block + 108)), activation)
  }
}

/// The sixteen values of a run of a Q3_K block, with their bias of 4.
@inline(__always)
func threeBits(_ block: UnsafeRawPointer, _ run: Int) -> Words16 {
  let pairs = bytes16(block + (32 &+ run / 8 &* 32 &+ run % 2 &* 16))
  let thirds = bytes16(block + run % 2 &* 16)
  return Words16(unsigned: bits(pairs, run % 8 / 2 &* 2, 3) | bits(thirds, run / 2 &- 2, 4))
}

enum DotIQ4_XS: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 136 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let words = activation + Activation256.words
    let scales = widenBytes(unpackIQ4Scales(block)) &- 32
    unrolled8 { run in
      let values = nonlinear(block + (8 &+ run &* 16))
      group.add(RunOf16(values: values.low, scale: scales[run]), words + run &* 64)
      group.add(RunOf16(values: values.high, scale: scales[run]), words + (run &* 64 &+ 32))
    }
    group.add(PlainEnd(d: halfFloat(block)), activation)
  }
}
