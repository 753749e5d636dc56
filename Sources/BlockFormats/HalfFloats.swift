// Conversions between float32 and the two 16-bit floats, by integer arithmetic alone.
//
// The standard library's Float16 does not exist on every platform, and the scalar truth must give
// the same bits everywhere.

extension Float {
  /// The value of an IEEE 754 binary16 number, which float32 always holds exactly.
  ///
  /// A signalling NaN becomes a quiet one with the same payload, as processors do.
  package init(halfBits bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      self.init(bitPattern: sign | magnitude.bitPattern)
    case 0x1F:
      let quiet: UInt32 = fraction == 0 ? 0 : 0x0040_0000
      self.init(bitPattern: sign | 0x7F80_0000 | quiet | fraction << 13)
    default:
      self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  /// The nearest IEEE 754 binary16 number; of two that are equally near, the even one.
  ///
  /// Magnitudes from 65520 on become infinity. A NaN stays a NaN of the same sign.
  package var halfBits: UInt16 {
    let sign = UInt16(truncatingIfNeeded: bitPattern >> 16) & 0x8000
    let magnitude = bitPattern & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 {
      return sign | 0x7E00 | UInt16(truncatingIfNeeded: magnitude >> 13) & 0x01FF
    }
    if magnitude >= 0x4780_0000 { return sign | 0x7C00 }
    if magnitude >= 0x3880_0000 {
      // A carry out of the fraction moves into the exponent, and there up to infinity.
      let rounded = (magnitude - 0x3800_0000).shiftedRightRoundingToEven(by: 13)
      return sign | UInt16(truncatingIfNeeded: rounded)
    }
    let exponent = magnitude >> 23
    if exponent < 102 { return sign }
    let significand = magnitude & 0x007F_FFFF | 0x0080_0000
    let rounded = significand.shiftedRightRoundingToEven(by: 126 - exponent)
    return sign | UInt16(truncatingIfNeeded: rounded)
  }

  /// The value of a bfloat16 number: the upper half of a float32.
  package init(brainBits bits: UInt16) {
    self.init(bitPattern: UInt32(bits) << 16)
  }

  /// The nearest bfloat16 number; of two that are equally near, the even one.
  ///
  /// A NaN stays a NaN of the same sign, and becomes quiet.
  package var brainBits: UInt16 {
    if bitPattern & 0x7FFF_FFFF > 0x7F80_0000 {
      return UInt16(truncatingIfNeeded: bitPattern >> 16) | 0x0040
    }
    return UInt16(truncatingIfNeeded: bitPattern.shiftedRightRoundingToEven(by: 16))
  }
}

extension UInt32 {
  /// The quotient by two to the power of `count` (1 to 24), rounded to nearest, ties to even.
  fileprivate func shiftedRightRoundingToEven(by count: UInt32) -> UInt32 {
    let quotient = self >> count
    let remainder = self & ((1 << count) - 1)
    let half: UInt32 = 1 << (count - 1)
    let roundsUp = remainder > half || (remainder == half && quotient & 1 == 1)
    return roundsUp ? quotient + 1 : quotient
  }
}
