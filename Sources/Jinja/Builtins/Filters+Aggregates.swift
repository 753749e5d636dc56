extension Filters {
  static let aggregates: [Builtin] = [
    Builtin("min", "? case_sensitive attribute") { (call) throws(Failure) in
      try extreme(call) { (candidate, best) throws(Failure) in try candidate.isLess(than: best) }
    },
    Builtin("max", "? case_sensitive attribute") { (call) throws(Failure) in
      try extreme(call) { (candidate, best) throws(Failure) in try best.isLess(than: candidate) }
    },
    Builtin("sum", "? attribute start", sum),
    Builtin("groupby", "attribute ? default case_sensitive", group),
  ]

  private static func extreme(
    _ call: Call, _ isBetter: (Value, Value) throws(Failure) -> Bool
  ) throws(Failure) -> Value {
    let candidates = try call.keyed(caseArgument: 0, attributeArgument: 1)
    guard var best = candidates.first else {
      return Undefined.message("no aggregated item, sequence was empty")
    }
    for candidate in candidates.dropFirst() {
      try call.renderer.charge(walking: candidate.key)
      if try isBetter(candidate.key, best.key) { best = candidate }
    }
    return best.item
  }

  private static func sum(_ call: Call) throws(Failure) -> Value {
    let path = call.optional(0)?.pathKeys ?? []
    var total = call.value(1, default: .integer(0))
    for item in try call.items() {
      let value = try call.renderer.path(path, of: item, default: nil)
      total = try call.renderer.apply(.add, total, value)
    }
    return total
  }

  private static func group(_ call: Call) throws(Failure) -> Value {
    let missing = call.values[1]
    let keyed = try call.keyed(caseArgument: 2, attributeArgument: 0, default: missing)
    let order = try call.renderer.sortedPositions(of: keyed.map(\.key))
    let path = call.value(0).pathKeys
    var groups: [(key: Value, items: [Value])] = []
    for position in order {
      let (item, key) = keyed[position]
      if let last = groups.last, last.key.isEqual(to: key) {
        groups[groups.count - 1].items.append(item)
      } else {
        groups.append((key, [item]))
      }
    }
    var pairs: [Value] = []
    for group in groups {
      let name = try call.renderer.path(path, of: group.items[0], default: missing)
      pairs.append(.sequence(Elements(.tuple, [name, .list(group.items)], isGroup: true)))
    }
    return .list(pairs)
  }
}

extension Filters {
  static let mappings: [Builtin] = [
    Builtin("items") { (call) throws(Failure) in
      if call.subject.isUndefined { return .iterator(ValueIterator([])) }
      return .iterator(ValueIterator(try call.mapping().pairs(call.renderer)))
    },
    Builtin("dictsort", "? case_sensitive by reverse", sortMapping),
  ]

  private static func sortMapping(_ call: Call) throws(Failure) -> Value {
    let by = try call.text(1, default: Text("key")).string
    guard by == "key" || by == "value" else {
      throw .badArgument("dictsort", "you can only sort by either \"key\" or \"value\"")
    }
    let mapping = try call.mapping()
    let isCaseSensitive = call.flag(0)
    let keys = (by == "key" ? mapping.keys : mapping.values).map {
      isCaseSensitive ? $0 : $0.ignoringCase
    }
    let pairs = try mapping.pairs(call.renderer)
    let order = try call.renderer.sortedPositions(of: keys, isDescending: call.flag(2))
    return .list(order.map { pairs[$0] })
  }
}

// MARK: - Selections

extension Filters {
  static let selections: [Builtin] = [
    Builtin("map", "? *", map),
    Builtin("select", "? *") { (call) throws(Failure) in try select(call, keeps: true) },
    Builtin("reject", "? *") { (call) throws(Failure) in try select(call, keeps: false) },
    Builtin("selectattr", "? *") { (call) throws(Failure) in
      try select(call, keeps: true, byAttribute: true)
    },
    Builtin("rejectattr", "? *") { (call) throws(Failure) in
      try select(call, keeps: false, byAttribute: true)
    },
  ]

  private static func map(_ call: Call) throws(Failure) -> Value {
    guard call.subject.isTrue else { return .iterator(ValueIterator([])) }
    var results: [Value] = []
    if call.rest.positional.isEmpty,
      let attribute = call.rest.named.first(where: { $0.name == "attribute" })
    {
      let path = attribute.value.pathKeys
      let missing = call.rest.named.first { $0.name == "default" }?.value
      for item in try call.items() {
        results.append(try call.renderer.path(path, of: item, default: missing))
      }
      return .iterator(ValueIterator(results))
    }
    let (filter, arguments) = try call.function(at: 0, in: Filters.table, "filter")
    for item in try call.items() {
      results.append(try call.renderer.invoke(filter, on: item, arguments))
    }
    return .iterator(ValueIterator(results))
  }

  private static func select(
    _ call: Call, keeps: Bool, byAttribute: Bool = false
  ) throws(Failure) -> Value {
    guard call.subject.isTrue else { return .iterator(ValueIterator([])) }
    let offset = byAttribute ? 1 : 0
    guard call.rest.positional.count >= offset else {
      throw .badArgument(call.builtin.name, "missing parameter for attribute name")
    }
    let path = byAttribute ? call.rest.positional[0].pathKeys : []
    let hasTest = call.rest.positional.count > offset
    let test = hasTest ? try call.function(at: offset, in: Tests.table, "test") : nil
    var results: [Value] = []
    for item in try call.items() {
      var value = try call.renderer.path(path, of: item, default: nil)
      if let test { value = try call.renderer.invoke(test.0, on: value, test.1) }
      if value.isTrue == keeps { results.append(item) }
    }
    return .iterator(ValueIterator(results))
  }
}

extension Call {
  /// The filter or test named by an argument, and the arguments behind it, which are its own.
  fileprivate func function(
    at position: Int, in table: [String: Builtin], _ kind: String
  ) throws(Failure) -> (Builtin, Arguments) {
    guard position < rest.positional.count, case .text(let name) = rest.positional[position] else {
      throw .badArgument(builtin.name, "the name of a \(kind) is missing")
    }
    guard let function = table[name.string] else {
      throw .badArgument(builtin.name, "there is no \(kind) '\(name.string)'")
    }
    let own = Array(rest.positional[(position + 1)...])
    return (function, Arguments(positional: own, named: rest.named))
  }
}
