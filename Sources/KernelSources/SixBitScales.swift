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
