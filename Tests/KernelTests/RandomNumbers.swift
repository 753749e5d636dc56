/// Repeatable random numbers: the SplitMix64 generator.
struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Values between -limit and limit.
  mutating func floats(_ count: Int, limit: Float = 1) -> [Float] {
    (0..<count).map { _ in limit * Float.random(in: -1...1, using: &self) }
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// A half float that is neither infinite nor a NaN.
  mutating func finiteHalf() -> UInt16 {
    let bits = UInt16(truncatingIfNeeded: next())
    return bits & 0x7C00 == 0x7C00 ? bits & 0xBFFF : bits
  }
}
