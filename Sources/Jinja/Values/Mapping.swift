/// Keys with their values, in the order in which the keys were first set.
package final class Mapping {
  let keys: [Value]
  let values: [Value]
  let measure: Measure
  private lazy var positions = Self.positions(of: keys)

  private static let scanLimit = 8

  /// A mapping with these members; their keys must differ.
  init(distinct keys: [Value], _ values: [Value]) {
    self.keys = keys
    self.values = values
    measure = .container(keys, values)
  }

  var count: Int { keys.count }

  subscript(text: Text) -> Value? {
    guard keys.count > Self.scanLimit else {
      for (position, key) in keys.enumerated() {
        if case .text(let candidate) = key, candidate == text { return values[position] }
      }
      return nil
    }
    return positions[.text(text)].map { values[$0] }
  }

  subscript(key: HashKey) -> Value? {
    if case .text(let text) = key { return self[text] }
    return positions[key].map { values[$0] }
  }

  private static func positions(of keys: [Value]) -> [HashKey: Int] {
    var positions: [HashKey: Int] = [:]
    for (position, key) in keys.enumerated() {
      if let key = key.hashKey { positions[key] = position }
    }
    return positions
  }
}

/// Collects the members of a mapping; a key that comes again keeps its place.
struct MappingBuilder {
  private var keys: [Value] = []
  private var values: [Value] = []
  private var positions: [HashKey: Int] = [:]

  /// Sets the member of a key, whose hash is given.
  mutating func set(_ key: Value, _ hash: HashKey, _ value: Value) {
    if let position = positions[hash] {
      values[position] = value
    } else {
      positions[hash] = keys.count
      keys.append(key)
      values.append(value)
    }
  }

  mutating func set(_ name: String, _ value: Value) {
    let text = Text(name)
    set(.text(text), .text(text), value)
  }

  func finish() -> Mapping {
    Mapping(distinct: keys, values)
  }
}
