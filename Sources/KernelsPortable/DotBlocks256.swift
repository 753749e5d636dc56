#if arch(x86_64)
import _Builtin_intrinsics.intel
#endif

// Formats with blocks of 256 times int8, a run or two at a time, straight from the file's layout.
//
// Sums of some products of words fit 16 bits, so that one multiply-add of pairs applies the scales
// of two runs. The bias of values and the
// minima of runs are taken out through the sums of the activations:
//
//     Σ d·sc·q·y − dmin·m·y     =  d·dy · Σ sc·(Σ q·y)  −  dmin·dy · Σ m·(Σ y)
//     Σ d·sc·(q − bias)·y       =  d·dy · ( Σ sc·(Σ q·y)  −  bias · Σ sc·(Σ y) )

struct Total256: ColumnTotal {
  /// The scaled products of the block so far.
  var block = SIMD4<Int32>(repeating: 0)
  /// The products of the blocks before it, less their minima: one register, because a sum that has
  /// to wait in memory makes every block wait for the one before.
  var products = SIMD4<Float>(repeating: 0)

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float { sumOfLanes(products) }

  /// Adds the block's products times `factor`, and begins the next block.
  @inline(__always)
  mutating func finish(_ factor: Float) {
    products = adding(block, times: factor, to: products)
    block = SIMD4(repeating: 0)
  }

  /// Adds the block's products times the first of two factors less minima times the second.
  @inline(__always)
  mutating func finish(_ factors: SIMD4<Float>, minima: SIMD4<Int32>) {
    let rest = subtracting(floats(minima), times: SIMD4(repeating: factors[1]), from: products)
    products = adding(floats(block), times: SIMD4(repeating: factors[0]), to: rest)
    block = SIMD4(repeating: 0)
  }
}

/// Two runs of 32 values of up to five bits, each with a scale; the activations are those words.
///
/// Sums of eight products fit 16 bits: 8 · 31 · 127 = 31,496.
struct TwoRunsOf32: ColumnStep {
  let first: (Words16, Words16)
  let second: (Words16, Words16)
  /// Each scale four times.
  let scales: SIMD8<Int16>

  @inline(__always)
  func add(_ words: UnsafeRawPointer, to total: inout Total256) {
    let a = first.0.runSums(words) &+ first.1.runSums(words + 32)
    let b = second.0.runSums(words + 64) &+ second.1.runSums(words + 96)
    total.block = total.block &+ dotPairs(joined(a, b), scales)
  }
}

/// Two runs of 32 values of four bits, each with a scale; the activations are those words.
struct NibbleRunsOf32: ColumnStep {
  let first: Nibbles
  let second: Nibbles
  /// Each scale four times.
  let scales: SIMD8<Int16>

  @inline(__always)
  func add(_ words: UnsafeRawPointer, to total: inout Total256) {
    let low = Nibbles.lowSums(first, second, words)
    let high = Nibbles.highSums(first, second, words + 64)
    total.block = total.block &+ dotPairs(joined(low, high), scales)
  }
}

/// Two runs of 16 values of up to six bits, each with a scale; the activations are those words.
///
/// Sums of four products fit 16 bits: 4 · 63 · 127 = 32,004.
struct TwoRunsOf16: ColumnStep {
  let first: Words16
  let second: Words16
  /// Each scale four times.
  let scales: SIMD8<Int16>

  @inline(__always)
  func add(_ words: UnsafeRawPointer, to total: inout Total256) {
    let sums = joined(first.runSums(words), second.runSums(words + 32))
    total.block = total.block &+ dotPairs(sums, scales)
  }
}

/// Runs 0, 1, 4 and 5 of 16 values of up to six bits, each with a scale; the activations are those
/// words.
///
/// Two runs with two others, because a processor that waits for a long row of instructions looks
/// too few of them ahead to begin the next row.
struct FourRunsOf16: ColumnStep {
  let first: (Words16, Words16)
  let fifth: (Words16, Words16)
  /// Each scale four times: those of runs 0 and 4, and those of runs 1 and 5.
  let scales: (SIMD8<Int16>, SIMD8<Int16>)

  @inline(__always)
  func add(_ words: UnsafeRawPointer, to total: inout Total256) {
    let a = joined(first.0.runSums(words), fifth.0.runSums(words + 128))
    let b = joined(first.1.runSums(words + 32), fifth.1.runSums(words + 160))
    total.block = total.block &+ (dotPairs(a, scales.0) &+ dotPairs(b, scales.1))
  }
}

/// 16 values with one scale; the activations are those words.
///
/// Sums of two products fit 16 bits: 2 · 127 · 127 = 32,258.
struct RunOf16: ColumnStep {
  let values: Words16
  let scale: Int16

  @inline(__always)
  func add(_ words: UnsafeRawPointer, to total: inout Total256) {
    total.block = total.block &+ dotPairs(values.products(words), SIMD8(repeating: scale))
  }
}

/// The end of a block without minima.
struct PlainEnd: ColumnStep {
  let d: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    total.finish(d * scaleOfBlock(activation))
  }
}

/// The end of a block with eight minima.
struct AffineEnd32: ColumnStep {
  let minima: SIMD8<Int16>
  /// d and dmin.
  let factors: SIMD4<Float>

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = dotPairs(minima, activations8(activation + Activation256.sums32))
    total.finish(product(factors, SIMD4(repeating: scaleOfBlock(activation))), minima: sums)
  }
}

