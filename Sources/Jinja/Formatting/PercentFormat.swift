/// One conversion of a "%" format, such as `%-8.3f` or `%(name)s`.
struct PercentDirective {
  var key: Text?
  var isLeft = false
  var hasPlus = false
  var hasSpace = false
  var isAlternate = false
  var isZeroPadded = false
  var width = 0
  var precision: Int?
  var conversion: UInt8 = 0
}

extension Renderer {
  /// Python's `format % values` for strings.
  func percentFormat(_ format: Text, with value: Value) throws(Failure) -> Text {
    var formatter = PercentFormatter(format: format, argument: value, renderer: self)
    return try formatter.run()
  }
}

/// Runs through a format and puts values in the place of its conversions.
private struct PercentFormatter {
  let format: Text
  let argument: Value
  let renderer: Renderer
  private let values: [Value]
  private var used = 0
  private var position = 0
  private var output = TextBuilder()

  init(format: Text, argument: Value, renderer: Renderer) {
    self.format = format
    self.argument = argument
    self.renderer = renderer
    if case .sequence(let elements) = argument, elements.kind == .tuple {
      values = elements.items
    } else {
      values = [argument]
    }
  }

  mutating func run() throws(Failure) -> Text {
    try renderer.charge(bytes: format.bytes.count)
    let bytes = format.bytes
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "%") { position += 1 }
      output.append(format, start..<position)
      guard position < bytes.count else { break }
      position += 1
      try writeDirective()
    }
    let isMapping = if case .mapping = argument { true } else { false }
    guard used >= values.count || isMapping else {
      throw Failure(.type, "not all arguments converted during string formatting")
    }
    return output.finish(isMarkup: format.isMarkup)
  }

  private mutating func writeDirective() throws(Failure) {
    let directive = try readDirective()
    if directive.conversion == UInt8(ascii: "%") {
      return output.append("%", isInput: format.marks.isInput(at: position - 1))
    }
    let value = try nextValue(for: directive)
    let text = try spell(value, directive)
    try renderer.charge(bytes: text.bytes.count + directive.width)
    output.append(pad(text, directive).joinable(to: format))
  }

  private mutating func nextValue(for directive: PercentDirective) throws(Failure) -> Value {
    if let key = directive.key {
      guard case .mapping(let mapping) = argument else {
        throw Failure(.type, "format requires a mapping")
      }
      guard let value = mapping[key] else {
        throw Failure(.value, "the format names a key that the mapping lacks: '\(key.string)'")
      }
      return value
    }
    guard used < values.count else {
      throw Failure(.type, "not enough arguments for format string")
    }
    used += 1
    return values[used - 1]
  }
}

// MARK: - Reading the format

extension PercentFormatter {
  private mutating func readDirective() throws(Failure) -> PercentDirective {
    var directive = PercentDirective()
    directive.key = try readKey()
    readFlags(into: &directive)
    directive.width = try readNumber { directive.isLeft = true } ?? 0
    if peek == UInt8(ascii: ".") {
      position += 1
      directive.precision = try readNumber {} ?? 0
    }
    while let byte = peek, [UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "L")].contains(byte)
    {
      position += 1
    }
    guard let conversion = peek else { throw Failure(.value, "incomplete format") }
    position += 1
    directive.conversion = conversion
    return directive
  }

  private var peek: UInt8? {
    position < format.bytes.count ? format.bytes[position] : nil
  }

  private mutating func readKey() throws(Failure) -> Text? {
    guard peek == UInt8(ascii: "(") else { return nil }
    guard let end = format.firstRange(of: [UInt8(ascii: ")")], from: position) else {
      throw Failure(.value, "incomplete format key")
    }
    defer { position = end.upperBound }
    return format[position + 1..<end.lowerBound]
  }

  private mutating func readFlags(into directive: inout PercentDirective) {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "-"): directive.isLeft = true
      case UInt8(ascii: "+"): directive.hasPlus = true
      case UInt8(ascii: " "): directive.hasSpace = true
      case UInt8(ascii: "#"): directive.isAlternate = true
      case UInt8(ascii: "0"): directive.isZeroPadded = true
      default: return
      }
      position += 1
    }
  }

  /// A number of the format, or for "*" one of the values; a negative one calls the closure.
  private mutating func readNumber(_ onNegative: () -> Void) throws(Failure) -> Int? {
    if peek == UInt8(ascii: "*") {
      position += 1
      guard let number = try nextValue(for: PercentDirective()).asInteger else {
        throw Failure(.type, "* wants int")
      }
      if number < 0 { onNegative() }
      return Int(clamping: number.magnitude)
    }
    var number: Int?
    while let byte = peek, byte.isDigitASCII {
      number = min((number ?? 0) * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
      position += 1
    }
    return number
  }
}

// MARK: - Spelling values

