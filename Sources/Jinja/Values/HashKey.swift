/// A value as a dictionary key: equal numbers of any type are one key, as in Python.
enum HashKey: Hashable {
  case none
  case integer(Int)
  case digits(String)
  case float(Double)
  case text(Text)
  case tuple([HashKey])
  case undefined
  case object(ObjectIdentifier)
}

extension Value {
  /// The value as a key, or nil where Python calls it unhashable.
  var hashKey: HashKey? {
    switch self {
    case .undefined: .undefined
    case .none: HashKey.none
    case .boolean(let boolean): .integer(boolean ? 1 : 0)
    case .integer(let integer): .integer(integer)
    case .largeInteger(let digits): .digits(digits)
    case .float(let float): Int(exactly: float).map { .integer($0) } ?? .float(float)
    case .text(let text): .text(text)
    case .sequence(let elements): elements.hashKey
    case .mapping: nil
    case .iterator(let iterator): .object(ObjectIdentifier(iterator))
    case .object(let object): .object(ObjectIdentifier(object))
    }
  }
}

extension Elements {
  fileprivate var hashKey: HashKey? {
    switch kind {
    case .tuple, .range:
      var keys: [HashKey] = []
      for item in items {
        guard let key = item.hashKey else { return nil }
        keys.append(key)
      }
      return .tuple(keys)
    case .list, .keysView, .valuesView, .itemsView: return nil
    }
  }
}
