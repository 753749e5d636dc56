import BlockFormats
import Testing

@Suite("Encoding blocks")
struct BlockEncodingTests {
  /// How far a decoded value may lie from the original, as a share of the greatest magnitude.
  private static let tolerance: [WeightType: Float] = [
    .f32: 0, .f16: 0x1p-11, .bf16: 0x1p-8, .q8_0: 0.005, .q6_K: 0.05, .q5_0: 0.07, .q5_1: 0.04,
    .q5_K: 0.06, .q4_0: 0.14, .q4_1: 0.08, .q4_K: 0.1, .iq4_NL: 0.13, .iq4_XS: 0.16,
    .mxfp4: 0.27, .q3_K: 0.3, .q2_K: 0.45,
  ]

  @Test("Decoding gives back nearly what was encoded", arguments: WeightType.allCases)
  func roundTrip(type: WeightType) throws {
    let values = pseudorandomValues(4 * 256, seed: 7)
    let bytes = try encoded(values, as: type)
    let result = try decoded(bytes, as: type, count: values.count)
    let tolerance = try #require(Self.tolerance[type])
    let worst = zip(values, result).map { ($0 - $1).magnitude }.max() ?? .infinity
    #expect(worst <= tolerance)
  }

  @Test("Encoding what was decoded changes little", arguments: WeightType.allCases)
  func stable(type: WeightType) throws {
    let values = pseudorandomValues(256, seed: 11)
    let once = try decoded(try encoded(values, as: type), as: type, count: 256)
    let twice = try decoded(try encoded(once, as: type), as: type, count: 256)
    let tolerance = try #require(Self.tolerance[type])
    let worst = zip(once, twice).map { ($0 - $1).magnitude }.max() ?? .infinity
    #expect(worst <= tolerance)
  }

  @Test("Zeros stay zeros", arguments: WeightType.allCases)
  func zeros(type: WeightType) throws {
    let bytes = try encoded([Float](repeating: 0, count: 256), as: type)
    #expect(try decoded(bytes, as: type, count: 256).allSatisfy { $0 == 0 })
  }

  @Test(
    "Values that are not finite, or are extreme, encode without a trap",
    arguments: WeightType.allCases,
    [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
  func extremes(type: WeightType, value: Float) throws {
    var values = pseudorandomValues(256, seed: 3)
    values[17] = value
    values[200] = -value
    #expect(try encoded(values, as: type).count == type.byteCount(values: 256))
    #expect(try encoded([Float](repeating: value, count: 256), as: type).isEmpty == false)
  }
}
