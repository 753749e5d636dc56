import OrderedJSON

/// A number as the digits before and behind its point.
struct DecimalNumber: Equatable {
  var isNegative: Bool
  /// Without zeros in front; of a number below one it is `0`.
  var whole: String
  /// The values of the digits, without zeros at the end.
  var fraction: [UInt8]

  static let zero = DecimalNumber(isNegative: false, whole: "0", fraction: [])

  private init(isNegative: Bool, whole: String, fraction: [UInt8]) {
    self.isNegative = isNegative
    self.whole = whole
    self.fraction = fraction
  }

  /// The number of a JSON value; nil where it is none.
  ///
  /// A float is what its shortest spelling says, as a person has written it.
  init?(_ value: JSONValue) {
    switch value {
    case .integer, .largeInteger, .float: self.init(JSONWriter.text(value))
    default: return nil
    }
  }

  /// Reads what JSON has for a number.
  private init?(_ text: String) {
    let parts = text.split(separator: "e", maxSplits: 1)
    guard let mantissa = parts.first, let power = parts.count > 1 ? Int(parts[1]) : 0,
      abs(power) < 1000
    else { return nil }
    let unsigned = mantissa.drop { $0 == "-" }
    let sides = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    var digits = sides.joined().utf8.map { $0 &- 48 }
    var point = (sides.first?.count ?? 0) + power
    if point < 0 { digits = [UInt8](repeating: 0, count: -point) + digits }
    point = max(point, 0)
    if point > digits.count {
      digits += [UInt8](repeating: 0, count: point - digits.count)
    }
    let before = digits[..<point].drop { $0 == 0 }
    var behind = Array(digits[point...])
    while behind.last == 0 { behind.removeLast() }
    whole = before.isEmpty ? "0" : before.map { String($0) }.joined()
    fraction = behind
    isNegative = mantissa.first == "-" && !(before.isEmpty && behind.isEmpty)
  }
}
