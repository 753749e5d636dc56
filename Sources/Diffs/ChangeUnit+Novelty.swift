extension ChangeUnit {
  /// The functions and types that only the new version declares, each once.
  package var newDeclarations: [String] {
    let before = Set(before.map(Self.trimmed))
    let known = Set(before.compactMap(Self.declared))
    var names: [String] = []
    for line in after.map(Self.trimmed) where !before.contains(line) {
      guard let name = Self.declared(line), !known.contains(name), !names.contains(name),
        name != self.name
      else { continue }
      names.append(name)
    }
    return names
  }

  /// The first new line with a number that the old version lacks; 0 and 1 say little.
  package var newQuantity: String? {
    let known = Set(before.flatMap(Self.numbers)).union(["0", "1"])
    return after.map(Self.trimmed).first { line in
      Self.numbers(line).contains { !known.contains($0) }
    }
  }

  /// The first new statement that ends the function with an error.
  package var newFailure: String? {
    let before = Set(before.map(Self.trimmed))
    let words = ["throw ", "raise ", "panic!(", "panic(", "return Err("]
    for line in after.map(Self.trimmed) where !before.contains(line) {
      for word in words {
        guard let found = line.firstRange(of: word) else { continue }
        return String(line[found.lowerBound...].prefix { $0 != "}" })
      }
    }
    return nil
  }

  private static func trimmed(_ line: String) -> String {
    String(line.drop(while: \.isWhitespace))
  }

  private static func declared(_ line: String) -> String? {
    let words = CodeWord.all(in: line).prefix(6)
    let isDeclaration = words.contains { Enclosure.declarations.contains(String($0.text)) }
    guard isDeclaration, line.contains("(") else { return nil }
    let name = Enclosure.name(line)
    // A function without a name is not told by its name.
    return name.allSatisfy(\.isNamePart) ? name : nil
  }

  private static func numbers(_ line: String) -> [Substring] {
    CodeWord.all(in: line).map(\.text).filter { $0.first?.isNumber == true }
  }
}

extension Rewording {
  /// Whether a line only keeps a value under its own name: `self.limit = limit`.
  package static func isKeeping(_ line: String) -> Bool {
    let words = CodeWord.all(in: line)
    guard let sign = words.firstIndex(where: { $0.text == "=" }), calls(in: line).isEmpty else {
      return false
    }
    let left = words[..<sign].last { $0.kind == .name }
    let right = words[sign...].filter { $0.kind == .name }
    return right.count == 1 && left?.text == right.first?.text
  }
}
