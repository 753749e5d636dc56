extension FloatVector {
  /// e to the power of each lane, within 2 ulp; inputs below -87.3 give values near 1e-38.
  ///
  /// x = k·ln 2 + r with |r| ≤ ln 2 / 2, and eʳ by a polynomial of degree 6 (the coefficients are
  /// those of Cephes `expf`). ln 2 is split in two so that r is exact.
  @inline(__always)
  var exponential: FloatVector {
    let x = minimum(FloatVector(repeating: 88)).maximum(FloatVector(repeating: -87.3))
    // Adding 1.5 · 2²³ rounds to an integer, which stays in the low bits.
    let magic = FloatVector(repeating: 12_582_912)
    let biased = magic.adding(x, times: FloatVector(repeating: 1.442_695_04))
    let k = biased - magic
    var r = x.adding(k, times: FloatVector(repeating: -0.693_359_375))
    r = r.adding(k, times: FloatVector(repeating: 2.121_944_4e-4))
    var p = FloatVector(repeating: 1.987_569_15e-4)
    p = FloatVector(repeating: 1.398_199_95e-3).adding(p, times: r)
    p = FloatVector(repeating: 8.333_451_9e-3).adding(p, times: r)
    p = FloatVector(repeating: 4.166_579_6e-2).adding(p, times: r)
    p = FloatVector(repeating: 1.666_666_55e-1).adding(p, times: r)
    p = FloatVector(repeating: 0.5).adding(p, times: r)
    let power = (FloatVector(repeating: 1) + r).adding(p * r, times: r)
    return power.scaled(byPowerIn: biased)
  }
}

/// e to the power of x by the same formula, for the values that do not fill a vector.
@inline(__always)
func scalarExponential(_ x: Float) -> Float {
  let x = max(min(x, 88), -87.3)
  let biased = 12_582_912 + x * 1.442_695_04
  let k = biased - 12_582_912
  var r = x + k * -0.693_359_375
  r += k * 2.121_944_4e-4
  var p: Float = 1.987_569_15e-4
  p = 1.398_199_95e-3 + p * r
  p = 8.333_451_9e-3 + p * r
  p = 4.166_579_6e-2 + p * r
  p = 1.666_666_55e-1 + p * r
  p = 0.5 + p * r
  let power = (1 + r) + p * r * r
  return Float(bitPattern: power.bitPattern &+ (biased.bitPattern << 23))
}
