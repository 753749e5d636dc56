import Generation
import SequenceModel
import Testing
import TextModel

@Suite struct SamplerTests {
  private let warm = SamplingOptions(temperature: 1, seed: 1)

  @Test func greedyTakesTheGreatest() throws {
    var sampler = try Sampler(.greedy)
    #expect(try sampler.nextToken([Float(1), 5, 3].span, after: []) == 1)
    #expect(try sampler.nextToken([Float(5), 5, 3].span, after: []) == 0)
    #expect(try sampler.nextToken([Float.nan, -.infinity, -9].span, after: []) == 2)
  }

  @Test(arguments: [[], [Float.nan], [-.infinity, .nan], [Float](repeating: .nan, count: 100)])
  func aRowWithoutNumbersIsAnError(row: [Float]) throws {
    let expected = GenerationError.noLikelyToken(position: 3, vocabularySize: row.count)
    for options in [SamplingOptions.greedy, warm, SamplingOptions(repetitionPenalty: 2)] {
      var sampler = try Sampler(options)
      #expect(throws: expected) { try sampler.nextToken(row.span, after: [1, 2, 3]) }
    }
  }

  @Test(arguments: [0, 1, 5, 100])
  func oneTokenIsAlwaysPicked(topK: Int) throws {
    var sampler = try Sampler(SamplingOptions(temperature: 2, topK: topK, topP: 0.5, minP: 0.5))
    #expect(try sampler.nextToken([Float(-3)].span, after: []) == 0)
  }

  @Test func infinityIsAlwaysPicked() throws {
    var sampler = try Sampler(SamplingOptions(temperature: 5, topP: 0.9, minP: 0.1))
    for _ in 0..<100 {
      #expect(try sampler.nextToken([Float(1), .infinity, .nan, 2].span, after: []) == 1)
    }
  }

  @Test func sameSeedSameTokens() throws {
    var random = SplitMix64(seed: 9)
    let rows = (0..<50).map { _ in random.row(count: 500, in: -2...2) }
    let options = SamplingOptions(temperature: 1, topK: 100, topP: 0.99, minP: 0.01, seed: 42)
    var (one, two) = (try Sampler(options), try Sampler(options))
    let first = try rows.map { try one.nextToken($0.span, after: []) }
    let second = try rows.map { try two.nextToken($0.span, after: []) }
    #expect(first == second)
    var other = options
    other.seed = 43
    var three = try Sampler(other)
    #expect(try rows.map { try three.nextToken($0.span, after: []) } != first)
  }

  /// The tokens of a seed must not change with the machine or with a new version.
  @Test func aSeedMeansTheseTokens() throws {
    var random = SplitMix64(seed: 9)
    var sampler = try Sampler(SamplingOptions(temperature: 0.8, topK: 40, topP: 0.95, seed: 42))
    let tokens = try (0..<8).map { _ in
      try sampler.nextToken(random.row(count: 1000, in: -2...2).span, after: [])
    }
    #expect(tokens == [791, 173, 243, 367, 51, 898, 180, 746])
  }

  /// A logit that differs in its last bit must not send the choice elsewhere.
  @Test func tinyDifferencesDoNotMoveTheChoice() throws {
    var random = SplitMix64(seed: 10)
    var (one, two) = (try Sampler(warm), try Sampler(warm))
    for _ in 0..<200 {
      let row = random.row(count: 300, in: -1...1)
      let shaken = row.map { Bool.random(using: &random) ? $0.nextUp : $0.nextDown }
      #expect(try one.nextToken(row.span, after: []) == two.nextToken(shaken.span, after: []))
    }
  }

  @Test func aFreshSeedIsTold() throws {
    let sampler = try Sampler(SamplingOptions(temperature: 1))
    let row = [Float](repeating: 0, count: 10_000)
    var (one, two) = (sampler, try Sampler(SamplingOptions(temperature: 1, seed: sampler.seed)))
    for _ in 0..<5 {
      #expect(try one.nextToken(row.span, after: []) == two.nextToken(row.span, after: []))
    }
    #expect(try Sampler(SamplingOptions(temperature: 1)).seed != sampler.seed)
  }
}

/// The penalty for tokens that came before.
@Suite struct RepetitionPenaltyTests {
  private func pick(
    _ row: [Float], after history: [TokenID], penalty: Float, window: Int = 64
  ) throws -> TokenID {
    var sampler = try Sampler(
      SamplingOptions(repetitionPenalty: penalty, repetitionWindow: window))
    return try sampler.nextToken(row.span, after: history)
  }

  @Test func dividesPositiveLogits() throws {
    #expect(try pick([3, 2], after: [0], penalty: 1.4) == 0)
    #expect(try pick([3, 2], after: [0], penalty: 1.6) == 1)
  }

  @Test func multipliesNegativeLogits() throws {
    #expect(try pick([-2, -3], after: [0], penalty: 1.4) == 0)
    #expect(try pick([-2, -3], after: [0], penalty: 1.6) == 1)
  }

  @Test func countsARepeatedTokenOnce() throws {
    #expect(try pick([3, 2], after: [0, 0, 0, 0], penalty: 1.4) == 0)
  }

  @Test func looksAtTheWindowOnly() throws {
    #expect(try pick([3, 2], after: [0, 5, 5], penalty: 9, window: 3) == 1)
    #expect(try pick([3, 2], after: [0, 5, 5], penalty: 9, window: 2) == 0)
    #expect(try pick([3, 2], after: [0], penalty: 9, window: 0) == 0)
    #expect(try pick([3, 2], after: [0], penalty: 9, window: .max) == 1)
  }

