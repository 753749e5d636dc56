// MARK: - Searching

extension TextMethods {
  static let searching: [Builtin] = [
    Builtin("startswith", "prefix ? start end") { (call) throws(Failure) in
      try call.hasAffix { $0.starts(with: $1) }
    },
    Builtin("endswith", "suffix ? start end") { (call) throws(Failure) in
      try call.hasAffix { $0.hasSuffix($1) }
    },
    Builtin("find", "sub ? start end") { (call) throws(Failure) in
      .integer(try call.position(fromEnd: false) ?? -1)
    },
    Builtin("rfind", "sub ? start end") { (call) throws(Failure) in
      .integer(try call.position(fromEnd: true) ?? -1)
    },
    Builtin("index", "sub ? start end") { (call) throws(Failure) in
      guard let position = try call.position(fromEnd: false) else { throw .notFound }
      return .integer(position)
    },
    Builtin("rindex", "sub ? start end") { (call) throws(Failure) in
      guard let position = try call.position(fromEnd: true) else { throw .notFound }
      return .integer(position)
    },
    Builtin("count", "sub ? start end") { (call) throws(Failure) in
      guard let part = try call.window() else { return .integer(0) }
      let needle = try call.text(0).bytes
      guard !needle.isEmpty else { return .integer(part.text.length + 1) }
      return .integer(part.text.ranges(of: needle).count)
    },
  ]

  // MARK: - Asking

  static let asking: [Builtin] = [
    all("isalpha") { $0.properties.isAlphabetic && $0.properties.generalCategory.isLetter },
    all("isdigit") { $0.properties.numericType == .decimal || $0.properties.numericType == .digit },
    all("isdecimal") { $0.properties.numericType == .decimal },
    all("isnumeric") { $0.properties.numericType != nil },
    all("isalnum") {
      $0.properties.generalCategory.isLetter || $0.properties.numericType != nil
    },
    all("isspace", Scalars.isSpace),
    all("isascii", whenEmpty: true) { $0.isASCII },
    all("isprintable", whenEmpty: true, Scalars.isPrintable),
    Builtin("isupper") { (call) throws(Failure) in
      .boolean(try call.receiver().hasCase { $0.properties.isUppercase })
    },
    Builtin("islower") { (call) throws(Failure) in
      .boolean(try call.receiver().hasCase { $0.properties.isLowercase })
    },
    Builtin("istitle") { (call) throws(Failure) in
      let text = try call.receiver()
      let isCased = text.scalars.contains { $0.properties.isCased }
      return .boolean(isCased && text.titlecased == text)
    },
    Builtin("isidentifier") { (call) throws(Failure) in
      let scalars = try call.receiver().scalars
      guard let first = scalars.first else { return .boolean(false) }
      let isStart = first == "_" || first.properties.isXIDStart
      return .boolean(isStart && scalars.dropFirst().allSatisfy { $0.properties.isXIDContinue })
    },
  ]

  private static func all(
    _ name: String, whenEmpty: Bool = false,
    _ predicate: @escaping @Sendable (Unicode.Scalar) -> Bool
  ) -> Builtin {
    Builtin(name) { (call) throws(Failure) in
      let text = try call.receiver()
      return .boolean(text.isEmpty ? whenEmpty : text.scalars.allSatisfy(predicate))
    }
  }
}

extension Call {
  /// The part of the string between the optional start and end, and where it starts in scalars;
  /// nil where the start lies behind the end.
  fileprivate func window() throws(Failure) -> (text: Text, start: Int)? {
    let text = try receiver()
    guard let start = try optionalInteger(1) else {
      guard let end = try optionalInteger(2) else { return (text, 0) }
      return text.window(from: 0, to: end)
    }
    return text.window(from: start, to: try optionalInteger(2))
  }

  fileprivate func hasAffix(_ matches: ([UInt8], [UInt8]) -> Bool) throws(Failure) -> Value {
    guard let part = try window() else { return .boolean(false) }
    guard case .sequence(let candidates)? = values[0], candidates.kind == .tuple else {
      return .boolean(matches(part.text.bytes, try text(0).bytes))
    }
    for case .text(let candidate) in candidates.items
    where matches(part.text.bytes, candidate.bytes) {
      return .boolean(true)
    }
    return .boolean(false)
  }

  /// Where the string holds another, in scalars.
  fileprivate func position(fromEnd: Bool) throws(Failure) -> Int? {
    guard let part = try window() else { return nil }
    let needle = try text(0).bytes
    let range = fromEnd ? part.text.lastRange(of: needle) : part.text.firstRange(of: needle)
    return range.map { part.start + Scalars.count(part.text.bytes[..<$0.lowerBound]) }
  }
}

extension Text {
  fileprivate func window(from start: Int, to end: Int?) -> (text: Text, start: Int)? {
    let length = length
    func clamp(_ bound: Int) -> Int { bound < 0 ? max(0, bound + length) : bound }
    let first = clamp(start)
    let last = min(length, end.map(clamp) ?? length)
    guard first <= length, first <= last else { return nil }
    let offsets = scalarOffsets
    return (self[offsets[first]..<offsets[last]], first)
  }

  /// Whether there are cased characters and all of them are of the case.
  fileprivate func hasCase(_ predicate: (Unicode.Scalar) -> Bool) -> Bool {
    var isFound = false
    for scalar in scalars where scalar.properties.isCased {
      guard predicate(scalar) else { return false }
      isFound = true
    }
    return isFound
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

extension Failure {
  static let notFound = Failure(.value, "substring not found")
}
