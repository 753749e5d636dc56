import Generation
import Testing

@Suite struct ArgmaxTests {
  @Test(arguments: 0...40)
  func agreesWithASortAtEveryLength(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    for _ in 0..<50 {
      for row in [random.row(count: count), random.awkwardRow(count: count)] {
        #expect(row.span.argmax == ranking(of: row).first.map { Int($0) })
      }
    }
  }

  @Test(arguments: 1...35)
  func findsTheGreatestAtEveryPlace(count: Int) {
    for place in 0..<count {
      var row = [Float](repeating: -1, count: count)
      row[place] = 3
      #expect(row.span.argmax == place)
    }
  }

  @Test(arguments: [1, 7, 8, 9, 16, 151_936])
  func tiesGoToTheLowest(count: Int) {
    #expect([Float](repeating: 0, count: count).span.argmax == 0)
    #expect([Float](repeating: .infinity, count: count).span.argmax == 0)
    #expect([Float](repeating: -.greatestFiniteMagnitude, count: count).span.argmax == 0)
  }

  @Test func tiesAcrossLanesAndBlocksGoToTheLowest() {
    var row = [Float](repeating: 0, count: 64)
    row[21] = 5
    row[16] = 5
    row[47] = 5
    #expect(row.span.argmax == 16)
    row[7] = 5
    #expect(row.span.argmax == 7)
  }

  @Test(arguments: [0, 1, 7, 8, 24, 25])
  func nothingWinsInARowWithoutNumbers(count: Int) {
    #expect([Float](repeating: .nan, count: count).span.argmax == nil)
    #expect([Float](repeating: -.infinity, count: count).span.argmax == nil)
  }

  @Test func nanHidesNothing() {
    #expect([Float.nan, 1, .nan, 2, .nan].span.argmax == 3)
    #expect([Float.nan, -.infinity, -5, .nan].span.argmax == 2)
    #expect([-Float.nan, .infinity, .signalingNaN, 2].span.argmax == 1)
    #expect([Float.nan, 1, 1, 1, 1, 1, 1, 1, .nan, 0, 0, 0, 0, 0, 0, 0].span.argmax == 1)
  }

  @Test func negativeZeroEqualsZero() {
    #expect([-0.0, Float(0)].span.argmax == 0)
  }
}
