/// The items of a list or of what behaves like one.
package final class Elements {
  enum Kind: Equatable {
    case list
    case tuple
    case range(start: Int, stop: Int, step: Int)
    case keysView
    case valuesView
    case itemsView

    var typeName: String {
      switch self {
      case .list: "list"
      case .tuple: "tuple"
      case .range: "range"
      case .keysView: "dict_keys"
      case .valuesView: "dict_values"
      case .itemsView: "dict_items"
      }
    }

    /// Whether items are reached by position.
    var isIndexed: Bool {
      switch self {
      case .list, .tuple, .range: true
      case .keysView, .valuesView, .itemsView: false
      }
    }
  }

  let kind: Kind
  let items: [Value]
  let measure: Measure
  /// A pair that `groupby` made: its items have the names `grouper` and `list` too.
  let isGroup: Bool

  init(_ kind: Kind, _ items: [Value], isGroup: Bool = false) {
    self.kind = kind
    self.items = items
    self.isGroup = isGroup
    measure = .container(items)
  }
}

extension Elements {
  /// A field of a pair that `groupby` made.
  func groupField(_ name: String) -> Value? {
    guard isGroup, items.count == 2 else { return nil }
    return name == "grouper" ? items[0] : name == "list" ? items[1] : nil
  }
}

/// Items that can be walked through once, as Python's generators are.
package final class ValueIterator {
  let typeName: String
  let measure: Measure
  private var items: ArraySlice<Value>

  init(_ items: [Value], typeName: String = "generator") {
    self.items = items[...]
    self.typeName = typeName
    measure = .container(items)
  }

  /// The next item, or nil at the end.
  func next() -> Value? {
    items.popFirst()
  }

  /// All items that are left; none are afterwards.
  func drain() -> [Value] {
    defer { items = [] }
    return Array(items)
  }
}
