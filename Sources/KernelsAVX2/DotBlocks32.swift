import _Builtin_intrinsics.intel

// Formats with blocks of 32 times int8: four blocks at a time, straight from the file's layout.
//
// A register holds the first halves of two blocks and another their second halves, as in the
// record of the activations: each 128 bits belong to one block. maddubs wants one unsigned factor.
// Values of up to five bits get a bias, and the sums of products begin at −bias times the sums of
// the activations, of which the record holds multiples; four products fit int16
// (4 · 31 · 127 = 15,748). Larger values give their sign to the activations; two products fit
// (2 · 128 · 127 = 32,512).

/// The bytes and the scales of four blocks: first and second halves of two blocks each.
struct Unpacked32 {
  var low: (__m256i, __m256i)
  var high: (__m256i, __m256i)
  let scales: __m128
}

struct Total32: ColumnTotal {
  var products = (_mm256_setzero_ps(), _mm256_setzero_ps())
  var minima = _mm_setzero_ps()

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float {
    sumOfLanes(_mm256_add_ps(products.0, products.1)) + sumOfLanes(minima)
  }

  /// Adds the sums of two pairs of blocks times the four scales.
  @inline(__always)
  mutating func add(
    _ first: __m256i, _ second: __m256i, _ scales: __m128, _ activation: UnsafeRawPointer
  ) {
    let dy = (activation + Activation128.scales).loadUnaligned(as: __m128.self)
    let four = _mm256_castps128_ps256(_mm_mul_ps(scales, dy))
    let d = (
      _mm256_permutevar8x32_ps(four, _mm256_set_epi32(1, 1, 1, 1, 0, 0, 0, 0)),
      _mm256_permutevar8x32_ps(four, _mm256_set_epi32(3, 3, 3, 3, 2, 2, 2, 2))
    )
    products.0 = _mm256_fmadd_ps(_mm256_cvtepi32_ps(first), d.0, products.0)
    products.1 = _mm256_fmadd_ps(_mm256_cvtepi32_ps(second), d.1, products.1)
  }
}

/// Four blocks of values with a bias of 8 times a power of two.
struct BiasedStep32: ColumnStep {
  let values: Unpacked32
  /// The binary logarithm of an eighth of the bias.
  let shift: Int32

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    let sums = activation + Activation128.sums
    let first = dotSmall(values.low.0, values.high.0, activation)
    let second = dotSmall(values.low.1, values.high.1, activation + 32)
    total.add(
      _mm256_add_epi32(first, _mm256_slli_epi32(bytes32(sums), shift)),
      _mm256_add_epi32(second, _mm256_slli_epi32(bytes32(sums + 32), shift)),
      values.scales, activation)
  }
}

/// Four blocks of unsigned values, d·u + m.
struct AffineStep32: ColumnStep {
  let values: Unpacked32
  let minima: __m128

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    total.add(
      dotSmall(values.low.0, values.high.0, activation),
      dotSmall(values.low.1, values.high.1, activation + 32), values.scales, activation)
    let totals = (activation + Activation128.totals).loadUnaligned(as: __m128.self)
    total.minima = _mm_fmadd_ps(minima, totals, total.minima)
  }
}

/// Four blocks of signed values.
struct SignedStep32: ColumnStep {
  let values: Unpacked32

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    total.add(
      _mm256_add_epi32(
        dotSigned(values.low.0, activation), dotSigned(values.high.0, activation + 64)),
      _mm256_add_epi32(
        dotSigned(values.low.1, activation + 32), dotSigned(values.high.1, activation + 96)),
      values.scales, activation)
  }
}

/// Eight sums of eight products of unsigned bytes up to 31.
@inline(__always)
private func dotSmall(
  _ low: __m256i, _ high: __m256i, _ quants: UnsafeRawPointer
) -> __m256i {
  let pairs = _mm256_add_epi16(
    _mm256_maddubs_epi16(low, bytes32(quants)), _mm256_maddubs_epi16(high, bytes32(quants + 64)))
  return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))
}

/// Eight sums of four products of signed bytes.
@inline(__always)
private func dotSigned(_ values: __m256i, _ quants: UnsafeRawPointer) -> __m256i {
  let signed = _mm256_sign_epi8(bytes32(quants), values)
  return _mm256_madd_epi16(
    _mm256_maddubs_epi16(_mm256_abs_epi8(values), signed), _mm256_set1_epi16(1))
}

