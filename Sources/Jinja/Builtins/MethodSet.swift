/// The methods of one name, for every type that has one.
struct MethodSet: Sendable {
  private let text: Builtin?
  private let list: Builtin?
  private let listOnly: Builtin?
  private let mapping: Builtin?
  private let number: Builtin?
  private let isInternal: Bool
  private let changesList: Bool
  private let changesMapping: Bool

  init(_ name: String) {
    text = TextMethods.table[name]
    list = ListMethods.table[name]
    listOnly = name == ListMethods.copy.name ? ListMethods.copy : nil
    mapping = MappingMethods.table[name]
    number = NumberMethods.table[name]
    isInternal = name.hasPrefix("__") && name.hasSuffix("__")
    changesList = Self.listChanges.contains(name)
    changesMapping = Self.mappingChanges.contains(name)
  }

  func method(of owner: Value) -> Builtin? {
    switch owner {
    case .text: text
    case .sequence(let elements) where elements.kind == .list: list ?? listOnly
    case .sequence(let elements) where elements.kind.isIndexed: list
    case .mapping: mapping
    case .integer, .float, .boolean: number
    default: nil
    }
  }

  /// Whether the owner has such an attribute in Python and the sandbox hides it.
  func isForbidden(on owner: Value) -> Bool {
    switch owner {
    case .sequence(let elements) where elements.kind == .list: changesList || isInternal
    case .mapping: changesMapping || isInternal
    default: isInternal
    }
  }

  private static let listChanges: Set<String> = [
    "append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort",
  ]
  private static let mappingChanges: Set<String> = [
    "clear", "pop", "popitem", "setdefault", "update",
  ]
}