  @Test func ignoresTokensOutsideTheRow() throws {
    #expect(try pick([3, 2], after: [-1, 2, .max, .min], penalty: 9) == 0)
  }

  @Test func belowOneFavoursRepetition() throws {
    #expect(try pick([2, 3], after: [0], penalty: 0.5) == 0)
  }

  @Test func leavesNothingBehindForTheNextToken() throws {
    var sampler = try Sampler(SamplingOptions(repetitionPenalty: 2))
    #expect(try sampler.nextToken([Float(3), 2].span, after: [0]) == 1)
    #expect(try sampler.nextToken([Float(3), 2].span, after: [1]) == 0)
    #expect(try sampler.nextToken([Float(3), 2, 4].span, after: []) == 2)
  }
}

/// How often each token is picked, over many draws with a fixed seed.
@Suite struct SamplerDistributionTests {
  /// The sum of (observed − expected)² / expected over the tokens from 0, of which no other may be
  /// picked; `parts` are their relative probabilities.
  private func chiSquare(
    _ options: SamplingOptions, _ row: [Float], parts: [Double], draws: Int = 20_000
  ) throws -> Double {
    var sampler = try Sampler(options)
    var counts = [Int](repeating: 0, count: row.count)
    for _ in 0..<draws { counts[Int(try sampler.nextToken(row.span, after: []))] += 1 }
    #expect(counts[parts.count...].allSatisfy { $0 == 0 })
    let scale = Double(draws) / parts.reduce(0, +)
    return zip(counts, parts).reduce(0) { sum, entry in
      let wanted = entry.1 * scale
      let miss = Double(entry.0) - wanted
      return sum + miss * miss / wanted
    }
  }

  /// Logits of 8 tokens whose probabilities are 8, 7 … 1 parts of 36.
  private let row: [Float] = [
    2.0794415, 1.9459101, 1.7917595, 1.6094379, 1.3862944, 1.0986123, 0.6931472, 0,
  ]

  /// 24.3 is exceeded by chance once in a thousand with 7 degrees of freedom.
  @Test(arguments: [UInt64(0), 1, 2, 3])
  func temperatureOneFollowsTheModel(seed: UInt64) throws {
    let parts: [Double] = [8, 7, 6, 5, 4, 3, 2, 1]
    let options = SamplingOptions(temperature: 1, seed: seed)
    #expect(try chiSquare(options, row, parts: parts) < 24.3)
  }

  @Test func halfTheTemperatureSquaresTheParts() throws {
    let parts: [Double] = [64, 49, 36, 25, 16, 9, 4, 1]
    let options = SamplingOptions(temperature: 0.5, seed: 4)
    #expect(try chiSquare(options, row, parts: parts) < 24.3)
  }

  /// 13.8 is exceeded by chance once in a thousand with 2 degrees of freedom.
  @Test func topKLeavesTheOthersInProportion() throws {
    let options = SamplingOptions(temperature: 1, topK: 3, seed: 5)
    #expect(try chiSquare(options, row, parts: [8, 7, 6]) < 13.8)
  }

  /// 8 + 7 + 6 of 36 is 0.583, and 8 + 7 is 0.417.
  @Test func topPLeavesTheOthersInProportion() throws {
    let options = SamplingOptions(temperature: 1, topP: 0.5, seed: 6)
    #expect(try chiSquare(options, row, parts: [8, 7, 6]) < 13.8)
  }

  @Test func minPLeavesTheOthersInProportion() throws {
    let options = SamplingOptions(temperature: 1, minP: 0.7, seed: 7)
    #expect(try chiSquare(options, row, parts: [8, 7, 6]) < 13.8)
  }

  /// 330 is exceeded by chance once in a thousand with 255 degrees of freedom.
  @Test func equalLogitsAreEquallyLikely() throws {
    let flat = [Float](repeating: 3, count: 256)
    let parts = [Double](repeating: 1, count: 256)
    let options = SamplingOptions(temperature: 0.7, seed: 8)
    #expect(try chiSquare(options, flat, parts: parts, draws: 50_000) < 330)
  }
}

/// Options that the chain cannot use.
@Suite struct SamplingOptionsTests {
  @Test(arguments: [
    ("temperature", SamplingOptions(temperature: -1)),
    ("temperature", SamplingOptions(temperature: .nan)),
    ("temperature", SamplingOptions(temperature: .infinity)),
    ("top-k", SamplingOptions(topK: -1)),
    ("top-p", SamplingOptions(topP: 1.1)),
    ("top-p", SamplingOptions(topP: -0.1)),
    ("top-p", SamplingOptions(topP: .nan)),
    ("min-p", SamplingOptions(minP: 2)),
    ("repetition penalty", SamplingOptions(repetitionPenalty: 0)),
    ("repetition penalty", SamplingOptions(repetitionPenalty: .infinity)),
    ("repetition window", SamplingOptions(repetitionWindow: -1)),
  ])
  func areRefusedByName(name: String, options: SamplingOptions) throws {
    let error = try #require(throws: GenerationError.self) { try Sampler(options) }
    #expect(error.description.hasPrefix("\(name) is "))
  }

  @Test(arguments: [
    SamplingOptions(), SamplingOptions(temperature: 100, topK: .max, topP: 0, minP: 1),
    SamplingOptions(repetitionPenalty: 0.1, repetitionWindow: .max),
  ])
  func areTakenAtTheirEnds(options: SamplingOptions) {
    #expect(throws: Never.self) { try Sampler(options) }
  }
}
