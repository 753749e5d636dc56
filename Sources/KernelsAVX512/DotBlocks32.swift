import _Builtin_intrinsics.intel

// Formats with blocks of 32 times int8: four blocks at a time, straight from the file's layout.
//
// The first halves of the four blocks make one register and the second halves another, as in the
// record of the activations, so that each 128 bits belong to one block: the products of both fall
// into the same lanes, and one multiply-add applies the four scales.
//
// dpbusd wants one unsigned factor. Formats of signed values unpack to u = value + bias; the
// record holds multiples of the sums of the activations, where the sums of products begin:
//
//     Σ d·(u − bias)·dy·y  =  Σ over blocks  d·dy · ( −bias·Σ y + Σ u·y )

/// The unsigned bytes and the scales of four blocks.
struct Unpacked32 {
  let low: __m512i
  let high: __m512i
  let scales: __m128
}

/// Sums of products in 16 lanes, and of minima times activations in four.
struct Total32: ColumnTotal {
  var products = _mm512_setzero_ps()
  var minima = _mm_setzero_ps()

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float { _mm512_reduce_add_ps(products) + sumOfLanes(minima) }
}

/// Four blocks of values with a bias of 8 times a power of two.
struct BiasedStep32: ColumnStep {
  let values: Unpacked32
  /// The binary logarithm of an eighth of the bias.
  let shift: UInt32

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    let sums = (activation + Activation128.sums).load(as: __m512i.self)
    values.add(activation, from: _mm512_slli_epi32(sums, shift), to: &total)
  }
}

/// Four blocks of unsigned values, d·u + m.
struct AffineStep32: ColumnStep {
  let values: Unpacked32
  let minima: __m128

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    values.add(activation, from: _mm512_setzero_si512(), to: &total)
    let totals = (activation + Activation128.totals).loadUnaligned(as: __m128.self)
    total.minima = _mm_fmadd_ps(minima, totals, total.minima)
  }
}

extension Unpacked32 {
  @inline(__always)
  func add(_ activation: UnsafeRawPointer, from start: __m512i, to total: inout Total32) {
    let first = _mm512_dpbusd_epi32(start, low, activation.loadUnaligned(as: __m512i.self))
    let sums = _mm512_dpbusd_epi32(
      first, high, (activation + 64).loadUnaligned(as: __m512i.self))
    let dy = (activation + Activation128.scales).loadUnaligned(as: __m128.self)
    let d = _mm512_permutexvar_ps(
      _mm512_set_epi32(3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0),
      _mm512_castps128_ps512(_mm_mul_ps(scales, dy)))
    total.products = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums), d, total.products)
  }

  /// Four blocks of 16 bytes of nibbles at an offset.
  @inline(__always)
  init(nibbles blocks: UnsafeRawPointer, at offset: Int, blockBytes: Int, scales: __m128) {
    let both = fourBytes16(blocks + offset, blockBytes)
    low = lowNibbles(both)
    high = highNibbles(both)
    self.scales = scales
  }

  @inline(__always)
  init(_ low: __m512i, _ high: __m512i, _ scales: __m128) {
    self.low = low
    self.high = high
    self.scales = scales
  }

  /// With 16 added where the bits of four 32-bit words, at an offset in each block, are set.
  @inline(__always)
  func withFifths(_ blocks: UnsafeRawPointer, at offset: Int, blockBytes: Int) -> Unpacked32 {
    let word = blocks + offset
    let sixteen = _mm512_set1_epi8(16)
    let lowBits = fourWords(word, blockBytes)
    let highBits = fourWords(word + 2, blockBytes)
    return Unpacked32(
      _mm512_mask_add_epi8(low, lowBits, low, sixteen),
      _mm512_mask_add_epi8(high, highBits, high, sixteen), scales)
  }

  /// With each nibble replaced by its byte of a table.
  @inline(__always)
  func mapped(_ table: __m512i) -> Unpacked32 {
    Unpacked32(_mm512_shuffle_epi8(table, low), _mm512_shuffle_epi8(table, high), scales)
  }
}

/// The 16 bytes at four addresses, `step` apart.
@inline(__always)
func fourBytes16(_ address: UnsafeRawPointer, _ step: Int) -> __m512i {
  let pair0 = twoBytes16(address, step)
  let pair1 = twoBytes16(address + 2 &* step, step)
  return _mm512_mask_broadcast_i64x4(_mm512_castsi256_si512(pair0), 0xF0, pair1)
}

@inline(__always)
private func twoBytes16(_ address: UnsafeRawPointer, _ step: Int) -> __m256i {
  _mm256_set_m128i(
    (address + step).loadUnaligned(as: __m128i.self), address.loadUnaligned(as: __m128i.self))
}

/// The 16-bit words at four addresses, `step` apart, the first lowest.
@inline(__always)
private func fourWords(_ address: UnsafeRawPointer, _ step: Int) -> UInt64 {
  let word = { (index: Int) in
    UInt64(address.loadUnaligned(fromByteOffset: index &* step, as: UInt16.self))
  }
  return word(0) | word(1) &<< 16 | word(2) &<< 32 | word(3) &<< 48
}

/// The half floats at four addresses, `step` apart.
@inline(__always)
func fourHalfFloats(_ address: UnsafeRawPointer, _ step: Int) -> __m128 {
  _mm_cvtph_ps(_mm_cvtsi64_si128(Int64(bitPattern: fourWords(address, step))))
}

/// The 16 bytes of a table in each 128 bits.
@inline(__always)
func table512(_ table: (low: Int64, high: Int64)) -> __m512i {
  _mm512_broadcast_i32x4(_mm_set_epi64x(table.high, table.low))
}

/// Formats of which four blocks of 32 make a step.
protocol BlocksOf32: DotFormat {
  associatedtype Step: ColumnStep where Step.Total == Total

  static func step(_ blocks: UnsafeRawPointer) -> Step
}

extension BlocksOf32 {
  static var blockValues: Int { @inline(__always) get { 32 } }
  static var blocksPerStep: Int { @inline(__always) get { 4 } }
  static var activationStride: Int { @inline(__always) get { Activation128.stride } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ blocks: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    group.add(step(blocks), activation)
  }
}
