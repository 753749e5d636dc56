import _Builtin_intrinsics.intel

// Formats with blocks of 256 times int8: one block at a time, straight from the file's layout.
//
// Four registers hold the 256 values as unsigned bytes. Sums of four products fit int16
// (4 · 63 · 127 = 32,004 at most), so that those of two registers are packed and one multiply-add
// of 16-bit pairs applies the scales of runs. With d, dmin, the scales sc and
// minima m of the runs of a block:
//
//     Σ d·sc·q·y − dmin·m·y     =  d·dy · Σ sc·(Σ q·y)  −  dmin·dy · Σ m·(Σ y)
//     Σ d·sc·(q − bias)·y       =  d·dy · ( Σ sc·(Σ q·y)  −  bias · Σ sc·(Σ y) )

/// Sums of products in 16 lanes, and of minima times activations in four.
struct Total256: ColumnTotal {
  var products = _mm512_setzero_ps()
  var minima = _mm_setzero_ps()

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float { _mm512_reduce_add_ps(products) - sumOfLanes(minima) }
}

/// The values of a block in natural order, and the scales of their runs of 16 in the order of the
/// packed sums.
struct Unpacked256 {
  let values: (__m512i, __m512i, __m512i, __m512i)
  let scales: (__m512i, __m512i)

  /// - Parameter scales: sixteen scales of 16 values, as 16-bit lanes.
  @inline(__always)
  init(_ values: (__m512i, __m512i, __m512i, __m512i), scalesOf16 scales: __m256i) {
    self.values = values
    let spread = _mm512_castsi256_si512(scales)
    self.scales = (
      _mm512_permutexvar_epi16(spread16(0, 4, 1, 5, 2, 6, 3, 7), spread),
      _mm512_permutexvar_epi16(spread16(8, 12, 9, 13, 10, 14, 11, 15), spread)
    )
  }

  /// Sixteen sums of the scaled products.
  @inline(__always)
  func dot(_ quants: UnsafeRawPointer) -> __m512i { scaled(sums(quants)) }

  /// The sums of four products, packed.
  @inline(__always)
  func sums(_ quants: UnsafeRawPointer) -> (__m512i, __m512i) {
    let low = _mm512_packs_epi32(
      dotBytes(values.0, quants), dotBytes(values.1, quants + 64))
    let high = _mm512_packs_epi32(
      dotBytes(values.2, quants + 128), dotBytes(values.3, quants + 192))
    return (low, high)
  }

  @inline(__always)
  func scaled(_ sums: (__m512i, __m512i)) -> __m512i {
    _mm512_dpwssd_epi32(_mm512_madd_epi16(sums.0, scales.0), sums.1, scales.1)
  }
}

/// The nibbles of a block whose 32 bytes hold a run of 32 values in their low and the next run in
/// their high halves.
///
/// Each 128 bits of a register belong to two runs, one in the low and one in the high nibbles. So
/// the products of both halves of a run fall into the same lanes, where up to eight of them still
/// fit 16 bits (8 · 31 · 127 = 31,496), and one pair of sums serves all eight scales.
struct InterleavedRuns {
  /// The first and second halves of even runs, and of odd runs.
  var even: (__m512i, __m512i)
  var odd: (__m512i, __m512i)
  /// Each scale four times, in the order of the packed sums.
  private let scales: __m512i

  /// - Parameters:
  ///   - nibbles: 128 bytes.
  ///   - scales: eight scales, as 16-bit lanes.
  @inline(__always)
  init(_ nibbles: UnsafeRawPointer, scales: __m128i) {
    let front = nibbles.loadUnaligned(as: __m512i.self)
    let back = (nibbles + 64).loadUnaligned(as: __m512i.self)
    let first = _mm512_permutex2var_epi64(front, lanes64(0, 1, 4, 5, 8, 9, 12, 13), back)
    let second = _mm512_permutex2var_epi64(front, lanes64(2, 3, 6, 7, 10, 11, 14, 15), back)
    even = (lowNibbles(first), lowNibbles(second))
    odd = (highNibbles(first), highNibbles(second))
    self.scales = _mm512_permutexvar_epi16(
      spread16(0, 1, 2, 3, 4, 5, 6, 7), _mm512_castsi128_si512(scales))
  }

  /// Sixteen sums of the scaled products with a record's activations.
  @inline(__always)
  func dot(_ activation: UnsafeRawPointer) -> __m512i { scaled(sums(activation)) }

  /// The sums of eight products, of even and of odd runs.
  @inline(__always)
  func sums(_ activation: UnsafeRawPointer) -> (__m512i, __m512i) {
    let quants = activation + Activation256.words
    let evenSums = _mm512_dpbusd_epi32(
      dotBytes(even.0, quants), even.1, (quants + 64).loadUnaligned(as: __m512i.self))
    let oddSums = _mm512_dpbusd_epi32(
      dotBytes(odd.0, quants + 128), odd.1, (quants + 192).loadUnaligned(as: __m512i.self))
    return (evenSums, oddSums)
  }

