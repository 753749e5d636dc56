extension Renderer {
  func apply(
    _ operation: ArithmeticOperator, _ a: Value, _ b: Value
  ) throws(Failure) -> Value {
    if let x = a.asInteger, let y = b.asInteger {
      return try Arithmetic.apply(operation, x, y)
    }
    if let x = a.asDouble, let y = b.asDouble {
      return .float(try Arithmetic.apply(operation, x, y))
    }
    if case .undefined(let undefined) = a { throw undefined.failure }
    if operation == .modulo, case .text(let format) = a {
      return .text(try percentFormat(format, with: b))
    }
    if case .undefined(let undefined) = b { throw undefined.failure }
    switch operation {
    case .add: return try add(a, b)
    case .multiply: return try multiply(a, b)
    default: throw .badOperands(operation.rawValue, a, b)
    }
  }

  private func add(_ a: Value, _ b: Value) throws(Failure) -> Value {
    switch (a, b) {
    case (.text(let x), .text(let y)):
      try charge(bytes: x.bytes.count + y.bytes.count)
      return .text(concatenate(x, y))
    case (.sequence(let x), .sequence(let y)) where x.kind == y.kind:
      guard x.kind == .list || x.kind == .tuple else { throw .badOperands("+", a, b) }
      try charge(bytes: (x.items.count + y.items.count) * 16)
      return .sequence(Elements(x.kind, x.items + y.items))
    case (.text, _): throw .cannotConcatenate(b)
    default: throw .badOperands("+", a, b)
    }
  }

  /// Adds texts; where one is markup, the other is escaped.
  private func concatenate(_ a: Text, _ b: Text) -> Text {
    guard a.isMarkup != b.isMarkup else { return a + b }
    return a.isMarkup ? a + b.escapedForHTML : a.escapedForHTML + b
  }

  private func multiply(_ a: Value, _ b: Value) throws(Failure) -> Value {
    if let count = b.asInteger { return try repeated(a, count, a, b) }
    if let count = a.asInteger { return try repeated(b, count, a, b) }
    throw .badOperands("*", a, b)
  }

  private func repeated(
    _ value: Value, _ count: Int, _ a: Value, _ b: Value
  ) throws(Failure) -> Value {
    switch value {
    case .text(let text):
      try chargeRepeating(size: text.bytes.count, count: count)
      return .text(text.repeated(count))
    case .sequence(let elements) where elements.kind == .list || elements.kind == .tuple:
      try chargeRepeating(size: max(16, elements.items.count * 16), count: count)
      let items = Array(repeatElement(elements.items, count: max(0, count)).joined())
      return .sequence(Elements(elements.kind, items))
    default: throw .badOperands("*", a, b)
    }
  }

  func compare(
    _ symbol: ComparisonOperator, _ a: Value, _ b: Value
  ) throws(Failure) -> Bool {
    try charge(min(a.measure.weight, b.measure.weight))
    switch symbol {
    case .equal: return a.isEqual(to: b)
    case .notEqual: return !a.isEqual(to: b)
    case .less: return try a.isLess(than: b, spelled: "<")
    case .greater: return try b.isLess(than: a, spelled: ">")
    case .lessOrEqual: return try a.isLess(than: b, spelled: "<=") || a.isEqual(to: b)
    case .greaterOrEqual: return try b.isLess(than: a, spelled: ">=") || a.isEqual(to: b)
    case .contained: return try contains(b, a)
    case .notContained: return try !contains(b, a)
    }
  }

  /// Python's `item in container`.
  func contains(_ container: Value, _ item: Value) throws(Failure) -> Bool {
    switch container {
    case .text(let text):
      guard case .text(let needle) = item else {
        if case .undefined(let undefined) = item { throw undefined.failure }
        throw .notInText(item)
      }
      try charge(text.bytes.count / 64)
      return text.contains(needle)
    case .mapping(let mapping):
      return mapping[try hashKey(of: item)] != nil
    case .undefined: return false
    default:
      try charge(walking: container)
      let items = try items(of: container)
      return items.contains { $0.isEqual(to: item) }
    }
  }

  /// The value as a key of a mapping.
  func hashKey(of value: Value) throws(Failure) -> HashKey {
    try charge(walking: value)
    guard let key = value.hashKey else { throw .unhashable(value) }
    return key
  }

  /// What walking through a value gives, in order.
  func items(of value: Value) throws(Failure) -> [Value] {
    switch value {
    case .sequence(let elements): return elements.items
    case .mapping(let mapping): return mapping.keys
    case .text(let text):
      try charge(bytes: text.bytes.count * 16)
      return text.asMarkup(false).characters.map { .text($0) }
    case .iterator(let iterator): return iterator.drain()
    case .undefined: return []
    default: throw .notIterable(value)
    }
  }
}

extension Text {
  func repeated(_ count: Int) -> Text {
    guard count > 0, !isEmpty else { return Text(bytes: [], isMarkup: isMarkup) }
    guard count > 1 else { return self }
    if case .mixed = marks {
      var builder = TextBuilder()
      for _ in 0..<count { builder.append(self) }
      return builder.finish(isMarkup: isMarkup)
    }
    var repeated: [UInt8] = []
    repeated.reserveCapacity(bytes.count * count)
    for _ in 0..<count { repeated += bytes }
    return Text(bytes: repeated, marks: marks, isMarkup: isMarkup)
  }
}
