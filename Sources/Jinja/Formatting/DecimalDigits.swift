/// The exact decimal expansion of a double, to be rounded to any number of digits.
struct DecimalDigits {
  /// Digits without leading zeros; the value is 0.d1d2d3… times ten to the power of `point`.
  private(set) var digits: [UInt8]
  private(set) var point: Int

  /// - Parameter value: finite; its sign is ignored.
  init(_ value: Double) {
    let value = value.magnitude
    guard value != 0 else {
      digits = []
      point = 0
      return
    }
    let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
    let exponent = (value.isNormal ? Int(value.exponentBitPattern) : 1) - 1075
    var limbs = DecimalInteger(significand)
    // A negative power of two times ten to the same power is a power of five.
    limbs.multiply(by: exponent < 0 ? 5 : 2, times: abs(exponent))
    digits = limbs.digits
    point = digits.count + min(0, exponent)
    while digits.last == 0 { digits.removeLast() }
  }

  /// Keeps so many digits, counted from the first, rounding half to even.
  mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      return
    }
    let isUp = roundsUp(at: count)
    digits.removeSubrange(count...)
    if isUp { increment() }
    while digits.last == 0 { digits.removeLast() }
  }

  /// Keeps so many digits behind the decimal point.
  mutating func round(toPlaces places: Int) {
    round(toDigits: point + places)
  }

  private func roundsUp(at count: Int) -> Bool {
    let next = digits[count]
    if next != 5 { return next > 5 }
    let isExactHalf = digits.count == count + 1
    return !isExactHalf || (count > 0 && digits[count - 1] % 2 == 1)
  }

  private mutating func increment() {
    var position = digits.count - 1
    while position >= 0, digits[position] == 9 {
      digits[position] = 0
      position -= 1
    }
    if position >= 0 {
      digits[position] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  /// The digit with this place; 0 is the first before the decimal point, -1 the first behind it.
  func digit(place: Int) -> UInt8 {
    let position = point - 1 - place
    return digits.indices.contains(position) ? digits[position] : 0
  }
}

/// An integer of any size that can be multiplied, in limbs of nine decimal digits.
private struct DecimalInteger {
  private var limbs: [UInt64] = []
  private static let base: UInt64 = 1_000_000_000

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      limbs.append(rest % Self.base)
      rest /= Self.base
    }
  }

  /// Multiplies by a power of a small factor, twelve at a time.
  mutating func multiply(by factor: UInt64, times count: Int) {
    let twelve = (0..<12).reduce(UInt64(1)) { product, _ in product * factor }
    for _ in 0..<count / 12 { multiply(by: twelve) }
    for _ in 0..<count % 12 { multiply(by: factor) }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for position in limbs.indices {
      let product = limbs[position] * factor + carry
      limbs[position] = product % Self.base
      carry = product / Self.base
    }
    if carry > 0 { limbs.append(carry) }
  }

  var digits: [UInt8] {
    var digits: [UInt8] = []
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        digits.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while digits.last == 0 { digits.removeLast() }
    return digits.reversed()
  }
}
