package import BlockFormats

/// Repeatable random numbers: SplitMix64, so that neighbouring seeds have nothing in common.
package struct RandomValues: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  /// A number from -1 up to 1, with 24 bits.
  package mutating func unit() -> Float { Float(Int64(bitPattern: next()) >> 40) / 0x1p23 }

  /// A number from 0 and below `bound`, which counts as 1 when it is lower.
  package mutating func number(below bound: Int) -> Int {
    Int.random(in: 0..<Swift.max(bound, 1), using: &self)
  }

  package mutating func flip() -> Bool { number(below: 2) == 0 }

  /// One of a list that is not empty.
  package mutating func pick<Element>(_ list: [Element]) -> Element {
    list[number(below: list.count)]
  }

  /// `count` numbers from -1 up to 1.
  package static func list(_ count: Int, seed: UInt64) -> [Float] {
    var source = RandomValues(seed: seed)
    return (0..<count).map { _ in source.unit() }
  }
}

/// Encodes values as rows of a weight format; the count has to fill whole blocks.
package func encodedWeights(_ values: [Float], as type: WeightType) -> [UInt8] {
  guard let size = type.byteCount(values: values.count) else { return [] }
  return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
    values.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress, let target = bytes.baseAddress else { return }
      type.encode(start, count: values.count, into: target)
      count = size
    }
  }
}
