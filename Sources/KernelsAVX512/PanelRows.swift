import _Builtin_intrinsics.intel

/// The sixteen rows of a panel; rows that are missing repeat the last.
struct PanelRows {
  private let base: UnsafeRawPointer
  private let last: Int
  private let rowBytes: Int

  @inline(__always)
  init(_ base: UnsafeRawPointer, rows: Int, rowBytes: Int) {
    self.base = base
    last = min(rows, 16) &- 1
    self.rowBytes = rowBytes
  }

  @inline(__always)
  func row(_ index: Int, at offset: Int) -> UnsafeRawPointer {
    base + (min(index, last) &* rowBytes &+ offset)
  }

  /// The half floats at an offset of every row.
  @inline(__always)
  func halves(at offset: Int) -> __m512 {
    _mm512_cvtph_ps(
      _mm256_set_epi16(
        half(15, offset), half(14, offset), half(13, offset), half(12, offset),
        half(11, offset), half(10, offset), half(9, offset), half(8, offset),
        half(7, offset), half(6, offset), half(5, offset), half(4, offset),
        half(3, offset), half(2, offset), half(1, offset), half(0, offset)))
  }

  @inline(__always)
  private func half(_ index: Int, _ offset: Int) -> Int16 {
    row(index, at: offset).loadUnaligned(as: Int16.self)
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

  /// The 16 bytes at an offset of every row: register g holds dword g, and its lanes are rows.
  @inline(__always)
  func fourDwords(_ offset: Int) -> Dwords4 {
    var rows = Dwords4(repeating: _mm512_setzero_si512())
    for index in 0..<4 {
      var lanes = _mm512_castsi128_si512(row(index, at: offset).loadUnaligned(as: __m128i.self))
      lanes = _mm512_mask_broadcast_i32x4(
        lanes, 0x00F0, row(index &+ 4, at: offset).loadUnaligned(as: __m128i.self))
      lanes = _mm512_mask_broadcast_i32x4(
        lanes, 0x0F00, row(index &+ 8, at: offset).loadUnaligned(as: __m128i.self))
      rows[index] = _mm512_mask_broadcast_i32x4(
        lanes, 0xF000, row(index &+ 12, at: offset).loadUnaligned(as: __m128i.self))
    }
    return KernelsAVX512.transposed(rows)
  }
}

/// Stores four groups of a record, of sixteen rows of four bytes each: those from `group` on.
@inline(__always)
func storeGroups(_ groups: Dwords4, from group: Int, to record: UnsafeMutableRawPointer) {
  for index in 0..<4 {
    (record + (group &+ index) &* 64).storeBytes(of: groups[index], as: __m512i.self)
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

/// Stores a row's factors and their multiples; see `Panel`.
@inline(__always)
func storeFactors(_ factors: __m512, to address: UnsafeMutableRawPointer) {
  for step in 0..<ScaleGrid.steps {
    let multiple = 1 + Float(step) / Float(ScaleGrid.steps)
    storeFloats(_mm512_mul_ps(factors, _mm512_set1_ps(multiple)), to: address + step &* 64)
  }
}
