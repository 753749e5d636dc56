/// Spells the magnitude of numbers the way C and Python format them.
enum NumberFormat {
  /// More digits than any double has before or behind its point.
  static let precisionLimit = 1100
  /// The steps to charge for spelling a float, which may have a thousand digits.
  static let cost = 200

  /// As "%.3f": so many digits behind the point, none and no point for 0.
  static func fixed(_ value: Double, _ precision: Int) -> String {
    var digits = DecimalDigits(value)
    digits.round(toPlaces: precision)
    let whole = stride(from: max(0, digits.point - 1), through: 0, by: -1)
    let text = whole.map { spell(digits.digit(place: $0)) }.joined()
    guard precision > 0 else { return text }
    return text + "." + (1...precision).map { spell(digits.digit(place: -$0)) }.joined()
  }

  /// As "%.3e": one digit, so many behind the point, and an exponent of at least two digits.
  static func scientific(_ value: Double, _ precision: Int) -> String {
    var digits = DecimalDigits(value)
    digits.round(toDigits: precision + 1)
    let exponent = digits.digits.isEmpty ? 0 : digits.point - 1
    let places = (0...precision).map { spell(digits.digit(place: exponent - $0)) }
    let fraction = precision > 0 ? "." + places.dropFirst().joined() : ""
    return places[0] + fraction + spell(exponent: exponent)
  }

  /// As "%.3g": so many significant digits, with an exponent where it is far from 0, and without
  /// closing zeros unless they are asked for.
  static func general(_ value: Double, _ precision: Int, keepsZeros: Bool = false) -> String {
    let precision = max(1, precision)
    var digits = DecimalDigits(value)
    digits.round(toDigits: precision)
    let exponent = digits.digits.isEmpty ? 0 : digits.point - 1
    guard exponent < -4 || exponent >= precision else {
      let text = fixed(value, precision - 1 - exponent)
      return keepsZeros ? text : trimmingZeros(text)
    }
    let text = scientific(value, precision - 1)
    guard !keepsZeros, let mark = text.firstIndex(of: "e") else { return text }
    return trimmingZeros(String(text[..<mark])) + text[mark...]
  }

  private static func trimmingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private static func spell(_ digit: UInt8) -> String { String(digit) }

  private static func spell(exponent: Int) -> String {
    let digits = String(exponent.magnitude)
    return (exponent < 0 ? "e-" : "e+") + (digits.utf8.count < 2 ? "0" : "") + digits
  }

  /// Puts a separator between groups of digits of the whole part.
  static func grouped(_ text: String, by separator: Character, every size: Int = 3) -> String {
    let whole = text.prefix { $0.isHexDigit && $0 != "e" || $0.isNumber }
    var result = ""
    for (position, digit) in whole.enumerated() {
      if position > 0, (whole.count - position) % size == 0 { result.append(separator) }
      result.append(digit)
    }
    return result + text.dropFirst(whole.count)
  }
}
