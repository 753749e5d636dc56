import Generation
import Testing

@Suite struct SplitMix64Tests {
  /// The sequence that the published C program prints for this seed.
  @Test func followsThePublishedSequence() {
    var random = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test func unitsAreInRangeAndEven() {
    var random = SplitMix64(seed: 7)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<100_000 {
      let unit = random.nextUnit()
      #expect(unit >= 0 && unit < 1)
      counts[Int(unit * 10)] += 1
    }
    // 10,000 expected in each tenth; the standard deviation is 95.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }
}
