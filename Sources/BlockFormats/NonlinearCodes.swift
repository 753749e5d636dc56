/// The sixteen values that a 4-bit code of IQ4_NL and IQ4_XS stands for, in ascending order.
package enum NonlinearCodes {
  package static let values: InlineArray<16, Int8> = [
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
  ]

  /// The code whose value is nearest to `value`.
  static func nearest(to value: Float) -> Int {
    var best = 0
    for code in 1..<16
    where (Float(values[code]) - value).magnitude < (Float(values[best]) - value).magnitude {
      best = code
    }
    return best
  }
}
