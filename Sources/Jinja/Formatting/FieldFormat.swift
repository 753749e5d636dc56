extension TextMethods {
  static let formatting: [Builtin] = [
    Builtin("format", "? *") { (call) throws(Failure) in
      var formatter = FieldFormatter(
        format: try call.receiver(), arguments: call.rest, renderer: call.renderer)
      return .text(try formatter.run())
    },
    Builtin("format_map", "mapping") { (call) throws(Failure) in
      guard case .mapping(let mapping) = call.value(0) else { throw .notMapping(call.value(0)) }
      var arguments = Arguments()
      for case (.text(let name), let value) in zip(mapping.keys, mapping.values) {
        arguments.named.append((name.string, value))
      }
      var formatter = FieldFormatter(
        format: try call.receiver(), arguments: arguments, renderer: call.renderer)
      return .text(try formatter.run())
    },
  ]
}

/// Python's `str.format`: puts values in the place of fields such as `{0}`, `{name.key[1]!r:>8}`.
private struct FieldFormatter {
  let format: Text
  let arguments: Arguments
  let renderer: Renderer
  private var position = 0
  private var automatic = 0
  private var isNumbered = false
  private var level = 0
  private var output = TextBuilder()

  init(format: Text, arguments: Arguments, renderer: Renderer) {
    self.format = format
    self.arguments = arguments
    self.renderer = renderer
  }

  mutating func run() throws(Failure) -> Text {
    let bytes = format.bytes
    while position < bytes.count {
      let byte = bytes[position]
      let isDoubled = position + 1 < bytes.count && bytes[position + 1] == byte
      switch byte {
      case UInt8(ascii: "{") where !isDoubled:
        position += 1
        let text = try readField()
        try renderer.charge(bytes: text.bytes.count)
        output.append(text.joinable(to: format))
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        guard isDoubled else { throw Failure(.value, "single '}' in format string") }
        output.append(format, position..<position + 1)
        position += 2
      default:
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "{"),
          bytes[position] != UInt8(ascii: "}")
        {
          position += 1
        }
        output.append(format, start..<position)
      }
    }
    return output.finish(isMarkup: format.isMarkup)
  }

  /// Reads a field from behind its opening brace to behind its closing one, and formats it.
  private mutating func readField() throws(Failure) -> Text {
    level += 1
    defer { level -= 1 }
    guard level <= 2 else { throw Failure(.value, "max string recursion exceeded") }
    let name = readUntil([UInt8(ascii: "!"), UInt8(ascii: ":"), UInt8(ascii: "}")])
    var value = try self.value(of: name)
    if peek == UInt8(ascii: "!") {
      position += 1
      value = try convert(value)
    }
    var specification = Text.empty
    if peek == UInt8(ascii: ":") {
      position += 1
      specification = try readSpecification()
    }
    guard peek == UInt8(ascii: "}") else { throw Failure(.value, "expected '}' in format string") }
    position += 1
    guard !specification.isEmpty else { return try renderer.text(of: value) }
    return try FormatSpecification(specification).apply(to: value, renderer)
  }

  private var peek: UInt8? { position < format.bytes.count ? format.bytes[position] : nil }

  private mutating func readUntil(_ ends: [UInt8]) -> ArraySlice<UInt8> {
    let start = position
    var brackets = 0
    while let byte = peek, brackets > 0 || !ends.contains(byte) {
      if byte == UInt8(ascii: "[") { brackets += 1 }
      if byte == UInt8(ascii: "]") { brackets -= 1 }
      position += 1
    }
    return format.bytes[start..<position]
  }

  /// A specification, in which fields may stand as well.
  private mutating func readSpecification() throws(Failure) -> Text {
    var builder = TextBuilder()
    while let byte = peek, byte != UInt8(ascii: "}") {
      if byte == UInt8(ascii: "{") {
        position += 1
        builder.append(try readField())
      } else {
        builder.append(format, position..<position + Scalars.length(leading: byte))
        position += Scalars.length(leading: byte)
      }
    }
    return builder.finish()
  }

  private mutating func convert(_ value: Value) throws(Failure) -> Value {
    guard let byte = peek else {
      throw Failure(.value, "end of string while looking for conversion")
    }
    position += 1
    switch byte {
    case UInt8(ascii: "s"): return .text(try renderer.text(of: value))
    case UInt8(ascii: "r"), UInt8(ascii: "a"): return .text(try renderer.repr(of: value))
    default: throw Failure(.value, "unknown conversion in format string")
    }
  }
}

// MARK: - Names of fields

extension FieldFormatter {
  private mutating func value(of field: ArraySlice<UInt8>) throws(Failure) -> Value {
    let stop = field.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }
    var value = try argument(String(decoding: field[..<(stop ?? field.endIndex)], as: UTF8.self))
    var rest = field[(stop ?? field.endIndex)...]
    while let first = rest.first {
      rest = rest.dropFirst()
      if first == UInt8(ascii: "[") {
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else {
          throw Failure(.value, "missing ']' in format string")
        }
        let key = String(decoding: rest[..<end], as: UTF8.self)
        let isIndex = !key.isEmpty && key.utf8.allSatisfy(\.isDigitASCII)
        value = try renderer.item(
          isIndex ? .integer(Int(key) ?? .max) : .text(Text(key)), of: value)
        rest = rest[(end + 1)...]
      } else {
        let end = rest.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }
        let name = String(decoding: rest[..<(end ?? rest.endIndex)], as: UTF8.self)
        value = try renderer.attribute(AttributeName(name), of: value)
        rest = rest[(end ?? rest.endIndex)...]
      }
    }
    return value
  }

  private mutating func argument(_ name: String) throws(Failure) -> Value {
    if name.isEmpty {
      guard !isNumbered else { throw .mixedFields }
      automatic += 1
      return try positional(automatic - 1)
    }
    if name.utf8.allSatisfy(\.isDigitASCII) {
      guard automatic == 0 else { throw .mixedFields }
      isNumbered = true
      return try positional(Int(name) ?? .max)
    }
    try renderer.charge(arguments.named.count / 8)
    guard let match = arguments.named.last(where: { $0.name == name }) else {
      throw Failure(.value, "the format names '\(name)', which was not given")
    }
    return match.value
  }

  private func positional(_ index: Int) throws(Failure) -> Value {
    guard arguments.positional.indices.contains(index) else {
      throw Failure(
        .value, "the format wants value \(index), and there are \(arguments.positional.count)")
    }
    return arguments.positional[index]
  }
}

extension Failure {
  fileprivate static let mixedFields = Failure(
    .value, "a format cannot mix numbered fields with '{}'")
}
