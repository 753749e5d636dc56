import Foundation
import Generation
import SequenceModel
import Testing
import TextModel

@Suite struct CandidatePoolTests {
  @Test(arguments: [1, 2, 3, 40, 63, 64, 65, 200, 999, 1000, 1001, 5000, Int.max])
  func topKKeepsWhatASortKeeps(limit: Int) {
    var random = SplitMix64(seed: UInt64(limit))
    var pool = CandidatePool()
    for _ in 0..<20 {
      for row in [random.row(count: 1000), random.awkwardRow(count: 1000)] {
        pool.fill(from: row.span, keeping: limit)
        #expect(pool.candidates.map(\.token) == ranking(of: row).prefix(limit).sorted())
        #expect(pool.candidates.allSatisfy { row[Int($0.token)] == $0.logit })
      }
    }
  }

  @Test func topKAgreesOnRisingFallingAndFlatRows() {
    let rising = (0..<20_000).map { Float($0) }
    var pool = CandidatePool()
    pool.fill(from: rising.span, keeping: 40)
    #expect(pool.candidates.map(\.token) == (19_960..<20_000).map { TokenID($0) })
    pool.fill(from: Array(rising.reversed()).span, keeping: 40)
    #expect(pool.candidates.map(\.token) == (0..<40).map { TokenID($0) })
    pool.fill(from: [Float](repeating: 2, count: 20_000).span, keeping: 40)
    #expect(pool.candidates.map(\.token) == (0..<40).map { TokenID($0) })
  }

  @Test func topKZeroKeepsAllThatCanBePicked() {
    var pool = CandidatePool()
    pool.fill(from: [Float.nan, 1, -.infinity, .infinity].span, keeping: 0)
    #expect(pool.candidates.map(\.token) == [1, 3])
    pool.fill(from: [Float]().span, keeping: 5)
    #expect(pool.candidates.isEmpty)
  }

  @Test(arguments: [1, 2, 10, 64, 500, 1000], [Float(0.001), 0.3, 0.9, 0.999])
  func topPKeepsTheSmallestSetThatReachesIt(count: Int, share: Float) {
    var random = SplitMix64(seed: UInt64(count))
    var pool = CandidatePool()
    for range in [Float(-10)...10, -1...1, 0...0] {
      let row = random.row(count: count, in: range)
      pool.fill(from: row.span, keeping: 0)
      pool.weigh(temperature: 1)
      let total = pool.candidates.reduce(0) { $0 + $1.weight }
      pool.keepShare(share)
      let kept = pool.candidates
      #expect(kept.map(\.token) == ranking(of: row).prefix(kept.count).sorted())
      let mass = kept.reduce(0) { $0 + $1.weight } / total
      let least = (kept.map(\.weight).min() ?? 0) / total
      #expect(mass >= Double(share) - 1e-12)
      #expect(mass - least < Double(share) + 1e-12)
    }
  }

  @Test func topPKeepsTheMostLikelyEvenAtZero() {
    var pool = CandidatePool()
    pool.fill(from: [Float(1), 3, 3, 2].span, keeping: 0)
    pool.weigh(temperature: 1)
    pool.keepShare(0)
    #expect(pool.candidates.map(\.token) == [1])
  }

  @Test(arguments: [Float(0.0001), 0.05, 0.5, 1])
  func minPKeepsWhatIsLikelyEnough(fraction: Float) {
    var random = SplitMix64(seed: 11)
    var pool = CandidatePool()
    let row = random.row(count: 2000)
    pool.fill(from: row.span, keeping: 0)
    pool.weigh(temperature: 1)
    pool.dropWeights(below: fraction)
    let top = Double(row.max() ?? 0)
    let expected = row.indices.filter { exp(Double(row[$0]) - top) >= Double(fraction) }
    #expect(pool.candidates.map(\.token) == expected.map { TokenID($0) })
  }

  @Test(arguments: [Float(1e-30), 0.1, 0.7, 1, 2, 1e30])
  func weightsAreASoftmax(temperature: Float) {
    var random = SplitMix64(seed: 5)
    let row = random.row(count: 300, in: -80...80)
    var pool = CandidatePool()
    pool.fill(from: row.span, keeping: 0)
    pool.weigh(temperature: temperature)
    let top = Double(row.max() ?? 0)
    for candidate in pool.candidates {
      let expected = exp((Double(candidate.logit) - top) / Double(temperature))
      #expect(abs(candidate.weight - expected) <= 1e-15)
    }
  }

