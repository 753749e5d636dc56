/// The variables of one scope, known before it runs.
///
/// Jinja2 decides where a name lives by the first use in its scope. A name that is only read is
/// looked up outside. A name that is set has a slot here; until it is set, the outer value shows
/// through, except where an unconditional `set` comes before any other use: then, if no outer
/// scope mentions the name either, it is undefined and not the variable of the context.
struct ScopeLayout: Sendable {
  private static let absent: Int16 = -1
  private static let read: Int16 = -2

  /// By the number of the name: `absent`, `read`, or its slot.
  private let table: [Int16]
  /// By slot: whether the name hides the context before it is set.
  private let hidesContext: [Bool]

  var slotCount: Int { hidesContext.count }

  /// The slot of a name, or nil where it has none here.
  func slot(of id: Int) -> Int? {
    guard id < table.count, table[id] >= 0 else { return nil }
    return Int(table[id])
  }

  func mentions(_ id: Int) -> Bool {
    id < table.count && table[id] != Self.absent
  }

  func hidesContext(slot: Int) -> Bool { hidesContext[slot] }
}

extension ScopeLayout {
  /// Collects the names of a scope in the order of their use.
  struct Builder {
    private var uses: [Int: Int16] = [:]
    private var hidesContext: [Bool] = []
    /// How many branches of `if` enclose the place being read.
    var branchDepth = 0

    mutating func read(_ id: Int) {
      if uses[id] == nil { uses[id] = ScopeLayout.read }
    }

    mutating func store(_ id: Int) {
      let known = uses[id]
      guard known == nil || known == ScopeLayout.read else { return }
      addSlot(id, hidesContext: known == nil && branchDepth == 0)
    }

    /// Gives a name that is always set a slot, and returns it.
    mutating func declare(_ id: Int) -> Int {
      if let slot = uses[id], slot >= 0 { return Int(slot) }
      addSlot(id, hidesContext: false)
      return hidesContext.count - 1
    }

    private mutating func addSlot(_ id: Int, hidesContext hides: Bool) {
      uses[id] = Int16(clamping: hidesContext.count)
      hidesContext.append(hides)
    }

    /// Too many variables for the table; no template that people write has so many.
    var isOverfull: Bool { hidesContext.count > Int(Int16.max) }

    func finish() -> ScopeLayout {
      var table = [Int16](repeating: ScopeLayout.absent, count: (uses.keys.max() ?? -1) + 1)
      for (id, use) in uses { table[id] = use }
      return ScopeLayout(table: table, hidesContext: hidesContext)
    }
  }
}
