/// Python's methods of lists, tuples and ranges that change nothing.
enum ListMethods {
  static let table = Builtin.table([methods])

  private static let methods: [Builtin] = [
    Builtin("count", "value") { (call) throws(Failure) in
      try call.renderer.charge(walking: call.subject)
      let items = try call.items()
      let value = call.value(0)
      return .integer(items.count { $0.isEqual(to: value) })
    },
    Builtin("index", "value ? start stop", index),
  ]

  /// What lists alone have.
  static let copy = Builtin("copy") { (call) throws(Failure) in call.subject }

  private static func index(_ call: Call) throws(Failure) -> Value {
    try call.renderer.charge(walking: call.subject)
    let items = try call.items()
    let value = call.value(0)
    guard
      let positions = SlicePositions(
        start: try call.optionalInteger(1), stop: try call.optionalInteger(2), step: 1,
        length: items.count),
      let position = positions.indices.first(where: { items[$0].isEqual(to: value) })
    else { throw Failure(.value, "the value is not in the list") }
    return .integer(position)
  }
}

/// Python's methods of dictionaries that change nothing.
enum MappingMethods {
  static let table = Builtin.table([methods])

  private static let methods: [Builtin] = [
    Builtin("get", "key ? default") { (call) throws(Failure) in
      let key = try call.renderer.hashKey(of: call.value(0))
      return try call.mapping()[key] ?? call.value(1)
    },
    Builtin("items") { (call) throws(Failure) in
      .sequence(Elements(.itemsView, try call.mapping().pairs(call.renderer)))
    },
    Builtin("keys") { (call) throws(Failure) in
      let keys = try call.mapping().keys
      try call.renderer.charge(keys.count)
      return .sequence(Elements(.keysView, keys))
    },
    Builtin("values") { (call) throws(Failure) in
      let values = try call.mapping().values
      try call.renderer.charge(values.count)
      return .sequence(Elements(.valuesView, values))
    },
    Builtin("copy") { (call) throws(Failure) in call.subject },
    Builtin("fromkeys", "iterable ? value", fromKeys),
  ]

  private static func fromKeys(_ call: Call) throws(Failure) -> Value {
    var builder = MappingBuilder()
    for key in try call.renderer.items(of: call.value(0)) {
      builder.set(key, try call.renderer.hashKey(of: key), call.value(1))
    }
    return .mapping(builder.finish())
  }
}

/// The few methods of numbers.
enum NumberMethods {
  static let table = Builtin.table([
    [
      Builtin("is_integer") { (call) throws(Failure) in
        guard let double = call.subject.asDouble else { return .boolean(false) }
        return .boolean(double == double.rounded())
      },
      Builtin("bit_length") { (call) throws(Failure) in
        guard let integer = call.subject.asInteger else {
          throw .wrongSubject("bit_length", "integers", call.subject)
        }
        return .integer(Int.bitWidth - integer.magnitude.leadingZeroBitCount)
      },
    ]
  ])
}

extension Call {
  /// The mapping that the builtin applies to.
  func mapping() throws(Failure) -> Mapping {
    guard case .mapping(let mapping) = subject else {
      throw .wrongSubject(builtin.name, "mappings", subject)
    }
    return mapping
  }
}

extension Mapping {
  /// The members as tuples of key and value.
  func pairs(_ renderer: Renderer) throws(Failure) -> [Value] {
    try renderer.charge(count * 2)
    return zip(keys, values).map { .tuple([$0, $1]) }
  }
}
