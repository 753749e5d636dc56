import BlockFormats
import Testing

/// Blocks laid out by hand, so that the formulas are held without any reference data.
@Suite("Layouts of blocks")
struct BlockLayoutTests {
  /// 2.0 in binary16, little endian.
  private let two: [UInt8] = [0x00, 0x40]
  /// 0.5 in binary16, little endian.
  private let half: [UInt8] = [0x00, 0x38]

  @Test("Q4_0: low nibbles first, centred on 8")
  func q4_0() throws {
    let values = try decoded(
      two + [0xF1] + [UInt8](repeating: 0x88, count: 15), as: .q4_0, count: 32)
    #expect(values[0] == -14)
    #expect(values[16] == 14)
    #expect(values[1] == 0)
  }

  @Test("Q4_1: scale and minimum")
  func q4_1() throws {
    let values = try decoded(
      two + half + [0xF1] + [UInt8](repeating: 0, count: 15), as: .q4_1, count: 32)
    #expect(values[0] == 2.5)
    #expect(values[16] == 30.5)
    #expect(values[31] == 0.5)
  }

  @Test("Q5_0: the fifth bits of values 0 to 15 stand before those of 16 to 31")
  func q5_0() throws {
    let bits: [UInt8] = [0x01, 0x80, 0x02, 0x00]
    let values = try decoded(two + bits + [UInt8](repeating: 0, count: 16), as: .q5_0, count: 32)
    for index in 0..<32 {
      #expect(values[index] == ([0, 15, 17].contains(index) ? 0 : -32))
    }
  }

  @Test("Q8_0: signed bytes")
  func q8_0() throws {
    let values = try decoded(
      two + [0x80, 0x7F] + [UInt8](repeating: 1, count: 30), as: .q8_0, count: 32)
    #expect(values[0] == -256)
    #expect(values[1] == 254)
    #expect(values[31] == 2)
  }

  @Test("Q4_K: scales of the upper runs borrow their top bits")
  func q4_K() throws {
    var scales = [UInt8](repeating: 0, count: 12)
    scales[0] = 63 | 0x80  // scale 0 is 63; the upper bits of scale 4 are 2
    scales[4] = 5 | 0x40  // minimum 0 is 5; the upper bits of minimum 4 are 1
    scales[8] = 0x23  // the lower bits of scale 4 are 3, of minimum 4 are 2
    let values = try decoded(
      two + half + scales + [UInt8](repeating: 0x11, count: 128), as: .q4_K, count: 256)
    #expect(values[0] == 2 * 63 - 0.5 * 5)
    #expect(values[128] == 2 * 35 - 0.5 * 18)
    #expect(values[32] == 0)
  }

  @Test("Q6_K: signed scales, codes centred on 32")
  func q6_K() throws {
    let lower = [UInt8](repeating: 0x10, count: 128)
    let upper = [UInt8](repeating: 0b11_00_00_01, count: 64)
    var scales = [UInt8](repeating: 1, count: 16)
    scales[6] = 0xFF
    let values = try decoded(lower + upper + scales + two, as: .q6_K, count: 256)
    #expect(values[0] == 2 * (16 - 32))
    #expect(values[32] == 2 * (0 - 32))
    #expect(values[64] == 2 * (1 - 32))
    #expect(values[96] == -2 * (49 - 32))
    #expect(values[112] == 2 * (49 - 32))
  }

  @Test("MXFP4: powers of two down to the subnormal numbers")
  func mxfp4() throws {
    for (exponent, unit) in [(0, 0x1p-128), (1, 0x1p-127), (128, 1), (255, 0x1p127)]
      as [(UInt8, Float)]
    {
      let values = try decoded(
        [exponent, 0x91] + [UInt8](repeating: 0, count: 15), as: .mxfp4, count: 32)
      #expect(values[0] == unit)
      #expect(values[16] == -unit)
    }
  }
}
