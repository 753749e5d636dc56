/// Spells floats as Python does.
package enum FloatSpelling {
  /// The shortest digits that read back as the same double: `1.0`, `0.1`, `1e+16`, `1e-05`, `nan`.
  ///
  /// From 1e-4 and below 1e16 without an exponent, as `repr` has it.
  package static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let sign = value.sign == .minus ? "-" : ""
    let (digits, exponent) = shortestDigits(value.magnitude)
    guard exponent >= -4, exponent < 16 else { return sign + scientific(digits, exponent) }
    return sign + positional(digits, exponent)
  }

  /// The significant digits, and the power of ten of the first.
  private static func shortestDigits(_ value: Double) -> (digits: [Character], exponent: Int) {
    guard value != 0 else { return (["0"], 0) }
    let parts = value.description.split(separator: "e")
    let mantissa = Array(parts.first ?? "0")
    let point = mantissa.firstIndex(of: ".") ?? mantissa.count
    var digits = mantissa.filter { $0 != "." }
    let leadingZeros = digits.prefix { $0 == "0" }.count
    digits.removeFirst(leadingZeros)
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return (digits, written + point - leadingZeros - 1)
  }

  private static func scientific(_ digits: [Character], _ exponent: Int) -> String {
    let fraction = digits.count > 1 ? "." + String(digits[1...]) : ""
    let power = String(exponent.magnitude)
    let padding = power.utf8.count < 2 ? "0" : ""
    return String(digits[0]) + fraction + (exponent < 0 ? "e-" : "e+") + padding + power
  }

  private static func positional(_ digits: [Character], _ exponent: Int) -> String {
    if exponent < 0 {
      return "0." + String(repeating: "0", count: -exponent - 1) + String(digits)
    }
    guard digits.count > exponent + 1 else {
      return String(digits) + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
    }
    return String(digits[...exponent]) + "." + String(digits[(exponent + 1)...])
  }
}
