import OrderedJSON

/// Writes values as JSON the way Python's `json.dumps` does, and keeps the marks of strings.
struct ValueJSON {
  private var builder = TextBuilder()
  private let style: JSONStyle
  private let renderer: Renderer
  private var level = 0

  /// Runs the filter `tojson` with the arguments that transformers gives it.
  static func text(of call: Call) throws(Failure) -> Text {
    try call.renderer.charge(walking: call.subject)
    var writer = ValueJSON(style: try style(of: call), renderer: call.renderer)
    try writer.write(call.subject)
    try call.renderer.charge(bytes: writer.builder.count)
    return writer.builder.finish()
  }

  private init(style: JSONStyle, renderer: Renderer) {
    self.style = style
    self.renderer = renderer
  }

  private static func style(of call: Call) throws(Failure) -> JSONStyle {
    var style = JSONStyle.python
    style.escapesNonASCII = call.flag(0)
    style.sortsKeys = call.flag(3)
    if let indent = call.optional(1) {
      if case .text(let text) = indent {
        style.indent = text.string
      } else {
        let width = max(0, try call.integer(1))
        guard width <= 64 else { throw .badArgument("tojson", "the indent is over 64") }
        style.indent = String(repeating: " ", count: width)
      }
      style.itemSeparator = ","
    }
    if let separators = call.optional(2) {
      let parts = try call.renderer.items(of: separators)
      guard parts.count == 2, case .text(let item) = parts[0], case .text(let key) = parts[1] else {
        throw .badArgument("tojson", "the separators are two strings")
      }
      style.itemSeparator = item.string
      style.keySeparator = key.string
    }
    return style
  }

  private mutating func write(_ value: Value) throws(Failure) {
    guard builder.count <= renderer.remainingTextBytes else { throw .tooMuchText }
    switch value {
    case .none: builder.append("null")
    case .boolean(let boolean): builder.append(boolean ? "true" : "false")
    case .integer(let integer): builder.append(String(integer))
    case .largeInteger(let digits): builder.append(digits)
    case .float(let float): builder.append(Self.spell(float))
    case .text(let text): write(text)
    case .sequence(let elements) where elements.kind == .list || elements.kind == .tuple:
      try write(elements.items)
    case .mapping(let mapping): try write(mapping)
    case .undefined, .sequence, .iterator, .object: throw .notJSON(value)
    }
  }

  private static func spell(_ float: Double) -> String {
    guard float.isFinite else { return float.isNaN ? "NaN" : float < 0 ? "-Infinity" : "Infinity" }
    return FloatSpelling.shortest(float)
  }

  private mutating func write(_ text: Text) {
    builder.append("\"")
    for run in text.marks.runs(in: 0..<text.bytes.count) {
      var escaped: [UInt8] = []
      JSONEscaping.append(
        text.bytes[run.range], to: &escaped, escapesNonASCII: style.escapesNonASCII)
      builder.append(escaped, isInput: run.isInput)
    }
    builder.append("\"")
  }

  private mutating func write(_ items: [Value]) throws(Failure) {
    guard !items.isEmpty else { return builder.append("[]") }
    builder.append("[")
    level += 1
    for (position, item) in items.enumerated() {
      try beginItem(position)
      try write(item)
    }
    level -= 1
    try breakLine()
    builder.append("]")
  }

  private mutating func write(_ mapping: Mapping) throws(Failure) {
    guard mapping.count > 0 else { return builder.append("{}") }
    builder.append("{")
    level += 1
    for (position, member) in try order(of: mapping).enumerated() {
      try beginItem(position)
      write(try keyText(mapping.keys[member]))
      builder.append(style.keySeparator)
      try write(mapping.values[member])
    }
    level -= 1
    try breakLine()
    builder.append("}")
  }

  private func order(of mapping: Mapping) throws(Failure) -> [Int] {
    guard style.sortsKeys else { return Array(0..<mapping.count) }
    return try renderer.sortedPositions(of: mapping.keys)
  }

  private func keyText(_ key: Value) throws(Failure) -> Text {
    switch key {
    case .text(let text): text
    case .none: Text("null")
    case .boolean(let boolean): Text(boolean ? "true" : "false")
    case .integer(let integer): Text(String(integer))
    case .largeInteger(let digits): Text(digits)
    case .float(let float): Text(Self.spell(float))
    default: throw .notJSON(key)
    }
  }

  private mutating func beginItem(_ position: Int) throws(Failure) {
    if position > 0 { builder.append(style.itemSeparator) }
    try breakLine()
  }

  private mutating func breakLine() throws(Failure) {
    guard let indent = style.indent else { return }
    guard builder.count <= renderer.remainingTextBytes else { throw .tooMuchText }
    builder.append("\n")
    for _ in 0..<level { builder.append(indent) }
  }
}
