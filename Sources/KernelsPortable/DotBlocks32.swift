// Formats with blocks of 32 times int8, four blocks at a time, straight from the file's layout.
//
// Nibbles keep their bias: the sums of products begin at −8 times the sums of the activations, which
// the record holds. The factors of four blocks are one vector, because there is no instruction for
// half floats.

struct Total32: ColumnTotal {
  var products = SIMD4<Float>(repeating: 0)
  var minima = SIMD4<Float>(repeating: 0)

  @inline(__always)
  init() {}

  @inline(__always)
  var result: Float { sumOfLanes(products) + sumOfLanes(minima) }

  /// Adds sums of products of block `index` of four, with factors `d`.
  @inline(__always)
  mutating func add(
    _ sums: SIMD4<Int32>, _ d: SIMD4<Float>, _ activation: UnsafeRawPointer, _ index: Int
  ) {
    let factors = product(d, floats4(activation + Activation128.scales))
    products = adding(sums, times: factors[index], to: products)
  }
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

  /// Values of five bits less 16, times 256, which saves shifts.
  @inline(__always)
  init(nibbles address: UnsafeRawPointer, fifths: UnsafeRawPointer) {
    let both = bytes16(address)
    let (first, second) = missingFifths(fifths)
    low = Words16(signed256: bits(both, 0, 0x0F) | first)
    high = Words16(signed256: bits(both, 4, 0x0F) | second)
  }

  /// Four sums of the products with block `index` of the record.
  @inline(__always)
  func dot(_ activation: UnsafeRawPointer, _ index: Int) -> SIMD4<Int32> {
    let words = activation + (Activation128.words &+ index &* 32)
    return low.dot(words) &+ high.dot(words + 128)
  }
}

/// Block `index` of four, of values with a bias of 8.
struct BiasedStep32: ColumnStep {
  let values: Unpacked32
  let d: SIMD4<Float>
  let index: Int

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    let start = activation.load(
      fromByteOffset: Activation128.sums &+ index &* 16, as: SIMD4<Int32>.self)
    total.add(values.dot(activation, index) &+ start, d, activation, index)
  }
}

/// Block `index` of four, of values without a bias, or with a minimum: see `MinimaStep32`.
struct PlainStep32: ColumnStep {
  let values: Unpacked32
  let d: SIMD4<Float>
  let index: Int

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    total.add(values.dot(activation, index), d, activation, index)
  }
}

/// The minima of four blocks.
struct MinimaStep32: ColumnStep {
  let minima: SIMD4<Float>

  @inline(__always)
  func add(_ activation: UnsafeRawPointer, to total: inout Total32) {
    let sums = floats4(activation + Activation128.totals)
    total.minima = adding(minima, times: sums, to: total.minima)
  }
}

/// Formats with blocks of 32.
protocol BlocksOf32: DotFormat {
  associatedtype Step: ColumnStep where Step.Total == Total

  /// - Parameter d: the factors of the four blocks.
  static func step(_ block: UnsafeRawPointer, _ d: SIMD4<Float>, _ index: Int) -> Step

  /// The factors of four blocks.
  static func factors(_ blocks: UnsafeRawPointer) -> SIMD4<Float>
}

extension BlocksOf32 {
  static var blockValues: Int { @inline(__always) get { 32 } }
  static var blocksPerStep: Int { @inline(__always) get { 4 } }
  static var activationStride: Int { @inline(__always) get { Activation128.stride } }

  @inline(__always)
  static func factors(_ blocks: UnsafeRawPointer) -> SIMD4<Float> {
    fourHalves(blocks, stride: blockBytes)
  }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ blocks: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let d = factors(blocks)
    for index in 0..<4 { group.add(step(blocks + index &* blockBytes, d, index), activation) }
  }
}

/// Formats with blocks of 32 that have a minimum behind their factor.
protocol AffineBlocksOf32: BlocksOf32 {
  /// The minima of four blocks with factors `d`.
  static func minima(_ blocks: UnsafeRawPointer, _ d: SIMD4<Float>) -> SIMD4<Float>
}

extension AffineBlocksOf32 where Total == Total32 {
  @inline(__always)
  static func minima(_ blocks: UnsafeRawPointer, _ d: SIMD4<Float>) -> SIMD4<Float> {
    fourHalves(blocks + 2, stride: blockBytes)
  }

  @inline(__always)
  static func addBlocks<Group: ColumnGroup>(
    _ blocks: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total {
    let d = factors(blocks)
    for index in 0..<4 { group.add(step(blocks + index &* blockBytes, d, index), activation) }
    group.add(MinimaStep32(minima: minima(blocks, d)), activation)
  }
}

/// The half floats at an address and at three more places.
@inline(__always)
func fourHalves(_ address: UnsafeRawPointer, stride: Int) -> SIMD4<Float> {
  floats(
    fromHalves: SIMD4<UInt32>(
      UInt32(address.loadUnaligned(as: UInt16.self)),
      UInt32(address.loadUnaligned(fromByteOffset: stride, as: UInt16.self)),
      UInt32(address.loadUnaligned(fromByteOffset: 2 &* stride, as: UInt16.self)),
      UInt32(address.loadUnaligned(fromByteOffset: 3 &* stride, as: UInt16.self))))
}
