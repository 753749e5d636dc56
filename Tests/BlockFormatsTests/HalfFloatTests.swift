import BlockFormats
import Testing

@Suite("Half floats")
struct HalfFloatTests {
  @Test("Every binary16 number survives the trip through float32")
  func halfRoundTrip() {
    for bits in UInt16.min...UInt16.max {
      let value = Float(halfBits: bits)
      if value.isNaN {
        #expect(value.halfBits == bits | 0x0200)
      } else {
        #expect(value.halfBits == bits)
      }
    }
  }

  @Test("Every bfloat16 number survives the trip through float32")
  func brainRoundTrip() {
    for bits in UInt16.min...UInt16.max {
      let value = Float(brainBits: bits)
      #expect(value.brainBits == (value.isNaN ? bits | 0x0040 : bits))
    }
  }

  @Test(
    "Known binary16 numbers",
    arguments: [
      (0x0000, 0.0), (0x0001, 0x1p-24), (0x03FF, 0x3FFp-24), (0x0400, 0x1p-14),
      (0x3C00, 1.0), (0xC000, -2.0), (0x7BFF, 65504.0), (0x7C00, Float.infinity),
      (0xFC00, -Float.infinity), (0x3555, 0x1.554p-2),
    ] as [(UInt16, Float)])
  func known(bits: UInt16, value: Float) {
    #expect(Float(halfBits: bits) == value)
    #expect(value.halfBits == bits)
  }

  @Test("Zero keeps its sign")
  func signedZero() {
    #expect((-0.0 as Float).halfBits == 0x8000)
    #expect(Float(halfBits: 0x8000).sign == .minus)
    #expect((-0.0 as Float).brainBits == 0x8000)
  }

  @Test(
    "Halfway values round to the even neighbour, over the edges of exponents too",
    arguments: [
      (1 + 0x1p-11, 0x3C00), (1 + 0x3p-11, 0x3C02), (0x1.FFEp0, 0x4000),
      (0x1p-25, 0x0000), (0x1.8p-24, 0x0002), (0x1.000002p-25, 0x0001),
      (65519, 0x7BFF), (65520, 0x7C00), (-65520, 0xFC00), (0x1.FFEp-15, 0x0400),
      (0x1p-26, 0x0000), (-0x1p-149, 0x8000), (Float.greatestFiniteMagnitude, 0x7C00),
    ] as [(Float, UInt16)])
  func halfTies(value: Float, bits: UInt16) {
    #expect(value.halfBits == bits)
  }

  @Test(
    "bfloat16 rounds to the even neighbour",
    arguments: [
      (0x3F80_8000, 0x3F80), (0x3F81_8000, 0x3F82), (0x3F80_8001, 0x3F81),
      (0x7F7F_FFFF, 0x7F80), (0x0000_8001, 0x0001), (0x7F80_0001, 0x7FC0),
    ] as [(UInt32, UInt16)])
  func brainTies(bits: UInt32, expected: UInt16) {
    #expect(Float(bitPattern: bits).brainBits == expected)
  }

  // Float16 is missing on Intel Macs; elsewhere it is an independent oracle.
  #if !(os(macOS) && arch(x86_64))
  @Test("binary16 agrees with the standard library's Float16")
  func halfOracle() {
    for bits in UInt16.min...UInt16.max where !Float(halfBits: bits).isNaN {
      #expect(Float(halfBits: bits) == Float(Float16(bitPattern: bits)))
    }
    var mismatches = 0
    for step in 0..<UInt32(4_000_000) {
      let value = Float(bitPattern: step &* 1_073_741_827)
      guard !value.isNaN else { continue }
      if value.halfBits != Float16(value).bitPattern { mismatches += 1 }
    }
    #expect(mismatches == 0)
  }
  #endif
}
