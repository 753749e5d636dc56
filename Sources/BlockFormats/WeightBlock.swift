/// The layout of one block of a weight format, and what its bytes mean.
///
/// The fields stand in the order of the file, little endian, without padding: the size and the
/// stride of a conforming struct are `type.bytesPerBlock`. Decoding is the truth that every
/// kernel is tested against, so it computes in float32 in the order that each struct documents.
package protocol WeightBlock: BitwiseCopyable, Sendable {
  /// The format that this is the block of.
  static var type: WeightType { get }

  /// Writes the block's `type.valuesPerBlock` values to `destination`.
  func decode(into destination: UnsafeMutablePointer<Float>)

  /// Makes the block that stands for `type.valuesPerBlock` values, by plain rounding.
  ///
  /// The codes are good enough for tests and tiny models; no search for better scales is made.
  /// Values that are not finite give a valid block of no particular meaning.
  init(encoding values: UnsafePointer<Float>)

  /// Decodes `count` blocks, one after another.
  static func decode(
    _ source: UnsafeRawPointer, count: Int, into destination: UnsafeMutablePointer<Float>)

  /// Encodes `count` blocks, one after another.
  static func encode(
    _ values: UnsafePointer<Float>, count: Int, into destination: UnsafeMutableRawPointer)
}

extension WeightBlock {
  package static func decode(
    _ source: UnsafeRawPointer, count: Int, into destination: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<count {
      let offset = index * MemoryLayout<Self>.stride
      let block = source.loadUnaligned(fromByteOffset: offset, as: Self.self)
      block.decode(into: destination + index * type.valuesPerBlock)
    }
  }

  package static func encode(
    _ values: UnsafePointer<Float>, count: Int, into destination: UnsafeMutableRawPointer
  ) {
    for index in 0..<count {
      let block = Self(encoding: values + index * type.valuesPerBlock)
      let offset = index * MemoryLayout<Self>.stride
      destination.storeBytes(of: block, toByteOffset: offset, as: Self.self)
    }
  }
}
