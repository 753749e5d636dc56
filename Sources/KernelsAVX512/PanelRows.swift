import _Builtin_intrinsics.intel

/// Where the sixteen rows of a panel start; rows that are missing repeat the first.
struct PanelRows {
  private var offsets = InlineArray<16, Int>(repeating: 0)
  private let base: UnsafeRawPointer

  @inline(__always)
  init(_ base: UnsafeRawPointer, rows: Int, rowBytes: Int) {
    self.base = base
    for row in 0..<min(rows, 16) { offsets[row] = row &* rowBytes }
  }

  @inline(__always)
  func row(_ index: Int, at offset: Int) -> UnsafeRawPointer {
    base + (offsets[index] &+ offset)
  }

  /// The half floats at an offset of every row.
  @inline(__always)
  func halves(at offset: Int) -> __m512 {
    var bits = InlineArray<16, UInt16>(repeating: 0)
    for index in 0..<16 { bits[index] = row(index, at: offset).loadUnaligned(as: UInt16.self) }
    return _mm512_cvtph_ps(unsafeBitCast(bits, to: __m256i.self))
  }

  /// Registers of two rows each, i and i + 8, transposed so that lanes are rows.
  @inline(__always)
  func transposed(
    _ offset: Int, _ load: (UnsafeRawPointer, UnsafeRawPointer) -> __m512i
  ) -> Dwords8 {
    var pairs = Dwords8(repeating: _mm512_setzero_si512())
    for index in 0..<8 {
      pairs[index] = load(row(index, at: offset), row(index &+ 8, at: offset))
    }
    return KernelsAVX512.transposed(pairs)
  }
}

/// Stores the bytes of a record: eight groups of sixteen rows of four bytes.
@inline(__always)
func storeGroups(_ groups: Dwords8, to record: UnsafeMutableRawPointer) {
  for group in 0..<8 {
    (record + group &* 64).storeBytes(of: groups[group], as: __m512i.self)
  }
}

@inline(__always)
func storeFloats(_ floats: __m512, to address: UnsafeMutableRawPointer) {
  _mm512_storeu_ps(address.assumingMemoryBound(to: Float.self), floats)
}