extension PercentFormatter {
  private func spell(_ value: Value, _ directive: PercentDirective) throws(Failure) -> Text {
    switch directive.conversion {
    case UInt8(ascii: "s"): return cut(try renderer.text(of: value), directive)
    case UInt8(ascii: "r"), UInt8(ascii: "a"): return cut(try renderer.repr(of: value), directive)
    case UInt8(ascii: "c"): return try spellCharacter(value)
    case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "u"):
      return try spellInteger(value, directive, radix: 10)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return try spellInteger(value, directive, radix: 16)
    case UInt8(ascii: "o"): return try spellInteger(value, directive, radix: 8)
    case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"),
      UInt8(ascii: "g"), UInt8(ascii: "G"):
      return try spellFloat(value, directive)
    default: throw .badConversion(directive.conversion)
    }
  }

  private func cut(_ text: Text, _ directive: PercentDirective) -> Text {
    guard let precision = directive.precision,
      let positions = SlicePositions(start: 0, stop: precision, step: 1, length: text.length)
    else { return text }
    return text.characters(at: positions)
  }

  private func spellCharacter(_ value: Value) throws(Failure) -> Text {
    if case .text(let text) = value, text.length == 1 { return text }
    guard let code = value.asInteger.flatMap(UInt32.init(exactly:)),
      let scalar = Unicode.Scalar(code)
    else { throw Failure(.type, "%c requires a character or its number") }
    return Text(String(scalar))
  }

  private func spellInteger(
    _ value: Value, _ directive: PercentDirective, radix: Int
  ) throws(Failure) -> Text {
    guard let integer = value.asInteger ?? truncated(value, radix) else {
      throw .numberNeeded(directive.conversion, value)
    }
    let isUpper = directive.conversion == UInt8(ascii: "X")
    var digits = String(integer.magnitude, radix: radix, uppercase: isUpper)
    if let precision = directive.precision, precision > digits.utf8.count {
      try renderer.charge(bytes: precision)
      digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
    }
    let prefix =
      !directive.isAlternate || radix == 10 ? "" : radix == 8 ? "0o" : isUpper ? "0X" : "0x"
    return Text(sign(integer < 0, directive) + prefix + digits)
  }

  /// "%d" takes floats too and cuts their fraction off.
  private func truncated(_ value: Value, _ radix: Int) -> Int? {
    guard radix == 10, case .float(let float) = value else { return nil }
    return Int(exactly: float.rounded(.towardZero))
  }

  private func spellFloat(_ value: Value, _ directive: PercentDirective) throws(Failure) -> Text {
    guard let float = value.asDouble else { throw .numberNeeded(directive.conversion, value) }
    try renderer.charge(NumberFormat.cost)
    let precision = directive.precision ?? 6
    guard precision <= NumberFormat.precisionLimit else {
      throw Failure(.value, "precision too large")
    }
    let isUpper = directive.conversion.isUppercaseASCII
    let kind = isUpper ? directive.conversion + 32 : directive.conversion
    let digits: String
    if !float.isFinite {
      digits = float.isNaN ? "nan" : "inf"
    } else if kind == UInt8(ascii: "f") {
      digits = NumberFormat.fixed(float, precision)
    } else if kind == UInt8(ascii: "e") {
      digits = NumberFormat.scientific(float, precision)
    } else {
      digits = NumberFormat.general(float, precision, keepsZeros: directive.isAlternate)
    }
    let isNegative = float.sign == .minus && !float.isNaN
    return Text(sign(isNegative, directive) + (isUpper ? digits.uppercased() : digits))
  }

  private func sign(_ isNegative: Bool, _ directive: PercentDirective) -> String {
    isNegative ? "-" : directive.hasPlus ? "+" : directive.hasSpace ? " " : ""
  }

  private func pad(_ text: Text, _ directive: PercentDirective) -> Text {
    let missing = directive.width - text.length
    guard missing > 0 else { return text }
    let isNumber = ![UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "a"), UInt8(ascii: "c")]
      .contains(directive.conversion)
    if directive.isLeft {
      return TextPadding(fill: Text(" "), before: 0, after: missing).apply(to: text)
    }
    guard isNumber, directive.isZeroPadded else {
      return TextPadding(fill: Text(" "), before: missing, after: 0).apply(to: text)
    }
    let hasSign = [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: " ")].contains(
      text.bytes.first ?? 0)
    let start = hasSign ? 1 : 0
    let zeros = TextPadding(fill: Text("0"), before: missing, after: 0)
    return text[0..<start] + zeros.apply(to: text[start..<text.bytes.count])
  }
}

extension Failure {
  fileprivate static func badConversion(_ conversion: UInt8) -> Failure {
    Failure(.value, "the format has the unknown conversion '\(Unicode.Scalar(conversion))'")
  }

  fileprivate static func numberNeeded(_ conversion: UInt8, _ value: Value) -> Failure {
    Failure(.type, "%\(Unicode.Scalar(conversion)) needs a number, not '\(value.typeName)'")
  }
}
