import _Builtin_intrinsics.intel

// Formats with blocks of 256 times int8: 64 values at a time, straight from the file's layout.
//
// Two products fit int16 (2 · 63 · 127 = 16,002 at most), so that madd applies the scales of runs
// while it widens. With d, dmin, the scales sc and minima m of the runs of a block:
//
//     Σ d·sc·q·y − dmin·m·y     =  d·dy · Σ sc·(Σ q·y)  −  dmin·dy · Σ m·(Σ y)
//     Σ d·sc·(q − bias)·y       =  d·dy · ( Σ sc·(Σ q·y)  −  bias · Σ sc·(Σ y) )

struct Total256: ColumnTotal {
  /// The scaled products of the block so far.
  var block = _mm256_setzero_si256()
  var products = _mm256_setzero_ps()
  var minima = _mm_setzero_ps()

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float { sumOfLanes(products) - sumOfLanes(minima) }

  /// Adds the block's products times `factor`, and begins the next block.
  @inline(__always)
  mutating func finish(_ factor: Float) {
    products = _mm256_fmadd_ps(_mm256_cvtepi32_ps(block), _mm256_set1_ps(factor), products)
    block = _mm256_setzero_si256()
  }
}

/// 64 unsigned values and their scales, a 16-bit lane per two values.
struct UnsignedPart: ColumnStep {
  let first: __m256i
  let second: __m256i
  let scales: (__m256i, __m256i)

  @inline(__always)
  func add(_ quants: UnsafeRawPointer, to total: inout Total256) {
    let low = _mm256_maddubs_epi16(first, bytes32(quants))
    let high = _mm256_maddubs_epi16(second, bytes32(quants + 32))
    let sum = _mm256_add_epi32(
      _mm256_madd_epi16(low, scales.0), _mm256_madd_epi16(high, scales.1))
    total.block = _mm256_add_epi32(total.block, sum)
  }
}

/// 64 signed values, which give their signs to the activations, and their scales.
struct SignedPart: ColumnStep {
  let first: __m256i
  let second: __m256i
  let scales: (__m256i, __m256i)

  @inline(__always)
  func add(_ quants: UnsafeRawPointer, to total: inout Total256) {
    let low = _mm256_maddubs_epi16(
      _mm256_abs_epi8(first), _mm256_sign_epi8(bytes32(quants), first))
    let high = _mm256_maddubs_epi16(
      _mm256_abs_epi8(second), _mm256_sign_epi8(bytes32(quants + 32), second))
    let sum = _mm256_add_epi32(
      _mm256_madd_epi16(low, scales.0), _mm256_madd_epi16(high, scales.1))
    total.block = _mm256_add_epi32(total.block, sum)
  }
}

/// The end of a block without minima.
struct PlainEnd: ColumnStep {
  let d: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    total.finish(d * activation.load(fromByteOffset: Activation256.scale, as: Float.self))
  }
}

/// The end of a block with eight minima.
struct AffineEnd32: ColumnStep {
  let minima: __m128i
  let d: Float
  let dmin: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = (activation + Activation256.sums32).loadUnaligned(as: __m128i.self)
    addMinima(_mm_madd_epi16(minima, sums), d, dmin, activation, to: &total)
  }
}

/// The end of a block with sixteen minima.
struct AffineEnd16: ColumnStep {
  let minima: __m256i
  let d: Float
  let dmin: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let products = _mm256_madd_epi16(minima, bytes32(activation + Activation256.sums16))
    let four = _mm_add_epi32(_mm256_castsi256_si128(products), products.highHalf)
    addMinima(four, d, dmin, activation, to: &total)
  }
}

@inline(__always)
private func addMinima(
  _ minima: __m128i, _ d: Float, _ dmin: Float, _ activation: UnsafeRawPointer,
  to total: inout Total256
) {
  let dy = activation.load(fromByteOffset: Activation256.scale, as: Float.self)
  total.minima = _mm_fmadd_ps(_mm_cvtepi32_ps(minima), _mm_set1_ps(dmin * dy), total.minima)
  total.finish(d * dy)
}

/// The end of a block of values with a bias and sixteen scales.
struct BiasedEnd16: ColumnStep {
  let scales: __m256i
  /// The binary logarithm of the bias.
  let shift: Int32
  let d: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = _mm256_madd_epi16(scales, bytes32(activation + Activation256.sums16))
    total.block = _mm256_sub_epi32(total.block, _mm256_slli_epi32(sums, shift))
    total.finish(d * activation.load(fromByteOffset: Activation256.scale, as: Float.self))
  }
}

/// The scales of eight runs of 32, for 64 values at a time.
struct ScalesOf32 {
  private let both: __m256i

  /// - Parameter scales: eight 16-bit lanes.
  @inline(__always)
  init(_ scales: __m128i) { both = _mm256_broadcastsi128_si256(scales) }

  @inline(__always)
  subscript(_ part: Int16) -> (__m256i, __m256i) {
    (spread16(both, 2 &* part), spread16(both, 2 &* part &+ 1))
  }
}

/// The scales of sixteen runs of 16, for 64 values at a time.
struct ScalesOf16 {
  private let evenThenOdd: __m256i

  /// - Parameter scales: sixteen unsigned bytes; `bias` is what is taken from them.
  @inline(__always)
  init(unsigned scales: __m128i, bias: Int16) {
    let order = _mm_shuffle_epi8(scales, Self.order)
    evenThenOdd = _mm256_sub_epi16(_mm256_cvtepu8_epi16(order), _mm256_set1_epi16(bias))
  }

  /// - Parameter scales: sixteen signed bytes.
  @inline(__always)
  init(signed scales: __m128i) {
    evenThenOdd = _mm256_cvtepi8_epi16(_mm_shuffle_epi8(scales, Self.order))
  }

  /// A register of 32 values wants scale 2g in its low and 2g + 1 in its high half.
  private static var order: __m128i {
    @inline(__always) get { _mm_set_epi64x(0x0F0D_0B09_0705_0301, 0x0E0C_0A08_0604_0200) }
  }

  @inline(__always)
  subscript(_ part: Int16) -> (__m256i, __m256i) {
    (spread16(evenThenOdd, 2 &* part), spread16(evenThenOdd, 2 &* part &+ 1))
  }
}

/// Formats of which one block of 256 makes a step.
protocol BlocksOf256: DotFormat {}

extension BlocksOf256 {
  static var blockValues: Int { @inline(__always) get { 256 } }
  static var blocksPerStep: Int { @inline(__always) get { 1 } }
  static var activationStride: Int { @inline(__always) get { Activation256.stride } }
}
