/// One line of a `.gitignore`, compiled.
struct IgnorePattern: Sendable, Equatable {
  private enum Shape: Sendable, Equatable {
    case exact([UInt8])
    /// `*` and then these bytes.
    case suffix([UInt8])
    /// A pattern, and the bytes that everything it matches begins with.
    case glob(prefix: [UInt8], GlobPattern)
  }

  /// Whether it takes files back in (`!pattern`).
  let isNegated: Bool
  private let onlyFolders: Bool
  /// Whether it is compared with the last part of a path alone.
  private let isName: Bool
  private let shape: Shape

  /// Compiles a line without its line end; nil for comments, blank lines, and patterns that can
  /// match nothing.
  init?(line: ArraySlice<UInt8>) {
    var text = Self.trimmed(line)
    guard let first = text.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { text = text.dropFirst() }
    onlyFolders = text.last == UInt8(ascii: "/")
    if onlyFolders { text = text.dropLast() }
    isName = !text.contains(UInt8(ascii: "/"))
    if !isName, text.first == UInt8(ascii: "/") { text = text.dropFirst() }
    guard !text.isEmpty else { return nil }
    guard let shape = Self.shape(text, isName: isName) else { return nil }
    self.shape = shape
  }

  private static func shape(_ text: ArraySlice<UInt8>, isName: Bool) -> Shape? {
    let plain = text.prefix { !GlobParser.isSpecial($0) }
    if plain.count == text.count { return .exact(Array(text)) }
    let rest = text.dropFirst()
    if isName, text.first == UInt8(ascii: "*"), !rest.contains(where: GlobParser.isSpecial) {
      return .suffix(Array(rest))
    }
    return GlobPattern(text, crossesSlashes: isName).map { .glob(prefix: Array(plain), $0) }
  }

  /// The patterns of a whole file, in its order.
  static func all(in bytes: [UInt8]) -> [IgnorePattern] {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return body.split(separator: 0x0A).compactMap { line in
      IgnorePattern(line: line.last == 0x0D ? line.dropLast() : line)
    }
  }

  /// The line without spaces at its end, unless a backslash stands before them.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == UInt8(ascii: "\\") {
        index = min(index + 2, line.endIndex)
        end = index
      } else {
        index += 1
        if line[index - 1] != UInt8(ascii: " ") { end = index }
      }
    }
    return line[..<end]
  }

  /// Whether the pattern is about a path.
  ///
  /// - Parameters:
  ///   - path: below the repository's root.
  ///   - base: where the part starts that lies below the folder of the ignore file.
  ///   - name: where the last part starts.
  func matches(_ path: [UInt8], base: Int, name: Int, isFolder: Bool) -> Bool {
    if onlyFolders, !isFolder { return false }
    let start = isName ? name : base
    switch shape {
    case .exact(let bytes):
      return bytes.count == path.count - start && Self.equal(path, start, bytes)
    case .suffix(let bytes):
      return bytes.count <= path.count - start && Self.equal(path, path.count - bytes.count, bytes)
    case .glob(let prefix, let pattern):
      guard prefix.count <= path.count - start, Self.equal(path, start, prefix) else {
        return false
      }
      return pattern.matches(path, from: start)
    }
  }

  private static func equal(_ path: [UInt8], _ start: Int, _ bytes: [UInt8]) -> Bool {
    for index in bytes.indices where path[start + index] != bytes[index] { return false }
    return true
  }
}