extension Unpacked32 {
  /// Four blocks of 16 bytes of nibbles at an offset.
  @inline(__always)
  init(nibbles blocks: UnsafeRawPointer, at offset: Int, blockBytes: Int, scales: __m128) {
    let first = twoBytes16(blocks + offset, blockBytes)
    let second = twoBytes16(blocks + (offset &+ 2 &* blockBytes), blockBytes)
    let mask = _mm256_set1_epi8(0x0F)
    low = (_mm256_and_si256(first, mask), _mm256_and_si256(second, mask))
    high = (
      _mm256_and_si256(_mm256_srli_epi16(first, 4), mask),
      _mm256_and_si256(_mm256_srli_epi16(second, 4), mask)
    )
    self.scales = scales
  }

  /// Four blocks of 32 bytes at an offset.
  @inline(__always)
  init(bytes blocks: UnsafeRawPointer, at offset: Int, blockBytes: Int, scales: __m128) {
    let (first, second) = (blocks + offset, blocks + (offset &+ 2 &* blockBytes))
    low = (twoBytes16(first, blockBytes), twoBytes16(second, blockBytes))
    high = (twoBytes16(first + 16, blockBytes), twoBytes16(second + 16, blockBytes))
    self.scales = scales
  }

  /// With 16 added where the bits of four 32-bit words, at an offset in each block, are set.
  @inline(__always)
  func withFifths(_ blocks: UnsafeRawPointer, at offset: Int, blockBytes: Int) -> Unpacked32 {
    let first = twoWords(blocks + offset, blockBytes)
    let second = twoWords(blocks + (offset &+ 2 &* blockBytes), blockBytes)
    let lowBytes = _mm256_broadcastsi128_si256(
      _mm_set_epi64x(0x0101_0101_0101_0101, 0))
    let highBytes = _mm256_broadcastsi128_si256(
      _mm_set_epi64x(0x0303_0303_0303_0303, 0x0202_0202_0202_0202))
    var result = self
    result.low.0 = _mm256_or_si256(low.0, fifths(first, lowBytes))
    result.low.1 = _mm256_or_si256(low.1, fifths(second, lowBytes))
    result.high.0 = _mm256_or_si256(high.0, fifths(first, highBytes))
    result.high.1 = _mm256_or_si256(high.1, fifths(second, highBytes))
    return result
  }

  /// With each nibble replaced by its byte of a table.
  @inline(__always)
  func mapped(_ table: (low: Int64, high: Int64)) -> Unpacked32 {
    let bytes = _mm256_broadcastsi128_si256(_mm_set_epi64x(table.high, table.low))
    var result = self
    result.low.0 = _mm256_shuffle_epi8(bytes, low.0)
    result.low.1 = _mm256_shuffle_epi8(bytes, low.1)
    result.high.0 = _mm256_shuffle_epi8(bytes, high.0)
    result.high.1 = _mm256_shuffle_epi8(bytes, high.1)
    return result
  }
}

/// 16 in each byte whose bit is set, of two bytes of each half's word.
@inline(__always)
private func fifths(_ words: __m256i, _ bytes: __m256i) -> __m256i {
  let bit = _mm256_set1_epi64x(Int64(bitPattern: 0x8040_2010_0804_0201))
  let repeated = _mm256_shuffle_epi8(words, bytes)
  let isSet = _mm256_cmpeq_epi8(_mm256_and_si256(repeated, bit), bit)
  return _mm256_and_si256(isSet, _mm256_set1_epi8(16))
}

/// The 16 bytes at two addresses, `step` apart.
@inline(__always)
private func twoBytes16(_ address: UnsafeRawPointer, _ step: Int) -> __m256i {
  _mm256_set_m128i(
    (address + step).loadUnaligned(as: __m128i.self), address.loadUnaligned(as: __m128i.self))
}

/// The 32-bit words at two addresses, `step` apart, at the start of each half.
@inline(__always)
private func twoWords(_ address: UnsafeRawPointer, _ step: Int) -> __m256i {
  _mm256_set_m128i(
    _mm_cvtsi32_si128(address.loadUnaligned(fromByteOffset: step, as: Int32.self)),
    _mm_cvtsi32_si128(address.loadUnaligned(as: Int32.self)))
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
