/// Python's methods of strings.
enum TextMethods {
  static let table = Builtin.table([changing, cutting, searching, asking, padding, formatting])

  private static let changing: [Builtin] = [
    Builtin("upper") { (call) throws(Failure) in .text(try call.receiver().uppercased) },
    Builtin("lower") { (call) throws(Failure) in .text(try call.receiver().lowercased) },
    Builtin("casefold") { (call) throws(Failure) in .text(try call.receiver().caseFolded) },
    Builtin("capitalize") { (call) throws(Failure) in .text(try call.receiver().capitalized) },
    Builtin("title") { (call) throws(Failure) in .text(try call.receiver().titlecased) },
    Builtin("swapcase") { (call) throws(Failure) in .text(try call.receiver().swappedCase) },
    Builtin("strip", "? chars") { (call) throws(Failure) in try call.strip() },
    Builtin("lstrip", "? chars") { (call) throws(Failure) in try call.strip(end: false) },
    Builtin("rstrip", "? chars") { (call) throws(Failure) in try call.strip(start: false) },
    Builtin("replace", "old new ? count", replace),
    Builtin("removeprefix", "prefix", removePrefix),
    Builtin("removesuffix", "suffix", removeSuffix),
    Builtin("expandtabs", "? tabsize", expandTabs),
  ]

  private static let cutting: [Builtin] = [
    Builtin("split", "? sep maxsplit") { (call) throws(Failure) in try call.split() },
    Builtin("rsplit", "? sep maxsplit") { (call) throws(Failure) in
      try call.split(fromEnd: true)
    },
    Builtin("splitlines", "? keepends") { (call) throws(Failure) in
      let lines = try call.receiver().lines(keepingEnds: call.flag(0))
      return try call.renderer.list(lines.map { .text($0) })
    },
    Builtin("partition", "sep") { (call) throws(Failure) in try call.partition(fromEnd: false) },
    Builtin("rpartition", "sep") { (call) throws(Failure) in try call.partition(fromEnd: true) },
    Builtin("join", "iterable", join),
  ]

  private static func replace(_ call: Call) throws(Failure) -> Value {
    let text = try call.receiver()
    let old = try call.text(0)
    let new = try call.text(1).joinable(to: text)
    return .text(
      try call.renderer.replace(old, with: new, in: text, limit: try call.integer(2, default: -1)))
  }

  private static func removePrefix(_ call: Call) throws(Failure) -> Value {
    let text = try call.receiver()
    let prefix = try call.text(0).bytes
    return .text(text.bytes.starts(with: prefix) ? text[prefix.count..<text.bytes.count] : text)
  }

  private static func removeSuffix(_ call: Call) throws(Failure) -> Value {
    let text = try call.receiver()
    let suffix = try call.text(0).bytes
    guard text.bytes.hasSuffix(suffix) else { return .text(text) }
    return .text(text[0..<text.bytes.count - suffix.count])
  }

  private static func expandTabs(_ call: Call) throws(Failure) -> Value {
    let text = try call.receiver()
    let size = max(0, try call.integer(0, default: 8))
    let tabs = text.bytes.count { $0 == UInt8(ascii: "\t") }
    try call.renderer.chargeRepeating(size: size, count: tabs)
    var builder = TextBuilder()
    var column = 0
    text.forEachScalar { scalar, range in
      guard scalar == "\t" else {
        builder.append(text, range)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
        return
      }
      let width = size == 0 ? 0 : size - column % size
      builder.append(
        repeating: UInt8(ascii: " "), count: width,
        isInput: text.marks.isInput(at: range.lowerBound))
      column += width
    }
    return .text(builder.finish(isMarkup: text.isMarkup))
  }

  private static func join(_ call: Call) throws(Failure) -> Value {
    let separator = try call.receiver()
    let items = try call.renderer.items(of: call.value(0))
    var pieces: [Text] = []
    for item in items {
      guard case .text(let piece) = item else { throw .notJoinable(item) }
      try call.renderer.charge(bytes: piece.bytes.count + separator.bytes.count)
      pieces.append(piece.joinable(to: separator))
    }
    return .text(separator.joining(pieces))
  }
}

extension Call {
  /// The string whose method this is.
  func receiver() throws(Failure) -> Text {
    guard case .text(let text) = subject else {
      throw .wrongSubject(builtin.name, "strings", subject)
    }
    try renderer.charge(bytes: text.bytes.count)
    return text
  }

  fileprivate func strip(start: Bool = true, end: Bool = true) throws(Failure) -> Value {
    let text = try receiver()
    return .text(text.stripped(of: try optionalText(0), start: start, end: end))
  }

  fileprivate func split(fromEnd: Bool = false) throws(Failure) -> Value {
    let text = try receiver()
    let limit = try integer(1, default: -1)
    let pieces: [Text]
    if let separator = try optionalText(0)?.bytes {
      guard !separator.isEmpty else { throw .emptySeparator }
      pieces =
        fromEnd
        ? text.splitFromEnd(by: separator, limit: limit)
        : text.split(by: separator, limit: limit)
    } else {
      pieces = fromEnd ? text.splitAtSpaceFromEnd(limit: limit) : text.splitAtSpace(limit: limit)
    }
    return try renderer.list(pieces.map { .text($0) })
  }

  fileprivate func partition(fromEnd: Bool) throws(Failure) -> Value {
    let text = try receiver()
    let separator = try self.text(0).bytes
    guard !separator.isEmpty else { throw .emptySeparator }
    let range = fromEnd ? text.lastRange(of: separator) : text.firstRange(of: separator)
    guard let range else {
      let pieces = fromEnd ? [.empty, .empty, text] : [text, .empty, .empty]
      return .tuple(pieces.map { .text($0) })
    }
    let before = text[0..<range.lowerBound]
    let after = text[range.upperBound..<text.bytes.count]
    return .tuple([.text(before), .text(text[range]), .text(after)])
  }
}

extension Text {
  /// Escaped where the text it goes into is markup and this is not.
  func joinable(to other: Text) -> Text {
    other.isMarkup && !isMarkup ? escapedForHTML : self
  }

  /// Without the characters of a set, or without space, at its ends.
  func stripped(of characters: Text?, start: Bool = true, end: Bool = true) -> Text {
    guard let characters else { return trimmed(start: start, end: end, where: Scalars.isSpace) }
    let set = Set(characters.scalars)
    return trimmed(start: start, end: end) { set.contains($0) }
  }
}

extension Renderer {
  func replace(
    _ old: Text, with new: Text, in text: Text, limit: Int
  ) throws(Failure) -> Text {
    if !new.isEmpty {
      let count = text.ranges(of: old.bytes, limit: limit).count
      try chargeRepeating(size: new.bytes.count, count: count)
    }
    return text.replacing(old, with: new, limit: limit)
  }
}

extension Array<UInt8> {
  func hasSuffix(_ suffix: [UInt8]) -> Bool {
    suffix.count <= count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}

extension Failure {
  fileprivate static let emptySeparator = Failure(.value, "the separator is empty")

  fileprivate static func notJoinable(_ value: Value) -> Failure {
    Failure(.type, "'join' of a string takes strings, not '\(value.typeName)'")
  }
}
