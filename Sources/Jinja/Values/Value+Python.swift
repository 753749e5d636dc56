import OrderedJSON

/// Writes values as Python prints them.
struct PythonWriter {
  private(set) var builder = TextBuilder()
  private let limit: Int
  private var level = 0

  /// - Parameter limit: the most bytes to write before it is a fault.
  init(limit: Int) {
    self.limit = limit
  }

  /// Writes what `repr` gives.
  mutating func write(_ value: Value) throws(Failure) {
    guard builder.count <= limit else { throw .tooMuchText }
    switch value {
    case .undefined: builder.append("Undefined")
    case .none: builder.append("None")
    case .boolean(let boolean): builder.append(boolean ? "True" : "False")
    case .integer(let integer): builder.append(String(integer))
    case .largeInteger(let digits): builder.append(digits)
    case .float(let float): builder.append(FloatSpelling.shortest(float))
    case .text(let text): write(text)
    case .sequence(let elements): try write(elements)
    case .mapping(let mapping): try write(mapping)
    case .iterator(let iterator): builder.append("<\(iterator.typeName) object>")
    case .object(let namespace as Namespace): try write(namespace)
    case .object(let object): builder.append(object.display)
    }
  }

  private mutating func write(_ elements: Elements) throws(Failure) {
    switch elements.kind {
    case .list: try write(elements.items, "[", "]")
    case .tuple: try write(elements.items, "(", elements.items.count == 1 ? ",)" : ")")
    case .range(let start, let stop, let step):
      builder.append("range(\(start), \(stop)" + (step == 1 ? ")" : ", \(step))"))
    case .keysView, .valuesView, .itemsView:
      try write(elements.items, elements.kind.typeName + "([", "])")
    }
  }

  private mutating func write(
    _ items: [Value], _ opening: String, _ closing: String
  ) throws(Failure) {
    builder.append(opening)
    for (position, item) in items.enumerated() {
      if position > 0 { builder.append(", ") }
      try write(item)
    }
    builder.append(closing)
  }

  private mutating func write(_ mapping: Mapping) throws(Failure) {
    builder.append("{")
    for (position, member) in zip(mapping.keys, mapping.values).enumerated() {
      if position > 0 { builder.append(", ") }
      try write(member.0)
      builder.append(": ")
      try write(member.1)
    }
    builder.append("}")
  }

  /// A namespace can hold itself, and so its nesting is bounded here.
  private mutating func write(_ namespace: Namespace) throws(Failure) {
    level += 1
    guard level < Limits.valueDepth else { throw .valueTooDeep }
    builder.append("<Namespace {")
    for (position, name) in namespace.names.enumerated() {
      if position > 0 { builder.append(", ") }
      write(name)
      builder.append(": ")
      try write(namespace[name] ?? .none)
    }
    builder.append("}>")
    level -= 1
  }
}

// MARK: - Strings

extension PythonWriter {
  private mutating func write(_ text: Text) {
    if text.isMarkup { builder.append("Markup(") }
    let holdsSingle = text.bytes.contains(UInt8(ascii: "'"))
    let quote: Unicode.Scalar =
      holdsSingle && !text.bytes.contains(UInt8(ascii: "\"")) ? "\"" : "'"
    builder.append(quote)
    text.forEachScalar { scalar, range in
      let isInput = text.marks.isInput(at: range.lowerBound)
      if let escape = Self.escape(of: scalar, quote: quote) {
        builder.append(escape, isInput: isInput)
      } else {
        builder.append(scalar, isInput: isInput)
      }
    }
    builder.append(quote)
    if text.isMarkup { builder.append(")") }
  }

  private static func escape(of scalar: Unicode.Scalar, quote: Unicode.Scalar) -> String? {
    switch scalar {
    case quote, "\\": return "\\" + String(scalar)
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    guard !Scalars.isPrintable(scalar) else { return nil }
    let digits = String(scalar.value, radix: 16)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
