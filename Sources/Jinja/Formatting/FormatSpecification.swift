import OrderedJSON

/// What stands behind the colon of a replacement field, such as `*>+10,.2f`.
struct FormatSpecification {
  var fill = Text(" ")
  /// "<", ">", "^" or "="; nil leaves it to the type of the value.
  var alignment: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var isAlternate = false
  var width = 0
  var grouping: Character?
  var precision: Int?
  var type: Unicode.Scalar?

  /// - Throws: a value fault where the text is no specification.
  init(_ text: Text) throws(Failure) {
    let scalars = text.scalars
    var position = 0
    func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
    if scalars.count > 1, Self.alignments.contains(scalars[1]) {
      fill = text.character(at: 0) ?? fill
      alignment = scalars[1]
      position = 2
    } else if let first = scalars.first, Self.alignments.contains(first) {
      alignment = first
      position = 1
    }
    if let next = peek(), next == "+" || next == "-" || next == " " {
      sign = next
      position += 1
    }
    if peek() == "#" {
      isAlternate = true
      position += 1
    }
    if peek() == "0" {
      if alignment == nil {
        fill = Text("0")
        alignment = "="
      }
      position += 1
    }
    width = Self.number(scalars, &position) ?? 0
    if let next = peek(), next == "," || next == "_" {
      grouping = Character(next)
      position += 1
    }
    if peek() == "." {
      position += 1
      precision = Self.number(scalars, &position)
      if precision == nil { throw Failure(.value, "format specifier missing precision") }
    }
    if let next = peek() {
      type = next
      position += 1
    }
    guard position == scalars.count else { throw Failure(.value, "invalid format specifier") }
  }

  private static let alignments: [Unicode.Scalar] = ["<", ">", "^", "="]

  private static func number(_ scalars: [Unicode.Scalar], _ position: inout Int) -> Int? {
    var number: Int?
    while position < scalars.count, let digit = Character(scalars[position]).wholeNumberValue {
      number = min((number ?? 0) * 10 + digit, 1 << 40)
      position += 1
    }
    return number
  }
}

extension FormatSpecification {
  /// Formats a value; the text is not yet charged to the renderer except for what is padded.
  func apply(to value: Value, _ renderer: Renderer) throws(Failure) -> Text {
    switch value {
    case .text(let text): return try formatText(text, renderer)
    case .boolean where type == nil || type == "s":
      return try formatText(try renderer.text(of: value), renderer)
    case .integer(let integer): return try formatInteger(integer, renderer)
    case .boolean(let boolean): return try formatInteger(boolean ? 1 : 0, renderer)
    case .float(let float): return try formatFloat(float, renderer)
    case .undefined, .largeInteger: return try formatText(try renderer.text(of: value), renderer)
    default: throw Failure(.type, "'\(value.typeName)' takes no format specification")
    }
  }

  private func formatText(_ text: Text, _ renderer: Renderer) throws(Failure) -> Text {
    guard type == nil || type == "s" else { throw unknownType("str") }
    guard alignment != "=" || fill == Text("0") else {
      throw Failure(.value, "'=' alignment not allowed in string format specifier")
    }
    var shown = text
    if let precision,
      let cut = SlicePositions(start: 0, stop: precision, step: 1, length: text.length)
    {
      shown = text.characters(at: cut)
    }
    return try align(shown, defaultAlignment: "<", signLength: 0, renderer)
  }

  private func formatInteger(_ integer: Int, _ renderer: Renderer) throws(Failure) -> Text {
    switch type {
    case nil, "d", "n":
      return try formatNumber(String(integer.magnitude), isNegative: integer < 0, renderer)
    case "x": return try formatRadix(integer, 16, "0x", renderer)
    case "X":
      let digits = String(integer.magnitude, radix: 16, uppercase: true)
      return try formatNumber(
        digits, isNegative: integer < 0, prefix: isAlternate ? "0X" : "", renderer)
    case "o": return try formatRadix(integer, 8, "0o", renderer)
    case "b": return try formatRadix(integer, 2, "0b", renderer)
    case "c":
      guard let scalar = UInt32(exactly: integer).flatMap(Unicode.Scalar.init) else {
        throw Failure(.value, "the number is no character")
      }
      return try align(Text(String(scalar)), defaultAlignment: "<", signLength: 0, renderer)
    default: return try formatFloat(Double(integer), renderer)
    }
  }

