extension Renderer {
  @inline(never)
  func evaluateAttribute(
    _ owner: Expression, _ name: AttributeName, _ offset: Int
  ) throws(Failure) -> Value {
    let owner = try evaluate(owner)
    self.offset = offset
    return try attribute(name, of: owner)
  }

  /// What `owner.name` is: a method or attribute, else an item with that key.
  @inline(never)
  func attribute(_ name: AttributeName, of owner: Value) throws(Failure) -> Value {
    if case .undefined(let undefined) = owner { throw undefined.failure }
    if let method = name.methods.method(of: owner) { return bind(method, to: owner) }
    if name.methods.isForbidden(on: owner) { return Undefined.forbidden(name.name, of: owner) }
    switch owner {
    case .mapping(let mapping):
      return mapping[name.text] ?? Undefined.attribute(name.name, of: owner)
    case .object(let namespace as Namespace):
      return namespace[name.text] ?? Undefined.attribute(name.name, of: owner)
    case .object(let object as any AttributeOwner):
      return try object.attribute(name.name, self) ?? Undefined.attribute(name.name, of: owner)
    case .sequence(let elements):
      return elements.groupField(name.name) ?? Undefined.attribute(name.name, of: owner)
    default: return Undefined.attribute(name.name, of: owner)
    }
  }

  func bind(_ method: Builtin, to owner: Value) -> Value {
    .object(BoundBuiltin(method, subject: owner))
  }

  @inline(never)
  func evaluateItem(
    _ owner: Expression, _ key: Expression, _ offset: Int
  ) throws(Failure) -> Value {
    let owner = try evaluate(owner)
    let key = try evaluate(key)
    self.offset = offset
    return try item(key, of: owner)
  }

  /// What `owner[key]` is: an item, else for a string the attribute of that name.
  @inline(never)
  func item(_ key: Value, of owner: Value) throws(Failure) -> Value {
    switch owner {
    case .undefined(let undefined): throw undefined.failure
    case .mapping(let mapping):
      try charge(walking: key)
      if let hash = key.hashKey, let value = mapping[hash] { return value }
    case .sequence(let elements):
      if let index = key.asInteger, elements.kind.isIndexed, let item = elements.item(index) {
        return item
      }
    case .text(let text):
      if let index = key.asInteger {
        try charge(text.bytes.count / 64)
        if let character = text.character(at: index) { return .text(character) }
      }
    default: break
    }
    guard case .text(let name) = key else { return Undefined.item(key, of: owner) }
    return try attribute(AttributeName(name.string), of: owner)
  }

  @inline(never)
  func evaluateSlice(
    _ owner: Expression, _ bounds: SliceBounds, _ offset: Int
  ) throws(Failure) -> Value {
    let owner = try evaluate(owner)
    let start = try evaluateBound(bounds.start)
    let stop = try evaluateBound(bounds.stop)
    let step = try evaluateBound(bounds.step)
    self.offset = offset
    if case .undefined(let undefined) = owner { throw undefined.failure }
    func positions(_ length: Int) throws(Failure) -> SlicePositions {
      guard
        let positions = SlicePositions(
          start: start, stop: stop, step: step, length: length)
      else { throw Failure(.value, "slice step cannot be zero") }
      return positions
    }
    switch owner {
    case .text(let text):
      try charge(bytes: text.bytes.count)
      return .text(text.characters(at: try positions(text.length)))
    case .sequence(let elements) where elements.kind.isIndexed:
      let picked = try positions(elements.items.count)
      try charge(picked.count)
      return .sequence(
        Elements(elements.kind.sliced(picked), picked.indices.map { elements.items[$0] }))
    default: throw .notSliceable(owner)
    }
  }

  /// A bound of a slice: an integer, or nil for none.
  private func evaluateBound(_ expression: Expression?) throws(Failure) -> Int? {
    guard let expression else { return nil }
    let value = try evaluate(expression)
    if value.isNone { return nil }
    if case .undefined(let undefined) = value { throw undefined.failure }
    guard let bound = value.asInteger else { throw .notSliceBound(value) }
    return bound
  }
}

extension Elements {
  /// The item at a position, counted from the end where negative.
  fileprivate func item(_ index: Int) -> Value? {
    let position = index < 0 ? index + items.count : index
    return items.indices.contains(position) ? items[position] : nil
  }
}

extension Elements.Kind {
  /// What a slice of such a sequence is.
  fileprivate func sliced(_ picked: SlicePositions) -> Elements.Kind {
    guard case .range(let start, _, let step) = self else { return self }
    let first = start + picked.start * step
    let stride = step.multipliedReportingOverflow(by: picked.step)
    guard !stride.overflow else { return .list }
    return .range(start: first, stop: start + picked.stop * step, step: stride.partialValue)
  }
}
