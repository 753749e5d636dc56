import Foundation
import Generation
import Testing

@Suite struct ExponentialTests {
  @Test func agreesWithTheLibrary() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<20_000 {
      let x = -random.nextUnit() * (random.nextUnit() < 0.5 ? 1 : 700)
      let expected = exp(x)
      #expect(abs(exponential(ofNonPositive: x) - expected) <= 4e-16 * expected)
    }
  }

  @Test func knowsItsEnds() {
    #expect(exponential(ofNonPositive: 0) == 1)
    #expect(exponential(ofNonPositive: -0.0) == 1)
    #expect(exponential(ofNonPositive: 5) == 1)
    #expect(exponential(ofNonPositive: -1e-300) == 1)
    #expect(exponential(ofNonPositive: -707.9) > 0)
    #expect(exponential(ofNonPositive: -708) == 0)
    #expect(exponential(ofNonPositive: -1e300) == 0)
    #expect(exponential(ofNonPositive: -.infinity) == 0)
    #expect(exponential(ofNonPositive: .nan) == 0)
  }

  @Test func neverFallsWhereTheArgumentRises() {
    var before = 0.0
    for step in 0...100_000 {
      let value = exponential(ofNonPositive: -10 + Double(step) * 1e-4)
      #expect(value >= before)
      before = value
    }
  }

  /// The bits are part of what a seed means.
  @Test func hasFixedBits() {
    #expect(exponential(ofNonPositive: -1) == 0x1.78b56362cef38p-2)
    #expect(exponential(ofNonPositive: -0.5) == 0x1.368b2fc6f960ap-1)
  }
}
