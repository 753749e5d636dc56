import _Builtin_intrinsics.intel

// Rows of 32-value blocks into panels, eight rows at a time. Q4_0, Q5_0 and MXFP4 become the byte
// value + 16, Q8_0 and IQ4_NL the byte value + 128; Q4_1 and Q5_1 keep their codes.

func unpackPanelQ4_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q4_0Rows.self, weights, rows, count, panel)
}

func unpackPanelQ4_1(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q4_1Rows.self, weights, rows, count, panel)
}

func unpackPanelQ5_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q5_0Rows.self, weights, rows, count, panel)
}

func unpackPanelQ5_1(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q5_1Rows.self, weights, rows, count, panel)
}

func unpackPanelQ8_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q8_0Rows.self, weights, rows, count, panel)
}

func unpackPanelIQ4_NL(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(IQ4_NLRows.self, weights, rows, count, panel)
}

func unpackPanelMXFP4(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(MXFP4Rows.self, weights, rows, count, panel)
}

/// How the blocks of a format become a record.
///
/// A type and not a closure, so that the compiler inlines it.
private protocol BlockRows32 {
  static var blockBytes: Int { get }
  /// Stores eight rows' block at an offset.
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer)
}

/// Walks blocks of 32 values, eight rows at a time.
@inline(__always)
private func unpackBlocks32<Rows: BlockRows32>(
  _: Rows.Type, _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 32
  for half in 0..<2 {
    let source = PanelRows(weights, rows: rows, rowBytes: blocks &* Rows.blockBytes, half: half)
    for index in 0..<blocks {
      Rows.unpack(source, index &* Rows.blockBytes, to: panel + index &* Panel.stride)
    }
  }
}

private enum Q4_0Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer) {
    let eight = _mm256_set1_epi8(8)
    storeNibbles(rows, block &+ 2, to: record) { _mm256_add_epi8($0, eight) }
    rows.store(rows.halves(at: block), field: Panel.factors, to: record)
  }
}

private enum Q4_1Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 20 } }

  @inline(__always)
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer) {
    storeNibbles(rows, block &+ 4, to: record) { $0 }
    rows.store(rows.halves(at: block), field: Panel.factors, to: record)
    rows.store(rows.halves(at: block &+ 2), field: Panel.second, to: record)
  }
}

private enum Q5_0Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 22 } }

  @inline(__always)
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer) {
    storeFiveBits(rows, fifths: block &+ 2, nibbles: block &+ 6, to: record)
    rows.store(rows.halves(at: block), field: Panel.factors, to: record)
  }
}

private enum Q5_1Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 24 } }

  @inline(__always)
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer) {
    storeFiveBits(rows, fifths: block &+ 4, nibbles: block &+ 8, to: record)
    let factor = rows.halves(at: block)
    rows.store(factor, field: Panel.factors, to: record)
    rows.store(
      _mm256_fmadd_ps(factor, _mm256_set1_ps(16), rows.halves(at: block &+ 2)),
      field: Panel.second, to: record)
  }
}

private enum Q8_0Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 34 } }

  @inline(__always)
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer) {
    for half in 0..<2 {
      let bytes = rows.transposed(block &+ 2 &+ half &* 16)
      rows.store(
        bytes.mapped { _mm256_xor_si256($0, _mm256_set1_epi8(-128)) }, from: half &* 4, to: record)
    }
    rows.store(rows.halves(at: block), field: Panel.factors, to: record)
  }
}

private enum IQ4_NLRows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }

  @inline(__always)
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer) {
    storeNibbles(rows, block &+ 2, to: record) { fromTable(CodeTable.nonlinear128, $0) }
    rows.store(rows.halves(at: block), field: Panel.factors, to: record)
  }
}

private enum MXFP4Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 17 } }

  @inline(__always)
  static func unpack(_ rows: PanelRows, _ block: Int, to record: UnsafeMutableRawPointer) {
    storeNibbles(rows, block &+ 1, to: record) { fromTable(CodeTable.float16, $0) }
    rows.store(powers(rows.bytes(at: block)), field: Panel.factors, to: record)
  }

  /// 2^(e − 128).
  @inline(__always)
  private static func powers(_ e: __m256i) -> __m256 {
    let normal = _mm256_slli_epi32(_mm256_sub_epi32(e, _mm256_set1_epi32(1)), 23)
    // The lowest two exponents are float32's subnormal numbers.
    let small = _mm256_sllv_epi32(_mm256_set1_epi32(0x0020_0000), e)
    let isSmall = _mm256_cmpgt_epi32(_mm256_set1_epi32(2), e)
    return _mm256_castsi256_ps(_mm256_blendv_epi8(normal, small, isSmall))
  }
}

/// The bytes of a table that nibbles stand for.
@inline(__always)
func fromTable(_ table: (low: Int64, high: Int64), _ codes: __m256i) -> __m256i {
  let bytes = _mm256_broadcastsi128_si256(_mm_set_epi64x(table.high, table.low))
  return _mm256_shuffle_epi8(bytes, codes)
}

/// Stores what becomes of the nibbles of 16 bytes: low nibbles first, then high nibbles.
@inline(__always)
func storeNibbles(
  _ rows: PanelRows, _ offset: Int, to record: UnsafeMutableRawPointer,
  _ transform: (__m256i) -> __m256i
) {
  let mask = _mm256_set1_epi8(0x0F)
  let both = rows.transposed(offset)
  let low = both.mapped { transform(_mm256_and_si256($0, mask)) }
  rows.store(low, from: 0, to: record)
  let high = both.mapped { transform(_mm256_and_si256(_mm256_srli_epi16($0, 4), mask)) }
  rows.store(high, from: 4, to: record)
}

/// Stores nibbles with their fifth bits: bit j of a 32-bit word belongs to value j.
@inline(__always)
private func storeFiveBits(
  _ rows: PanelRows, fifths: Int, nibbles: Int, to record: UnsafeMutableRawPointer
) {
  let words = rows.dwords(at: fifths)
  let mask = _mm256_set1_epi8(0x0F)
  let both = rows.transposed(nibbles)
  var (low, high) = (both, both)
  for group in 0..<4 {
    low[group] = _mm256_or_si256(
      _mm256_and_si256(both[group], mask), fourFifths(words, group: group))
    high[group] = _mm256_or_si256(
      _mm256_and_si256(_mm256_srli_epi16(both[group], 4), mask),
      fourFifths(words, group: group &+ 4))
  }
  rows.store(low, from: 0, to: record)
  rows.store(high, from: 4, to: record)
}

/// 16 in each of four bytes whose bit, 4 · group and on, is set.
@inline(__always)
private func fourFifths(_ words: __m256i, group: Int) -> __m256i {
  let index = Int32(truncatingIfNeeded: group / 2)
  // The byte that holds the bits, four times.
  let places = _mm256_add_epi8(
    _mm256_broadcastsi128_si256(_mm_set_epi32(0x0C0C_0C0C, 0x0808_0808, 0x0404_0404, 0)),
    _mm256_set1_epi32(index &* 0x0101_0101))
  let bits = _mm256_set1_epi32(group % 2 == 0 ? 0x0804_0201 : Int32(bitPattern: 0x8040_2010))
  let isSet = _mm256_cmpeq_epi8(
    _mm256_and_si256(_mm256_shuffle_epi8(words, places), bits), bits)
  return _mm256_and_si256(isSet, _mm256_set1_epi8(16))
}
