extension Value {
  /// Python's `==`; marks do not count.
  func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.text(let a), .text(let b)): return a == b
    case (.none, .none), (.undefined, .undefined): return true
    case (.sequence(let a), .sequence(let b)): return a.isEqual(to: b)
    case (.mapping(let a), .mapping(let b)): return a.isEqual(to: b)
    case (.iterator(let a), .iterator(let b)): return a === b
    case (.object(let a), .object(let b)): return a === b
    case (.largeInteger(let a), .largeInteger(let b)): return a == b
    default: return isEqualNumber(to: other)
    }
  }

  private func isEqualNumber(to other: Value) -> Bool {
    if let a = asInteger, let b = other.asInteger { return a == b }
    guard let a = asDouble, let b = other.asDouble else { return false }
    // An integer and a float are compared exactly: 2**53 + 1 is no double.
    if let integer = asInteger { return Int(exactly: b) == integer }
    if let integer = other.asInteger { return Int(exactly: a) == integer }
    return a == b
  }

  /// Python's `<`.
  ///
  /// - Throws: a type fault where Python does not order the two.
  func isLess(than other: Value, spelled symbol: String = "<") throws(Failure) -> Bool {
    if let a = asInteger, let b = other.asInteger { return a < b }
    if let a = asDouble, let b = other.asDouble { return a < b }
    switch (self, other) {
    case (.text(let a), .text(let b)): return a < b
    case (.sequence(let a), .sequence(let b)) where a.kind == b.kind && a.kind.isOrdered:
      return try a.isLess(than: b, spelled: symbol)
    case (.undefined(let undefined), _), (_, .undefined(let undefined)): throw undefined.failure
    default: throw .notOrdered(self, other, symbol)
    }
  }
}

extension Elements.Kind {
  fileprivate var isOrdered: Bool { self == .list || self == .tuple }

  /// Whether two kinds of sequence with equal items are equal.
  fileprivate func isComparable(to other: Elements.Kind) -> Bool {
    switch (self, other) {
    case (.list, .list), (.tuple, .tuple), (.range, .range): true
    case (.keysView, .keysView), (.itemsView, .itemsView): true
    default: false
    }
  }
}

extension Elements {
  fileprivate func isEqual(to other: Elements) -> Bool {
    if self === other { return true }
    return kind.isComparable(to: other.kind) && items.count == other.items.count
      && zip(items, other.items).allSatisfy { $0.isEqual(to: $1) }
  }

  fileprivate func isLess(than other: Elements, spelled symbol: String) throws(Failure) -> Bool {
    for (a, b) in zip(items, other.items) where !a.isEqual(to: b) {
      return try a.isLess(than: b, spelled: symbol)
    }
    return items.count < other.items.count
  }
}

extension Mapping {
  fileprivate func isEqual(to other: Mapping) -> Bool {
    guard count == other.count else { return false }
    for (key, value) in zip(keys, values) {
      guard let hash = key.hashKey, let counterpart = other[hash], value.isEqual(to: counterpart)
      else { return false }
    }
    return true
  }
}