/// The end of a block with sixteen minima.
struct AffineEnd16: ColumnStep {
  let minima: (SIMD8<Int16>, SIMD8<Int16>)
  /// d and dmin.
  let factors: SIMD4<Float>

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let sums = dotSums16(minima, activation)
    total.finish(product(factors, SIMD4(repeating: scaleOfBlock(activation))), minima: sums)
  }
}

/// The end of a block of values with a bias and sixteen scales.
struct BiasedEnd16: ColumnStep {
  let scales: (SIMD8<Int16>, SIMD8<Int16>)
  /// The binary logarithm of the bias.
  let shift: Int32
  let d: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    total.block = total.block &- dotSums16(scales, activation) &<< shift
    total.finish(d * scaleOfBlock(activation))
  }
}

@inline(__always)
private func scaleOfBlock(_ activation: UnsafeRawPointer) -> Float {
  activation.loadUnaligned(fromByteOffset: Activation256.scale, as: Float.self)
}

/// The two half floats at an address, in the first two lanes.
@inline(__always)
func twoHalves(_ address: UnsafeRawPointer) -> SIMD4<Float> {
  #if arch(x86_64)
  let bits = _mm_cvtsi32_si128(address.loadUnaligned(as: Int32.self))
  let wide = _mm_unpacklo_epi16(bits, _mm_setzero_si128())
  return floats(fromHalves: unsafeBitCast(wide, to: SIMD4<UInt32>.self))
  #else
  return SIMD4(halfFloat(address), halfFloat(address + 2), 0, 0)
  #endif
}

/// Four sums of sixteen numbers times the sums of 16 activations each.
@inline(__always)
private func dotSums16(
  _ factors: (SIMD8<Int16>, SIMD8<Int16>), _ activation: UnsafeRawPointer
) -> SIMD4<Int32> {
  let sums = activation + Activation256.sums16
  return dotPairs(factors.0, activations8(sums)) &+ dotPairs(factors.1, activations8(sums + 16))
}

/// Eight scales, made ready for `TwoRunsOf32` and `TwoRunsOf16`.
struct SpreadScales {
  let natural: SIMD8<Int16>

  @inline(__always)
  init(_ natural: SIMD8<Int16>) { self.natural = natural }

  /// Scale 2 · `pair` four times, and then the next one four times.
  @inline(__always)
  func pair(_ pair: Int) -> SIMD8<Int16> {
    #if arch(x86_64)
    // Lane by lane, the compiler would bring each through general registers.
    let lanes = unsafeBitCast(natural, to: __m128i.self)
    let twice = pair < 2 ? _mm_unpacklo_epi16(lanes, lanes) : _mm_unpackhi_epi16(lanes, lanes)
    let four = pair % 2 == 0 ? _mm_unpacklo_epi32(twice, twice) : _mm_unpackhi_epi32(twice, twice)
    return unsafeBitCast(four, to: SIMD8<Int16>.self)
    #else
    let (a, b) = (natural[2 &* pair], natural[2 &* pair &+ 1])
    return SIMD8(a, a, a, a, b, b, b, b)
    #endif
  }
}

/// The first of eight numbers, the fifth, the second, the sixth and so on.
@inline(__always)
func halvesByTurns(_ numbers: SIMD8<Int16>) -> SIMD8<Int16> {
  #if arch(x86_64)
  let lanes = unsafeBitCast(numbers, to: __m128i.self)
  let result = _mm_unpacklo_epi16(lanes, _mm_unpackhi_epi64(lanes, lanes))
  return unsafeBitCast(result, to: SIMD8<Int16>.self)
  #else
  return SIMD8(
    numbers[0], numbers[4], numbers[1], numbers[5], numbers[2], numbers[6], numbers[3], numbers[7])
  #endif
}

/// Eight unsigned bytes as 16-bit lanes.
@inline(__always)
func widenBytes(_ bytes: UInt64) -> SIMD8<Int16> {
  #if arch(x86_64)
  let lanes = _mm_cvtsi64_si128(Int64(bitPattern: bytes))
  return unsafeBitCast(_mm_unpacklo_epi8(lanes, _mm_setzero_si128()), to: SIMD8<Int16>.self)
  #else
  let lanes = unsafeBitCast(bytes, to: SIMD8<UInt8>.self)
  return SIMD8(
    Int16(lanes[0]), Int16(lanes[1]), Int16(lanes[2]), Int16(lanes[3]),
    Int16(lanes[4]), Int16(lanes[5]), Int16(lanes[6]), Int16(lanes[7]))
  #endif
}

/// Eight signed bytes as 16-bit lanes.
@inline(__always)
func widenSigned(_ address: UnsafeRawPointer) -> SIMD8<Int16> {
  (widenBytes(address.loadUnaligned(as: UInt64.self)) &<< 8) &>> 8
}

/// Byte `index` of eight.
@inline(__always)
func wordOf(_ bytes: UInt64, _ index: Int) -> Int16 {
  Int16(UInt8(truncatingIfNeeded: bytes &>> UInt64(truncatingIfNeeded: index &* 8)))
}

/// Formats of which one block of 256 makes a step.
protocol BlocksOf256: DotFormat {}

extension BlocksOf256 {
  static var blockValues: Int { @inline(__always) get { 256 } }
  static var blocksPerStep: Int { @inline(__always) get { 1 } }
  static var activationStride: Int { @inline(__always) get { Activation256.stride } }
}
