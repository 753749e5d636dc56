/// The variables of a scope while it runs.
final class Scope {
  let layout: ScopeLayout
  let parent: Scope?
  private var slots: [Value?]
  /// A macro refers to the scope, so that it must outlive its statements.
  var isCaptured = false

  init(_ layout: ScopeLayout, in parent: Scope?) {
    self.layout = layout
    self.parent = parent
    slots = Array(repeating: nil, count: layout.slotCount)
  }

  subscript(slot slot: Int) -> Value? {
    get { slots[slot] }
    set { slots[slot] = newValue }
  }

  /// Forgets all values: for the next turn of a loop, or to break cycles at the end.
  func clear() {
    for slot in slots.indices { slots[slot] = nil }
  }

  /// Forgets the values when the scope's statements are over, so that what outlives them holds no
  /// chain of scopes.
  func leave() {
    if !isCaptured { clear() }
  }

  func set(_ reference: NameReference, to value: Value) {
    guard let slot = layout.slot(of: reference.id) else { return }
    slots[slot] = value
  }
}

/// What looking a name up through the scopes found.
enum ScopeLookup {
  case found(Value)
  /// Not set in any scope: the context decides.
  case absent
  /// A scope sets the name, but has not yet, and the context is hidden.
  case hidden
}

extension Scope {
  func lookUp(_ id: Int) -> ScopeLookup {
    var scope: Scope? = self
    while let current = scope {
      if let slot = current.layout.slot(of: id) {
        if let value = current.slots[slot] { return .found(value) }
        if current.layout.hidesContext(slot: slot), !current.isMentionedOutside(id) {
          return .hidden
        }
      }
      scope = current.parent
    }
    return .absent
  }

  private func isMentionedOutside(_ id: Int) -> Bool {
    var scope = parent
    while let current = scope {
      if current.layout.mentions(id) { return true }
      scope = current.parent
    }
    return false
  }
}
