/// Eight scales and eight minima of 6 bits in 12 bytes, as Q4_K and Q5_K blocks hold them.
///
/// For runs 0 to 3 the low six bits of byte `run` are the scale and those of byte `run + 4` the
/// minimum. For runs 4 to 7 the nibbles of byte `run + 4` are the lower four bits of the scale
/// and of the minimum; their upper two bits fill bytes `run − 4` and `run`.
package struct SixBitScales: BitwiseCopyable, Sendable {
  package var bytes: InlineArray<12, UInt8>

  /// The scale of `run` (0 to 7), 0 to 63.
  package func scale(of run: Int) -> UInt8 {
    run < 4 ? bytes[run] & 63 : bytes[run + 4] & 15 | (bytes[run - 4] >> 6) << 4
  }

  /// The minimum of `run` (0 to 7), 0 to 63.
  package func minimum(of run: Int) -> UInt8 {
    run < 4 ? bytes[run + 4] & 63 : bytes[run + 4] >> 4 | (bytes[run] >> 6) << 4
  }

  /// Packs eight scales and eight minima, each 0 to 63.
  package init(scales: [Int], minima: [Int]) {
    bytes = InlineArray(repeating: 0)
    for run in 0..<4 {
      bytes[run] = UInt8(truncatingIfNeeded: scales[run] | (scales[run + 4] >> 4) << 6)
      bytes[run + 4] = UInt8(truncatingIfNeeded: minima[run] | (minima[run + 4] >> 4) << 6)
      bytes[run + 8] = UInt8(
        truncatingIfNeeded: scales[run + 4] & 15 | (minima[run + 4] & 15) << 4)
    }
  }
}
