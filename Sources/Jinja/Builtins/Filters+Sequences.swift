extension Filters {
  static let sequences: [Builtin] = [
    Builtin("list") { (call) throws(Failure) in try call.renderer.list(try call.items()) },
    Builtin("first", "", first),
    Builtin("last", "", last),
    Builtin("reverse", "", reverse),
    Builtin("join", "? d attribute", join),
    Builtin("batch", "linecount ? fill_with", batch),
    Builtin("slice", "slices ? fill_with", slice),
    Builtin("unique", "? case_sensitive attribute", unique),
    Builtin("sort", "? reverse case_sensitive attribute", sort),
  ]

  private static func first(_ call: Call) throws(Failure) -> Value {
    if case .iterator(let iterator) = call.subject {
      return iterator.next() ?? Undefined.message("no first item, sequence was empty")
    }
    if case .text(let text) = call.subject, let character = text.character(at: 0) {
      return .text(character)
    }
    return try call.items().first ?? Undefined.message("no first item, sequence was empty")
  }

  private static func last(_ call: Call) throws(Failure) -> Value {
    if case .iterator(let iterator) = call.subject {
      throw .wrongSubject("last", "what can be reversed", .iterator(iterator))
    }
    return try call.items().last ?? Undefined.message("no last item, sequence was empty")
  }

  private static func reverse(_ call: Call) throws(Failure) -> Value {
    if case .text(let text) = call.subject {
      let length = text.length
      try call.renderer.charge(length)
      guard let positions = SlicePositions(start: nil, stop: nil, step: -1, length: length) else {
        return call.subject
      }
      return .text(text.characters(at: positions))
    }
    let items: [Value] = try call.items().reversed()
    if case .iterator = call.subject { return .list(items) }
    return .iterator(ValueIterator(items, typeName: "list_reverseiterator"))
  }

  private static func join(_ call: Call) throws(Failure) -> Value {
    let separator = try call.renderer.text(of: call.value(0, default: .text(.empty)))
    var pieces: [Text] = []
    let path = call.optional(1)?.pathKeys ?? []
    for item in try call.items() {
      let value = try call.renderer.path(path, of: item, default: nil)
      let piece = try call.renderer.text(of: value)
      try call.renderer.charge(bytes: piece.bytes.count + separator.bytes.count)
      pieces.append(piece.asMarkup(false))
    }
    return .text(separator.asMarkup(false).joining(pieces))
  }

  private static func batch(_ call: Call) throws(Failure) -> Value {
    let size = try call.integer(0)
    guard size > 0 else { throw .badArgument("batch", "the size of a batch is at least 1") }
    var batches: [[Value]] = []
    for item in try call.items() {
      if batches.last?.count ?? size == size { batches.append([]) }
      batches[batches.count - 1].append(item)
    }
    if let fill = call.optional(1), let last = batches.last, last.count < size {
      try call.renderer.charge(size - last.count)
      batches[batches.count - 1] += Array(repeating: fill, count: size - last.count)
    }
    return .iterator(ValueIterator(batches.map { .list($0) }))
  }

  private static func slice(_ call: Call) throws(Failure) -> Value {
    let items = try call.items()
    let count = try call.integer(0)
    guard count > 0 else { throw .badArgument("slice", "the number of slices is at least 1") }
    try call.renderer.charge(count)
    let size = items.count / count
    let longer = items.count % count
    var slices: [Value] = []
    var start = 0
    for position in 0..<count {
      let end = start + size + (position < longer ? 1 : 0)
      var part = Array(items[start..<end])
      if let fill = call.optional(1), position >= longer { part.append(fill) }
      slices.append(.list(part))
      start = end
    }
    return .iterator(ValueIterator(slices))
  }

  private static func unique(_ call: Call) throws(Failure) -> Value {
    var seen: Set<HashKey> = []
    var result: [Value] = []
    for (item, key) in try call.keyed(caseArgument: 0, attributeArgument: 1)
    where seen.insert(try call.renderer.hashKey(of: key)).inserted {
      result.append(item)
    }
    return .iterator(ValueIterator(result))
  }

  private static func sort(_ call: Call) throws(Failure) -> Value {
    let isCaseSensitive = call.flag(1)
    let paths = call.value(2).sortPaths
    let items = try call.items()
    var keys: [Value] = []
    for item in items {
      var parts: [Value] = []
      for path in paths {
        let part = try call.renderer.path(path, of: item, default: nil)
        parts.append(isCaseSensitive ? part : part.ignoringCase)
      }
      keys.append(parts.count == 1 ? parts[0] : .tuple(parts))
    }
    let positions = try call.renderer.sortedPositions(of: keys, isDescending: call.flag(0))
    return try call.renderer.list(positions.map { items[$0] })
  }
}

extension Value {
  /// The attribute paths of a sort, with commas between.
  fileprivate var sortPaths: [[Value]] {
    guard case .text(let paths) = self else { return [pathKeys] }
    return paths.split(by: [UInt8(ascii: ",")], limit: -1).map { Value.text($0).pathKeys }
  }
}

extension Call {
  /// The items with what they are compared by: an attribute of theirs, ignoring case unless asked.
  func keyed(
    caseArgument: Int, attributeArgument: Int, default missing: Value? = nil
  ) throws(Failure) -> [(item: Value, key: Value)] {
    let path = optional(attributeArgument)?.pathKeys ?? []
    let isCaseSensitive = flag(caseArgument)
    var result: [(item: Value, key: Value)] = []
    for item in try items() {
      let key = try renderer.path(path, of: item, default: missing)
      if case .text(let text) = key { try renderer.charge(bytes: text.bytes.count) }
      result.append((item, isCaseSensitive ? key : key.ignoringCase))
    }
    return result
  }
}

extension Renderer {
  /// The positions of keys in the order of the keys; equal ones keep their order.
  func sortedPositions(of keys: [Value], isDescending: Bool = false) throws(Failure) -> [Int] {
    var positions = Array(keys.indices)
    var failure: Failure?
    positions.sort { a, b in
      guard failure == nil else { return a < b }
      do throws(Failure) {
        try charge(min(keys[a].measure.weight, keys[b].measure.weight))
        if try keys[a].isLess(than: keys[b]) { return !isDescending }
        if try keys[b].isLess(than: keys[a]) { return isDescending }
        return a < b
      } catch {
        failure = error
        return a < b
      }
    }
    if let failure { throw failure }
    return positions
  }
}
