import _Builtin_intrinsics.intel

/// Eight of a panel's sixteen rows; rows that are missing repeat the last.
struct PanelRows {
  private let base: UnsafeRawPointer
  private let first: Int
  private let last: Int
  private let rowBytes: Int
  /// Where in a group or in a field of 16 floats these rows stand, in bytes.
  let place: Int

  /// - Parameter half: 0 for rows 0-7, and 1 for rows 8-15.
  @inline(__always)
  init(_ base: UnsafeRawPointer, rows: Int, rowBytes: Int, half: Int) {
    self.base = base
    self.rowBytes = rowBytes
    first = half &* 8
    last = min(rows, 16) &- 1
    place = half &* 32
  }

  @inline(__always)
  func row(_ index: Int, at offset: Int) -> UnsafeRawPointer {
    base + (min(first &+ index, last) &* rowBytes &+ offset)
  }

  /// The 16 bytes at an offset of every row: register g holds dword g, and its lanes are rows.
  @inline(__always)
  func transposed(_ offset: Int) -> Dwords4 { KernelsAVX2.transposed(rows16(offset)) }

  /// The 16 bytes at an offset of every row: register i holds those of rows i and i + 4.
  @inline(__always)
  func rows16(_ offset: Int) -> Dwords4 {
    var rows = Dwords4(repeating: _mm256_setzero_si256())
    for index in 0..<4 {
      rows[index] = _mm256_set_m128i(
        row(index &+ 4, at: offset).loadUnaligned(as: __m128i.self),
        row(index, at: offset).loadUnaligned(as: __m128i.self))
    }
    return rows
  }

  /// The half floats at an offset of every row.
  @inline(__always)
  func halves(at offset: Int) -> __m256 {
    _mm256_cvtph_ps(
      _mm_set_epi16(
        half(7, offset), half(6, offset), half(5, offset), half(4, offset),
        half(3, offset), half(2, offset), half(1, offset), half(0, offset)))
  }

  @inline(__always)
  private func half(_ index: Int, _ offset: Int) -> Int16 {
    row(index, at: offset).loadUnaligned(as: Int16.self)
  }

  /// The dwords at an offset of every row.
  @inline(__always)
  func dwords(at offset: Int) -> __m256i {
    _mm256_set_epi32(
      dword(7, offset), dword(6, offset), dword(5, offset), dword(4, offset),
      dword(3, offset), dword(2, offset), dword(1, offset), dword(0, offset))
  }

  @inline(__always)
  private func dword(_ index: Int, _ offset: Int) -> Int32 {
    row(index, at: offset).loadUnaligned(as: Int32.self)
  }

  /// The words at an offset of every row, as dwords.
  @inline(__always)
  func halfWords(at offset: Int) -> __m256i {
    _mm256_cvtepu16_epi32(
      _mm_set_epi16(
        half(7, offset), half(6, offset), half(5, offset), half(4, offset),
        half(3, offset), half(2, offset), half(1, offset), half(0, offset)))
  }

  /// The bytes at an offset of every row, as dwords.
  @inline(__always)
  func bytes(at offset: Int) -> __m256i {
    _mm256_set_epi32(
      byte(7, offset), byte(6, offset), byte(5, offset), byte(4, offset),
      byte(3, offset), byte(2, offset), byte(1, offset), byte(0, offset))
  }

  @inline(__always)
  private func byte(_ index: Int, _ offset: Int) -> Int32 {
    Int32(row(index, at: offset).load(as: UInt8.self))
  }

  /// Stores four groups of a record: those from `group` on.
  @inline(__always)
  func store(_ groups: Dwords4, from group: Int, to record: UnsafeMutableRawPointer) {
    for index in 0..<4 {
      (record + ((group &+ index) &* 64 &+ place)).storeBytes(of: groups[index], as: __m256i.self)
    }
  }

  /// Stores these rows' part of a field.
  @inline(__always)
  func store(_ floats: __m256, field: Int, to record: UnsafeMutableRawPointer) {
    let target = record + (field &+ place)
    _mm256_storeu_ps(target.assumingMemoryBound(to: Float.self), floats)
  }
}