  @inline(__always)
  func scaled(_ sums: (__m512i, __m512i)) -> __m512i {
    _mm512_madd_epi16(_mm512_packs_epi32(sums.0, sums.1), scales)
  }
}

/// Sixteen sums of four products.
@inline(__always)
func dotBytes(_ values: __m512i, _ quants: UnsafeRawPointer) -> __m512i {
  _mm512_dpbusd_epi32(_mm512_setzero_si512(), values, quants.loadUnaligned(as: __m512i.self))
}

/// A block whose runs of 32 have a scale and a minimum.
struct AffineRunsOf32: ColumnStep {
  let values: InterleavedRuns
  let minima: __m128i
  let d: Float
  let dmin: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = (activation + Activation256.sums32).loadUnaligned(as: __m128i.self)
    addAffine(
      values.dot(activation), d, _mm_madd_epi16(minima, sums), dmin, activation, to: &total)
  }
}

/// A block whose runs of 16 have a scale and a minimum.
struct AffineRunsOf16: ColumnStep {
  let values: Unpacked256
  let minima: __m256i
  let d: Float
  let dmin: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = (activation + Activation256.sums16).loadUnaligned(as: __m256i.self)
    let products = _mm256_madd_epi16(minima, sums)
    let four = _mm_add_epi32(_mm256_castsi256_si128(products), products.highHalf)
    addAffine(values.dot(activation), d, four, dmin, activation, to: &total)
  }
}

@inline(__always)
private func addAffine(
  _ products: __m512i, _ d: Float, _ minima: __m128i, _ dmin: Float,
  _ activation: UnsafeRawPointer, to total: inout Total256
) {
  let dy = activation.load(fromByteOffset: Activation256.scale, as: Float.self)
  total.products = _mm512_fmadd_ps(
    _mm512_cvtepi32_ps(products), _mm512_set1_ps(d * dy), total.products)
  total.minima = _mm_fmadd_ps(_mm_cvtepi32_ps(minima), _mm_set1_ps(dmin * dy), total.minima)
}

/// A block whose runs of 16 have a scale, and whose values have a bias.
struct BiasedRunsOf16: ColumnStep {
  let values: Unpacked256
  let scales: __m256i
  /// The binary logarithm of the bias.
  let shift: UInt32
  let d: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = (activation + Activation256.sums16).loadUnaligned(as: __m256i.self)
    let bias = _mm256_slli_epi32(_mm256_madd_epi16(scales, sums), Int32(bitPattern: shift))
    let products = _mm512_sub_epi32(values.dot(activation), _mm512_zextsi256_si512(bias))
    let dy = activation.load(fromByteOffset: Activation256.scale, as: Float.self)
    total.products = _mm512_fmadd_ps(
      _mm512_cvtepi32_ps(products), _mm512_set1_ps(d * dy), total.products)
  }
}

/// A block of IQ4_XS: unsigned bytes with a bias of 128, whose sums of products need 32 bits.
struct StepIQ4_XS: ColumnStep {
  let values: (__m512i, __m512i, __m512i, __m512i)
  /// Eight scales as 16-bit lanes.
  let scales: __m128i
  let d: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = (activation + Activation256.sums32).loadUnaligned(as: __m128i.self)
    let bias = _mm_slli_epi32(_mm_madd_epi16(scales, sums), 7)
    let wide = _mm512_castsi256_si512(_mm256_cvtepi16_epi32(scales))
    let first = _mm512_add_epi32(
      scaled(values.0, activation, wide, 0), scaled(values.1, activation + 64, wide, 2))
    let second = _mm512_add_epi32(
      scaled(values.2, activation + 128, wide, 4), scaled(values.3, activation + 192, wide, 6))
    let products = _mm512_sub_epi32(
      _mm512_add_epi32(first, second), _mm512_zextsi128_si512(bias))
    let dy = activation.load(fromByteOffset: Activation256.scale, as: Float.self)
    total.products = _mm512_fmadd_ps(
      _mm512_cvtepi32_ps(products), _mm512_set1_ps(d * dy), total.products)
  }

  /// The products of 64 values times scales `run` and `run + 1`.
  @inline(__always)
  private func scaled(
    _ values: __m512i, _ quants: UnsafeRawPointer, _ scales: __m512i, _ run: Int32
  ) -> __m512i {
    let lanes = _mm512_mask_set1_epi32(_mm512_set1_epi32(run), 0xFF00, run &+ 1)
    return _mm512_mullo_epi32(
      dotBytes(values, quants), _mm512_permutexvar_epi32(lanes, scales))
  }
}

/// Formats of which one block of 256 makes a step.
protocol BlocksOf256: DotFormat {
  associatedtype Step: ColumnStep where Step.Total == Total

  static func step(_ block: UnsafeRawPointer) -> Step
}

extension BlocksOf256 {
  static var blockValues: Int { @inline(__always) get { 256 } }
  static var blocksPerStep: Int { @inline(__always) get { 1 } }
  static var activationStride: Int { @inline(__always) get { Activation256.stride } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ blocks: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    group.add(step(blocks), activation)
  }
}
