extension Filters {
  static let numbers: [Builtin] = [
    Builtin("abs", "", absolute),
    Builtin("int", "? default base", toInteger),
    Builtin("float", "? default", toFloat),
    Builtin("round", "? precision method", round),
    Builtin("filesizeformat", "? binary", fileSize),
  ]

  private static func absolute(_ call: Call) throws(Failure) -> Value {
    if case .float(let float) = call.subject { return .float(float.magnitude) }
    guard let integer = call.subject.asInteger else {
      throw .wrongSubject("abs", "numbers", call.subject)
    }
    guard let magnitude = Int(exactly: integer.magnitude) else { throw .integerOverflow }
    return .integer(magnitude)
  }

  private static func toInteger(_ call: Call) throws(Failure) -> Value {
    let base = try call.integer(1, default: 10)
    switch call.subject {
    case .text(let text):
      if let integer = PythonNumbers.integer(text, base: base) { return .integer(integer) }
      guard let float = PythonNumbers.float(text), float.isFinite else { break }
      return try truncated(float)
    case .float(let float) where float.isFinite: return try truncated(float)
    case .undefined(let undefined): throw undefined.failure
    default:
      if let integer = call.subject.asInteger { return .integer(integer) }
    }
    return call.value(0, default: .integer(0))
  }

  private static func truncated(_ float: Double) throws(Failure) -> Value {
    guard let integer = Int(exactly: float.rounded(.towardZero)) else { throw .integerOverflow }
    return .integer(integer)
  }

  private static func toFloat(_ call: Call) throws(Failure) -> Value {
    if case .undefined(let undefined) = call.subject { throw undefined.failure }
    return PythonNumbers.float(call.subject).map { .float($0) }
      ?? call.value(0, default: .float(0))
  }

  private static func round(_ call: Call) throws(Failure) -> Value {
    let precision = try call.integer(0)
    let method = try call.text(1, default: Text("common")).string
    guard let value = call.subject.asDouble else {
      throw .wrongSubject("round", "numbers", call.subject)
    }
    switch method {
    case "common":
      try call.renderer.charge(NumberFormat.cost)
      if let integer = call.subject.asInteger, precision >= 0 { return .integer(integer) }
      return rounded(value, precision, isInteger: call.subject.asInteger != nil)
    case "ceil": return .float(try scaled(value, precision) { $0.rounded(.up) })
    case "floor": return .float(try scaled(value, precision) { $0.rounded(.down) })
    default: throw .badArgument("round", "the method is common, ceil or floor")
    }
  }

  /// Rounds to decimal places, half to even on the exact value.
  private static func rounded(_ value: Double, _ precision: Int, isInteger: Bool) -> Value {
    guard value.isFinite, precision < 330 else { return .float(value) }
    var result = 0.0
    if precision >= 0 {
      result = Double(NumberFormat.fixed(value, precision)) ?? value
    } else if precision > -330 {
      var digits = DecimalDigits(value)
      digits.round(toPlaces: precision)
      result = digits.value
    }
    if value.sign == .minus { result = -result }
    return isInteger ? .integer(Int(exactly: result) ?? 0) : .float(result)
  }

  private static func scaled(
    _ value: Double, _ precision: Int, _ round: (Double) -> Double
  ) throws(Failure) -> Double {
    let scale = try Arithmetic.apply(.power, 10.0, Double(precision))
    return try Arithmetic.apply(.divide, round(value * scale), scale)
  }

  private static func fileSize(_ call: Call) throws(Failure) -> Value {
    let isBinary = call.flag(0)
    guard let bytes = PythonNumbers.float(call.subject), bytes.isFinite else {
      throw .wrongSubject("filesizeformat", "numbers", call.subject)
    }
    let base = isBinary ? 1024.0 : 1000.0
    if bytes == 1 { return .text("1 Byte") }
    if bytes < base { return .text("\(Int(exactly: bytes.rounded(.towardZero)) ?? 0) Bytes") }
    let letters =
      isBinary
      ? ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"]
      : ["k", "M", "G", "T", "P", "E", "Z", "Y"]
    var unit = base
    for (position, letter) in letters.enumerated() {
      if bytes < unit * base || position == letters.count - 1 {
        return .text(NumberFormat.fixed(bytes / unit, 1) + " \(letter)B")
      }
      unit *= base
    }
    return .none
  }
}

/// Reads numbers from text as Python's `int` and `float` do.
enum PythonNumbers {
  static func integer(_ text: Text, base: Int) -> Int? {
    guard base == 0 || (2...36).contains(base) else { return nil }
    var digits = text.trimmed(where: Scalars.isSpace).string.lowercased()
    let isNegative = digits.hasPrefix("-")
    if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
    var base = base
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)]
    where (base == radix || base == 0) && digits.hasPrefix(prefix) {
      digits.removeFirst(2)
      base = radix
    }
    guard let first = digits.first, first != "_", first != "-", first != "+",
      digits.last != "_", !digits.contains("__")
    else { return nil }
    digits.removeAll { $0 == "_" }
    return Int((isNegative ? "-" : "") + digits, radix: base == 0 ? 10 : base)
  }

  static func float(_ value: Value) -> Double? {
    if case .text(let text) = value { float(text) } else { value.asDouble }
  }

  static func float(_ text: Text) -> Double? {
    let trimmed = text.trimmed(where: Scalars.isSpace).string.lowercased()
    guard !trimmed.contains("x"), !trimmed.contains("p"), !trimmed.contains("(") else { return nil }
    return Double(trimmed.filter { $0 != "_" })
  }
}

extension DecimalDigits {
  /// The double nearest to the digits.
  fileprivate var value: Double {
    guard !digits.isEmpty else { return 0 }
    return Double("0." + digits.map(String.init).joined() + "e\(point)") ?? 0
  }
}
