import _Builtin_intrinsics.intel

// Rows of 32-value blocks into panels, two rows to a register and sixteen rows at a time.
// Symmetric formats become the byte value + 128; Q4_1 and Q5_1 keep their codes and an offset.

func unpackPanelQ8_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(weights, rows, count, panel, blockBytes: 34) { first, second in
    _mm512_xor_si512(twoRuns32(first + 2, second + 2), _mm512_set1_epi8(-128))
  }
}

func unpackPanelQ4_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(weights, rows, count, panel, blockBytes: 18) { first, second in
    _mm512_add_epi8(twoNibbleRuns(first + 2, second + 2), _mm512_set1_epi8(120))
  }
}

func unpackPanelQ5_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(weights, rows, count, panel, blockBytes: 22) { first, second in
    _mm512_add_epi8(fiveBits(first, second, fifths: 2, nibbles: 6), _mm512_set1_epi8(112))
  }
}

func unpackPanelQ4_1(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(weights, rows, count, panel, blockBytes: 20, offset: 2) { first, second in
    twoNibbleRuns(first + 4, second + 4)
  }
}

func unpackPanelQ5_1(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(weights, rows, count, panel, blockBytes: 24, offset: 2) { first, second in
    fiveBits(first, second, fifths: 4, nibbles: 8)
  }
}

func unpackPanelIQ4_NL(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(weights, rows, count, panel, blockBytes: 18) { first, second in
    nonlinearBytes(twoNibbleRuns(first + 2, second + 2))
  }
}

/// The values of IQ4 codes, plus 128.
@inline(__always)
func nonlinearBytes(_ codes: __m512i) -> __m512i {
  // 1, 24, 45, 63, 79, 93, 106, 118, 129, 141, 153, 166, 181, 197, 217, 241, the first lowest.
  let table = _mm_set_epi64x(
    Int64(bitPattern: 0xF1D9_C5B5_A699_8D81), Int64(bitPattern: 0x766A_5D4F_3F2D_1801))
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table), codes)
}

/// Nibbles with their fifth bits: bit j of a 32-bit word belongs to value j.
@inline(__always)
private func fiveBits(
  _ first: UnsafeRawPointer, _ second: UnsafeRawPointer, fifths: Int, nibbles: Int
) -> __m512i {
  let values = twoNibbleRuns(first + nibbles, second + nibbles)
  let bits =
    UInt64(first.loadUnaligned(fromByteOffset: fifths, as: UInt32.self))
    | UInt64(second.loadUnaligned(fromByteOffset: fifths, as: UInt32.self)) &<< 32
  return _mm512_mask_add_epi8(values, bits, values, _mm512_set1_epi8(16))
}

/// Walks blocks of 32 values; `load` makes the bytes of the blocks of two rows.
///
/// - Parameter offset: where the half-precision offset of a block stands, if it has one; the scale
///   stands at 0.
@inline(__always)
private func unpackBlocks32(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer,
  blockBytes: Int, offset: Int? = nil,
  _ load: (UnsafeRawPointer, UnsafeRawPointer) -> __m512i
) {
  let blocks = count / 32
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* blockBytes)
  for index in 0..<blocks {
    let record = panel + index &* Panel.stride
    storeGroups(source.transposed(index &* blockBytes, load), to: record)
    storeFloats(source.halves(at: index &* blockBytes), to: record + Panel.factors)
    if let offset {
      let offsets = source.halves(at: index &* blockBytes &+ offset)
      storeFloats(offsets, to: record + Panel.second)
    }
  }
}