  private func formatRadix(
    _ integer: Int, _ radix: Int, _ prefix: String, _ renderer: Renderer
  ) throws(Failure) -> Text {
    try formatNumber(
      String(integer.magnitude, radix: radix), isNegative: integer < 0,
      prefix: isAlternate ? prefix : "", groupSize: 4, renderer)
  }

  private func formatFloat(_ float: Double, _ renderer: Renderer) throws(Failure) -> Text {
    try renderer.charge(NumberFormat.cost)
    let precision = min(self.precision ?? 6, NumberFormat.precisionLimit)
    let isNegative = float.sign == .minus && !float.isNaN
    guard float.isFinite else {
      return try formatNumber(float.isNaN ? "nan" : "inf", isNegative: isNegative, renderer)
    }
    let digits: String
    switch type {
    case "f", "F": digits = NumberFormat.fixed(float, precision)
    case "e": digits = NumberFormat.scientific(float, precision)
    case "E": digits = NumberFormat.scientific(float, precision).uppercased()
    case "g", "n": digits = NumberFormat.general(float, precision, keepsZeros: isAlternate)
    case "G":
      digits = NumberFormat.general(float, precision, keepsZeros: isAlternate).uppercased()
    case "%": digits = NumberFormat.fixed(float * 100, precision) + "%"
    case nil where self.precision == nil: digits = FloatText.magnitude(float)
    case nil: digits = FloatText.withPoint(NumberFormat.general(float, precision))
    default: throw unknownType("float")
    }
    return try formatNumber(digits, isNegative: isNegative, renderer)
  }

  private func unknownType(_ name: String) -> Failure {
    let type = type.map(String.init) ?? ""
    return Failure(.value, "unknown format code '\(type)' for object of type '\(name)'")
  }
}

// MARK: - Signs and alignment

extension FormatSpecification {
  private func formatNumber(
    _ digits: String, isNegative: Bool, prefix: String = "", groupSize: Int = 3,
    _ renderer: Renderer
  ) throws(Failure) -> Text {
    let sign = isNegative ? "-" : self.sign == "-" ? "" : String(self.sign)
    let lead = sign + prefix
    let shown = grouping.map { NumberFormat.grouped(digits, by: $0, every: groupSize) } ?? digits
    return try align(
      Text(lead + shown), defaultAlignment: ">", signLength: lead.utf8.count, renderer)
  }

  private func align(
    _ text: Text, defaultAlignment: Unicode.Scalar, signLength: Int, _ renderer: Renderer
  ) throws(Failure) -> Text {
    let missing = width - text.length
    guard missing > 0 else { return text }
    try renderer.chargeRepeating(size: fill.bytes.count, count: missing)
    let alignment = alignment == "=" && signLength == 0 && defaultAlignment == "<" ? "<" : alignment
    switch alignment ?? defaultAlignment {
    case "<": return TextPadding(fill: fill, before: 0, after: missing).apply(to: text)
    case "^":
      let before = missing / 2
      return TextPadding(fill: fill, before: before, after: missing - before).apply(to: text)
    case "=":
      let padding = TextPadding(fill: fill, before: missing, after: 0)
      return text[0..<signLength] + padding.apply(to: text[signLength..<text.bytes.count])
    default: return TextPadding(fill: fill, before: missing, after: 0).apply(to: text)
    }
  }
}

/// The spellings of floats that Python uses where no type is asked for.
private enum FloatText {
  static func magnitude(_ float: Double) -> String {
    FloatSpelling.shortest(float.magnitude)
  }

  /// With ".0" where the digits look like an integer.
  static func withPoint(_ digits: String) -> String {
    digits.contains(".") || digits.contains("e") ? digits : digits + ".0"
  }
}
