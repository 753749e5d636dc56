import _Builtin_intrinsics.intel

// Rows of 32-value blocks into panels, two rows to a register and sixteen rows at a time.
// Symmetric formats become the byte value + 128; Q4_1 and Q5_1 keep their codes and an offset.

func unpackPanelQ8_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q8_0Rows.self, weights, rows, count, panel)
}

func unpackPanelQ4_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q4_0Rows.self, weights, rows, count, panel)
}

func unpackPanelQ5_0(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q5_0Rows.self, weights, rows, count, panel)
}

func unpackPanelQ4_1(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q4_1Rows.self, weights, rows, count, panel)
}

func unpackPanelQ5_1(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(Q5_1Rows.self, weights, rows, count, panel)
}

func unpackPanelIQ4_NL(
  _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
) {
  unpackBlocks32(IQ4_NLRows.self, weights, rows, count, panel)
}

/// How the blocks of a format become bytes.
///
/// A type and not a closure, so that the compiler inlines it.
private protocol BlockRows32 {
  static var blockBytes: Int { get }
  /// Whether a half-precision offset follows the scale.
  static var hasOffset: Bool { get }
  /// The bytes of the blocks of two rows.
  static func load(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i
}

private enum Q8_0Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 34 } }
  static var hasOffset: Bool { @inline(__always) get { false } }

  @inline(__always)
  static func load(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
    _mm512_xor_si512(twoRuns32(first + 2, second + 2), _mm512_set1_epi8(-128))
  }
}

private enum Q4_0Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }
  static var hasOffset: Bool { @inline(__always) get { false } }

  @inline(__always)
  static func load(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
    _mm512_add_epi8(twoNibbleRuns(first + 2, second + 2), _mm512_set1_epi8(120))
  }
}

private enum Q5_0Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 22 } }
  static var hasOffset: Bool { @inline(__always) get { false } }

  @inline(__always)
  static func load(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
    _mm512_add_epi8(fiveBits(first, second, fifths: 2, nibbles: 6), _mm512_set1_epi8(112))
  }
}

private enum Q4_1Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 20 } }
  static var hasOffset: Bool { @inline(__always) get { true } }

  @inline(__always)
  static func load(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
    twoNibbleRuns(first + 4, second + 4)
  }
}

private enum Q5_1Rows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 24 } }
  static var hasOffset: Bool { @inline(__always) get { true } }

  @inline(__always)
  static func load(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
    fiveBits(first, second, fifths: 4, nibbles: 8)
  }
}

private enum IQ4_NLRows: BlockRows32 {
  static var blockBytes: Int { @inline(__always) get { 18 } }
  static var hasOffset: Bool { @inline(__always) get { false } }

  @inline(__always)
  static func load(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> __m512i {
    nonlinearBytes(twoNibbleRuns(first + 2, second + 2))
  }
}

/// The values of IQ4 codes, plus 128.
@inline(__always)
func nonlinearBytes(_ codes: __m512i) -> __m512i {
  _mm512_shuffle_epi8(table512(CodeTable.nonlinear128), codes)
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

/// Walks blocks of 32 values, sixteen rows at a time.
@inline(__always)
private func unpackBlocks32<Rows: BlockRows32>(
  _: Rows.Type, _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ panel: UnsafeMutableRawPointer
) {
  let blocks = count / 32
  let source = PanelRows(weights, rows: rows, rowBytes: blocks &* Rows.blockBytes)
  for index in 0..<blocks {
    let block = index &* Rows.blockBytes
    let record = panel + index &* (Rows.hasOffset ? Panel.affineStride : Panel.symmetricStride)
    var pairs = Dwords8(repeating: _mm512_setzero_si512())
    for row in 0..<8 {
      pairs[row] = Rows.load(source.row(row, at: block), source.row(row &+ 8, at: block))
    }
    storeGroups(transposed(pairs), to: record)
    storeFactors(source.halves(at: block), to: record + Panel.factors)
    if Rows.hasOffset {
      storeFloats(source.halves(at: block &+ 2), to: record + Panel.offsets)
    }
  }
}
