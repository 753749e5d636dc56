// Formats with blocks of 256 times int8, a run or two at a time, straight from the file's layout.
//
// Sums of two or four products of words fit 16 bits (4 · 31 · 127 = 15,748, 2 · 127 · 127 =
// 32,258), so that one multiply-add of pairs applies a run's scale. The bias of values and the
// minima of runs are taken out through the sums of the activations:
//
//     Σ d·sc·q·y − dmin·m·y     =  d·dy · Σ sc·(Σ q·y)  −  dmin·dy · Σ m·(Σ y)
//     Σ d·sc·(q − bias)·y       =  d·dy · ( Σ sc·(Σ q·y)  −  bias · Σ sc·(Σ y) )

struct Total256: ColumnTotal {
  /// The scaled products of the block so far.
  var block = SIMD4<Int32>(repeating: 0)
  var products = SIMD4<Float>(repeating: 0)
  var minima = SIMD4<Float>(repeating: 0)

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float { sumOfLanes(products) - sumOfLanes(minima) }

  /// Adds the block's products times `factor`, and begins the next block.
  @inline(__always)
  mutating func finish(_ factor: Float) {
    products = adding(block, times: factor, to: products)
    block = SIMD4(repeating: 0)
  }
}

/// 32 values of up to five bits with one scale; the activations are those words.
struct RunOf32: ColumnStep {
  let first: Words16
  let second: Words16
  let scale: Int16

  @inline(__always)
  func add(_ words: UnsafeRawPointer, to total: inout Total256) {
    let sums = first.products(words) &+ second.products(words + 32)
    total.block = total.block &+ dotPairs(sums, SIMD8(repeating: scale))
  }
}

/// 16 values with one scale; the activations are those words.
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
  let d: Float
  let dmin: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let dy = scaleOfBlock(activation)
    let sums = dotPairs(minima, words8(activation + Activation256.sums32))
    total.minima = adding(sums, times: dmin * dy, to: total.minima)
    total.finish(d * dy)
  }
}

/// The end of a block with sixteen minima.
struct AffineEnd16: ColumnStep {
  let minima: (SIMD8<Int16>, SIMD8<Int16>)
  let d: Float
  let dmin: Float

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total256) {
    let dy = scaleOfBlock(activation)
    total.minima = adding(
      dotSums16(minima, activation), times: dmin * dy, to: total.minima)
    total.finish(d * dy)
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

/// Four sums of sixteen numbers times the sums of 16 activations each.
@inline(__always)
private func dotSums16(
  _ factors: (SIMD8<Int16>, SIMD8<Int16>), _ activation: UnsafeRawPointer
) -> SIMD4<Int32> {
  let sums = activation + Activation256.sums16
  return dotPairs(factors.0, words8(sums)) &+ dotPairs(factors.1, words8(sums + 16))
}

/// Eight unsigned bytes as 16-bit lanes.
@inline(__always)
func widenBytes(_ bytes: UInt64) -> SIMD8<Int16> {
  let lanes = unsafeBitCast(bytes, to: SIMD8<UInt8>.self)
  return SIMD8(
    Int16(lanes[0]), Int16(lanes[1]), Int16(lanes[2]), Int16(lanes[3]),
    Int16(lanes[4]), Int16(lanes[5]), Int16(lanes[6]), Int16(lanes[7]))
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
