/// The exponential of a number that is not above 0, the same to the last bit on every machine.
///
/// The C library's function differs between systems, and with it the token that a seed picks.
/// Here x = k·ln 2 + r with |r| ≤ ln 2 / 2, and e^r is its Taylor sum to the 13th power, whose
/// remainder is below 5e-18. Only additions and multiplications are used, in a fixed order.
///
/// - Returns: 0 below -708, where the result would no longer be a normal number, and for NaN; 1
///   for 0. A number above 0 counts as 0.
package func exponential(ofNonPositive x: Double) -> Double {
  guard x > -708 else { return 0 }
  guard x < 0 else { return 1 }
  // Adding and taking away 1.5·2⁵² leaves the nearest whole number: no bits below 1 remain.
  let shift = 0x1.8p52
  let power = (x * 0x1.71547652b82fep0 + shift) - shift
  // ln 2 in two parts: the first has so few bits that its product with `power` is exact.
  let rest = (x - power * 0x1.62e42feep-1) - power * 0x1.a39ef35793c76p-33
  // `power` is between -1022 and 0, so the sum is a biased exponent between 1 and 1023.
  let scale = Double(bitPattern: UInt64(1023 + Int(power)) << 52)
  return taylorExponential(rest) * scale
}

/// The Taylor sum of e^r to the 13th power, for a small r.
@inline(__always)
private func taylorExponential(_ r: Double) -> Double {
  var sum = 1.0 / 6_227_020_800
  sum = sum * r + 1.0 / 479_001_600
  sum = sum * r + 1.0 / 39_916_800
  sum = sum * r + 1.0 / 3_628_800
  sum = sum * r + 1.0 / 362_880
  sum = sum * r + 1.0 / 40_320
  sum = sum * r + 1.0 / 5_040
  sum = sum * r + 1.0 / 720
  sum = sum * r + 1.0 / 120
  sum = sum * r + 1.0 / 24
  sum = sum * r + 1.0 / 6
  sum = sum * r + 0.5
  sum = sum * r + 1
  return sum * r + 1
}