  @Test func hugeLogitsDoNotOverflow() {
    let most = Float.greatestFiniteMagnitude
    var pool = CandidatePool()
    pool.fill(from: [most, -most, most].span, keeping: 0)
    pool.weigh(temperature: .leastNonzeroMagnitude)
    #expect(pool.candidates.map(\.weight) == [1, 0, 1])
  }

  @Test func infiniteLogitsTakeAll() {
    var pool = CandidatePool()
    pool.fill(from: [Float(5), .infinity, 7, .infinity].span, keeping: 0)
    pool.weigh(temperature: 0.5)
    #expect(pool.candidates.map(\.weight) == [0, 1, 0, 1])
  }
}

/// The choice at a point of the line of weights.
@Suite struct CandidateChoiceTests {
  private func pool(_ weights: [Double]) -> CandidatePool {
    var pool = CandidatePool()
    let row = weights.map { Float(log($0)) }
    pool.fill(from: row.span, keeping: 0)
    pool.weigh(temperature: 1)
    return pool
  }

  @Test func eachLiesWhereItsWeightSays() {
    let pool = pool([1, 2, 1])
    #expect(pool.token(at: 0) == 0)
    #expect(pool.token(at: 0.2499) == 0)
    #expect(pool.token(at: 0.2501) == 1)
    #expect(pool.token(at: 0.7499) == 1)
    #expect(pool.token(at: 0.7501) == 2)
    #expect(pool.token(at: 1 - 0x1p-53) == 2)
  }

  @Test func anEmptyPoolHasNone() {
    #expect(CandidatePool().token(at: 0.5) == nil)
  }

  @Test func weightlessOnesAreNeverPicked() {
    var pool = CandidatePool()
    pool.fill(from: [Float(-1e6), 0, -1e6].span, keeping: 0)
    pool.weigh(temperature: 1)
    #expect(pool.token(at: 0) == 1)
    #expect(pool.token(at: 1 - 0x1p-53) == 1)
  }
}

/// The whole chain against a plain one that sorts, on random rows.
@Suite struct SamplingChainTests {
  /// Relative probabilities by token, by sorting and cutting lists.
  private func reference(_ row: [Float], _ options: SamplingOptions) -> [TokenID: Double] {
    var order = ranking(of: row)
    if options.topK > 0 { order = Array(order.prefix(options.topK)) }
    guard let first = order.first else { return [:] }
    let top = Double(row[Int(first)])
    let weight = { (token: TokenID) in exp(Double(row[Int(token)]) - top) }
    let total = order.map(weight).reduce(0, +)
    var sum = 0.0
    if options.topP < 1 {
      let end = order.firstIndex { token in
        sum += weight(token)
        return sum >= Double(options.topP) * total
      }
      order = Array(order.prefix((end ?? order.count - 1) + 1))
    }
    order = order.filter { weight($0) >= Double(options.minP) }
    let scale = Double(options.temperature)
    return Dictionary(
      uniqueKeysWithValues: order.map { ($0, exp((Double(row[Int($0)]) - top) / scale)) })
  }

  @Test(arguments: 0..<300)
  func agreesWithThePlainChain(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let count = Int.random(in: 1...600, using: &random)
    let options = SamplingOptions(
      temperature: [0.2, 0.8, 1, 1.7].randomElement(using: &random) ?? 1,
      topK: [0, 1, 5, 40, 1000].randomElement(using: &random) ?? 0,
      topP: [0.1, 0.5, 0.95, 1].randomElement(using: &random) ?? 1,
      minP: [0, 0.01, 0.3].randomElement(using: &random) ?? 0)
    var pool = CandidatePool()
    let row = random.row(count: count)
    pool.fill(from: row.span, by: options)
    let expected = reference(row, options)
    #expect(Set(pool.candidates.map(\.token)) == Set(expected.keys))
    for candidate in pool.candidates {
      #expect(abs(candidate.weight - (expected[candidate.token] ?? -1)) < 1e-14)
    }
  }
}
