/// Writes JSON values as text.
package struct JSONWriter {
  private let style: JSONStyle
  private var output: [UInt8] = []
  private var level = 0

  private init(style: JSONStyle) {
    self.style = style
  }

  /// The text of a value; a float that is not finite, which JSON cannot spell, becomes `null`.
  package static func text(_ value: JSONValue, style: JSONStyle = .compact) -> String {
    String(decoding: bytes(value, style: style), as: UTF8.self)
  }

  package static func bytes(_ value: JSONValue, style: JSONStyle = .compact) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.write(value)
    return writer.output
  }

  private mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .boolean(let boolean): append(boolean ? "true" : "false")
    case .integer(let integer): append(String(integer))
    case .largeInteger(let digits): append(digits)
    case .float(let double): append(double.isFinite ? FloatSpelling.shortest(double) : "null")
    case .string(let string): write(string)
    case .array(let elements): write(elements)
    case .object(let object): write(object)
    }
  }

  private mutating func append(_ text: String) {
    output.append(contentsOf: text.utf8)
  }

  private mutating func write(_ string: String) {
    output.append(UInt8(ascii: "\""))
    JSONEscaping.append(string.utf8, to: &output, escapesNonASCII: style.escapesNonASCII)
    output.append(UInt8(ascii: "\""))
  }

  private mutating func write(_ elements: [JSONValue]) {
    guard !elements.isEmpty else { return append("[]") }
    append("[")
    level += 1
    for (position, element) in elements.enumerated() {
      beginItem(position)
      write(element)
    }
    level -= 1
    breakLine()
    append("]")
  }

  private mutating func write(_ object: JSONObject) {
    guard !object.isEmpty else { return append("{}") }
    append("{")
    level += 1
    var order = Array(object.keys.indices)
    if style.sortsKeys {
      order.sort {
        object.keys[$0].utf8.lexicographicallyPrecedes(object.keys[$1].utf8)
      }
    }
    for (position, member) in order.enumerated() {
      beginItem(position)
      write(object.keys[member])
      append(style.keySeparator)
      write(object.values[member])
    }
    level -= 1
    breakLine()
    append("}")
  }

  private mutating func beginItem(_ position: Int) {
    if position > 0 { append(style.itemSeparator) }
    breakLine()
  }

  private mutating func breakLine() {
    guard let indent = style.indent else { return }
    append("\n")
    for _ in 0..<level { append(indent) }
  }
}
