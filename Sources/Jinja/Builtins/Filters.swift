/// What can stand behind a pipe.
enum Filters {
  static let table: [String: Builtin] = {
    var table = Builtin.table([
      values, numbers, sequences, aggregates, mappings, selections, texts, layout, markup,
    ])
    for (alias, name) in ["d": "default", "count": "length", "e": "escape"] {
      table[alias] = table[name]
    }
    return table
  }()

  private static let values: [Builtin] = [
    Builtin("default", "? default_value boolean") { (call) throws(Failure) in
      let isMissing = call.subject.isUndefined || call.flag(1) && !call.subject.isTrue
      return isMissing ? call.value(0, default: .text(.empty)) : call.subject
    },
    Builtin("length") { (call) throws(Failure) in
      .integer(try call.renderer.length(of: call.subject))
    },
    Builtin("string") { (call) throws(Failure) in .text(try call.subjectText()) },
    Builtin("attr", "name") { (call) throws(Failure) in
      let name = AttributeName(try call.text(0).string)
      if case .mapping = call.subject, name.methods.method(of: call.subject) == nil {
        return Undefined.attribute(name.name, of: call.subject)
      }
      return try call.renderer.attribute(name, of: call.subject)
    },
    Builtin(
      "tojson", "? ensure_ascii indent separators sort_keys",
      { (call) throws(Failure) in .text(try ValueJSON.text(of: call)) }),
  ]
}

extension Renderer {
  /// Python's `len`.
  func length(of value: Value) throws(Failure) -> Int {
    switch value {
    case .text(let text):
      try charge(text.bytes.count / 64)
      return text.length
    case .sequence(let elements): return elements.items.count
    case .mapping(let mapping): return mapping.count
    case .undefined: return 0
    default: throw .noLength(value)
    }
  }

  /// Reads an attribute path such as "function.name" or "0.id" from a value.
  func path(_ path: [Value], of value: Value, default missing: Value?) throws(Failure) -> Value {
    var value = value
    for key in path {
      value = try item(key, of: value)
      if value.isUndefined, let missing { value = missing }
    }
    return value
  }
}

extension Value {
  /// The keys of an attribute path; digits count as positions.
  var pathKeys: [Value] {
    guard case .text(let path) = self else { return isNone ? [] : [self] }
    return path.split(by: [UInt8(ascii: ".")], limit: -1).map { part in
      let isIndex = !part.isEmpty && part.bytes.allSatisfy(\.isDigitASCII)
      return isIndex ? .integer(Int(part.string) ?? .max) : .text(part)
    }
  }

  /// Text in lower case, for orders that ignore case; other values as they are.
  var ignoringCase: Value {
    if case .text(let text) = self { .text(text.lowercased) } else { self }
  }
}
