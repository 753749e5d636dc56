// How the blocks of 256 unpack; see `BlockFormats` for their layouts.

enum DotQ4_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 144 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let (scales, minima) = unpackSixBits(block + 4)
    let words = activation + Activation256.words
    for part in 0..<4 {
      let nibbles = block + (16 &+ part &* 32)
      let (first, second) = (bytes16(nibbles), bytes16(nibbles + 16))
      for run in 0..<2 {
        let shift = UInt16(truncatingIfNeeded: run &* 4)
        group.add(
          RunOf32(
            first: Words16(first, shift: shift, mask: 15),
            second: Words16(second, shift: shift, mask: 15),
            scale: wordOf(scales, 2 &* part &+ run)),
          words + (part &* 128 &+ run &* 64))
      }
    }
    group.add(
      AffineEnd32(minima: widenBytes(minima), d: halfFloat(block), dmin: halfFloat(block + 2)),
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
    let (scales, minima) = unpackSixBits(block + 4)
    let words = activation + Activation256.words
    let fifths = (bytes16(block + 16), bytes16(block + 32))
    for run in 0..<8 {
      let nibbles = block + (48 &+ run / 2 &* 32)
      let shift = UInt16(truncatingIfNeeded: run % 2 &* 4)
      let bit = UInt16(truncatingIfNeeded: run)
      group.add(
        RunOf32(
          first: Words16(bytes16(nibbles), shift: shift, mask: 15)
            | Words16(fifths.0, shift: bit, mask: 1) &<< 4,
          second: Words16(bytes16(nibbles + 16), shift: shift, mask: 15)
            | Words16(fifths.1, shift: bit, mask: 1) &<< 4,
          scale: wordOf(scales, run)),
        words + run &* 64)
    }
    group.add(
      AffineEnd32(minima: widenBytes(minima), d: halfFloat(block), dmin: halfFloat(block + 2)),
      activation)
  }
}

enum DotQ6_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 210 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let words = activation + Activation256.words
    for part in 0..<4 {
      // 16 bytes of bit pairs go with two times 16 bytes of nibbles: four runs.
      let (half, place) = (part / 2, part % 2)
      let low = block + (half &* 64 &+ place &* 16)
      let pairs = bytes16(block + (128 &+ half &* 32 &+ place &* 16))
      let scales = block + (192 &+ half &* 8 &+ place)
      for run in 0..<4 {
        let nibbles = bytes16(low + run % 2 &* 32)
        let values =
          Words16(nibbles, shift: UInt16(truncatingIfNeeded: run / 2 &* 4), mask: 15)
          | Words16(pairs, shift: UInt16(truncatingIfNeeded: run &* 2), mask: 3) &<< 4
        let scale = Int16(scales.load(fromByteOffset: run &* 2, as: Int8.self))
        group.add(
          RunOf16(values: values, scale: scale),
          words + (half &* 256 &+ run &* 64 &+ place &* 32))
      }
    }
    let natural = Words16.inOrder(bytes: block + 192)
    group.add(BiasedEnd16(scales: natural, shift: 5, d: halfFloat(block + 208)), activation)
  }
}

enum DotQ2_K: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 84 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let words = activation + Activation256.words
    for run in 0..<16 {
      let pairs = bytes16(block + (16 &+ run / 8 &* 32 &+ run % 2 &* 16))
      let shift = UInt16(truncatingIfNeeded: run % 8 / 2 &* 2)
      let scale = Int16(block.load(fromByteOffset: run, as: UInt8.self) & 15)
      group.add(
        RunOf16(values: Words16(pairs, shift: shift, mask: 3), scale: scale),
        words + run &* 32)
    }
    let (first, second) = (
      block.loadUnaligned(as: UInt64.self), block.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    )
    let mask: UInt64 = 0x0F0F_0F0F_0F0F_0F0F
    group.add(
      AffineEnd16(
        minima: (widenBytes((first &>> 4) & mask), widenBytes((second &>> 4) & mask)),
        d: halfFloat(block + 80), dmin: halfFloat(block + 82)),
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
    let words = activation + Activation256.words
    let (first, second) = unpackQ3Scales(block + 96)
    for run in 0..<16 {
      let pairs = bytes16(block + (32 &+ run / 8 &* 32 &+ run % 2 &* 16))
      let thirds = bytes16(block + run % 2 &* 16)
      let values =
        Words16(pairs, shift: UInt16(truncatingIfNeeded: run % 8 / 2 &* 2), mask: 3)
        | Words16(thirds, shift: UInt16(truncatingIfNeeded: run / 2), mask: 1) &<< 2
      let scale = wordOf(run < 8 ? first : second, run % 8) &- 32
      group.add(RunOf16(values: values, scale: scale), words + run &* 32)
    }
    let natural = (widenBytes(first) &- 32, widenBytes(second) &- 32)
    group.add(BiasedEnd16(scales: natural, shift: 2, d: halfFloat(block + 108)), activation)
  }
}

enum DotIQ4_XS: BlocksOf256 {
  typealias Total = Total256

  static var blockBytes: Int { @inline(__always) get { 136 } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ block: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let words = activation + Activation256.words
    let scales = unpackIQ4Scales(block)
    for run in 0..<8 {
      let values = nonlinear(block + (8 &+ run &* 16))
      let scale = wordOf(scales, run) &- 32
      group.add(RunOf16(values: values.low, scale: scale), words + run &* 64)
      group.add(
        RunOf16(values: values.high, scale: scale), words + (run &* 64 &+ 32))
    }
    group.add(PlainEnd(d: halfFloat(block)), activation)
  }
}

extension Words16 {
  /// Sixteen signed bytes as words in their natural order.
  @inline(__always)
  fileprivate static func inOrder(
    bytes address: UnsafeRawPointer
  ) -> (SIMD8<Int16>, SIMD8<Int16>) {
    (
      widened(address.loadUnaligned(as: SIMD8<Int8>.self)),
      widened(address.loadUnaligned(fromByteOffset: 8, as: SIMD8<Int8>.self))
    )
  }
}
