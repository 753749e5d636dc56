// Formats with blocks of 32 times int8, one block at a time, straight from the file's layout.
//
// Values of up to five bits keep their bias: the sums of products begin at −bias times the sums of
// the activations, of which the record holds multiples.

struct Total32: ColumnTotal {
  var products = SIMD4<Float>(repeating: 0)
  var minima: Float = 0

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float { sumOfLanes(products) + minima }
}

/// The two halves of a block as words.
struct Unpacked32 {
  var low: Words16
  var high: Words16

  @inline(__always)
  init(_ low: Words16, _ high: Words16) {
    self.low = low
    self.high = high
  }

  @inline(__always)
  init(nibbles address: UnsafeRawPointer) {
    let both = bytes16(address)
    low = Words16(both, shift: 0, mask: 15)
    high = Words16(both, shift: 4, mask: 15)
  }

  /// With 16 added where the bits of a word are set.
  @inline(__always)
  func withFifths(_ address: UnsafeRawPointer) -> Unpacked32 {
    Unpacked32(low | Self.fifths(address), high | Self.fifths(address + 2))
  }

  @inline(__always)
  private static func fifths(_ address: UnsafeRawPointer) -> Words16 {
    let bits = SIMD8(repeating: address.loadUnaligned(as: UInt16.self))
    let even = SIMD8<UInt16>(0x01, 0x04, 0x10, 0x40, 0x0100, 0x0400, 0x1000, 0x4000)
    let odd = SIMD8<UInt16>(0x02, 0x08, 0x20, 0x80, 0x0200, 0x0800, 0x2000, 0x8000)
    return Words16(sixteen(bits, where: even), sixteen(bits, where: odd))
  }

  /// Four sums of the products with block `index` of the record.
  @inline(__always)
  func dot(_ activation: UnsafeRawPointer, _ index: Int) -> SIMD4<Int32> {
    let words = activation + (Activation128.words &+ index &* 32)
    return low.dot(words) &+ high.dot(words + 128)
  }
}

/// Block `index` of four, of values with a bias of 8 times a power of two.
struct BiasedStep32: ColumnStep {
  let values: Unpacked32
  /// The binary logarithm of an eighth of the bias.
  let shift: Int32
  let d: Float
  let index: Int

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    let start = activation.loadUnaligned(
      fromByteOffset: Activation128.sums &+ index &* 16, as: SIMD4<Int32>.self)
    total.products = adding(
      values.dot(activation, index) &+ start &<< shift,
      times: d * scaleOfBlock(activation, index), to: total.products)
  }
}

/// Block `index` of four, of values d·q + m.
struct AffineStep32: ColumnStep {
  let values: Unpacked32
  let d: Float
  let m: Float
  let index: Int

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    total.products = adding(
      values.dot(activation, index), times: d * scaleOfBlock(activation, index),
      to: total.products)
    let sum = activation.loadUnaligned(
      fromByteOffset: Activation128.totals &+ index &* 4, as: Float.self)
    total.minima += m * sum
  }
}

/// Block `index` of four, of signed values.
struct SignedStep32: ColumnStep {
  let values: Unpacked32
  let d: Float
  let index: Int

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    total.products = adding(
      values.dot(activation, index), times: d * scaleOfBlock(activation, index),
      to: total.products)
  }
}

@inline(__always)
private func scaleOfBlock(_ activation: UnsafeRawPointer, _ index: Int) -> Float {
  activation.loadUnaligned(
    fromByteOffset: Activation128.scales &+ index &* 4, as: Float.self)
}

/// Formats with blocks of 32.
protocol BlocksOf32: DotFormat {
  associatedtype Step: ColumnStep where Step.Total == Total

  static func step(_ block: UnsafeRawPointer, _ index: Int) -> Step
}

extension BlocksOf32 {
  static var blockValues: Int { @inline(__always) get { 32 } }
  static var blocksPerStep: Int { @inline(__always) get { 4 } }
  static var activationStride: Int { @inline(__always) get { Activation128.stride } }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ blocks: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    for index in 0..<4 { group.add(step(blocks + index &* blockBytes, index), activation) }
  }
}
