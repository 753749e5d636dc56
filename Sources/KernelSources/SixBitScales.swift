/// The 8 scales and 8 mins of a Q4_K block, a byte each, the first in the lowest byte.
///
/// The first four scales and mins are the low 6 bits of bytes 0-3 and 4-7; the last four have
/// their low 4 bits in bytes 8-11 and their high 2 bits in the top of bytes 0-3 and 4-7.
@inline(__always)
func unpackSixBits(_ packed: UnsafeRawPointer) -> (scales: UInt64, mins: UInt64) {
  let a = UInt64(packed.loadUnaligned(as: UInt32.self))
  let b = UInt64(packed.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
  let c = UInt64(packed.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
  let highScales = (c & 0x0F0F_0F0F) | ((a &>> 2) & 0x3030_3030)
  let highMins = ((c &>> 4) & 0x0F0F_0F0F) | ((b &>> 2) & 0x3030_3030)
  return (
    (a & 0x3F3F_3F3F) | (highScales &<< 32), (b & 0x3F3F_3F3F) | (highMins &<< 32)
  )
}

/// Byte `index` of a result of `unpackSixBits`, as a float.
@inline(__always)
func byte(_ index: Int, of packed: UInt64) -> Float {
  Float(UInt8(truncatingIfNeeded: packed &>> UInt64(truncatingIfNeeded: 8 &* index)))
}

/// The 16 scales of a Q3_K block plus 32, a byte each: runs 0-7 and runs 8-15.
///
/// The low four bits are nibbles of bytes 0-7, and the high two stand in bytes 8-11.
@inline(__always)
func unpackQ3Scales(_ packed: UnsafeRawPointer) -> (first: UInt64, second: UInt64) {
  let low = packed.loadUnaligned(as: UInt64.self)
  let high = UInt64(packed.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
  let (nibbles, pairs): (UInt64, UInt64) = (0x0F0F_0F0F_0F0F_0F0F, 0x0303_0303)
  let first = (high & pairs) | ((high &>> 2) & pairs) &<< 32
  let second = ((high &>> 4) & pairs) | ((high &>> 6) & pairs) &<< 32
  return ((low & nibbles) | first &<< 4, ((low &>> 4) & nibbles) | second &<< 4)
}

/// The 8 scales of an IQ4_XS block plus 32, a byte each: nibbles, and pairs of bits above them.
@inline(__always)
func unpackIQ4Scales(_ block: UnsafeRawPointer) -> UInt64 {
  var low = UInt64(block.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
  low = (low | low &<< 16) & 0x0000_FFFF_0000_FFFF
  low = (low | low &<< 8) & 0x00FF_00FF_00FF_00FF
  low = (low | low &<< 4) & 0x0F0F_0F0F_0F0F_0F0F
  var high = UInt64(block.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
  high = (high | high &<< 24) & 0x0000_00FF_0000_00FF
  high = (high | high &<< 12) & 0x000F_000F_000F_000F
  high = (high | high &<< 6) & 0x0303_0303_0303_0303
  return low | high &<< 4
}
