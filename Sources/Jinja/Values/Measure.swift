/// What is known of a value without walking through it.
///
/// Values can share parts, so that a small list of lists can stand for an endless text; whoever
/// walks through a value pays for its weight first.
package struct Measure {
  /// How deep lists and mappings nest in it.
  var depth = 0
  /// How many values a walk through it meets, capped.
  var weight = 1
  /// Whether any text in it came from the input.
  var holdsInput = false

  private static let heaviest = Int.max / 4

  mutating func add(_ value: Value) {
    let other = value.measure
    depth = max(depth, other.depth)
    weight = min(Self.heaviest, weight + other.weight)
    holdsInput = holdsInput || other.holdsInput
  }

  /// The measure of something that holds these values.
  static func container(_ parts: [Value]...) -> Measure {
    var measure = Measure()
    for part in parts {
      for value in part { measure.add(value) }
    }
    measure.depth += 1
    return measure
  }
}

extension Value {
  var measure: Measure {
    switch self {
    case .text(let text):
      Measure(weight: 1 + text.bytes.count / 64, holdsInput: text.marks.holdsInput)
    case .sequence(let elements): elements.measure
    case .mapping(let mapping): mapping.measure
    case .iterator(let iterator): iterator.measure
    case .object(let object): object.measure
    default: Measure()
    }
  }
}
