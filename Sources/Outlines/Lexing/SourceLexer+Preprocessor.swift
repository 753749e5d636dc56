extension SourceLexer {
  /// Reads a line of the C preprocessor; it gives no tokens.
  ///
  /// Branches of a condition often open the same brace twice. A second branch is read only where
  /// the first one closed what it opened.
  mutating func readDirective() {
    let name = directiveName()
    switch name {
    case "if", "ifdef", "ifndef":
      conditions.append(open.count)
      let isNever = name == "if" && argument(from: index) == [UInt8(ascii: "0")]
      skipDirective()
      if isNever { skipBranch() }
    case "else", "elif", "elifdef", "elifndef":
      let isBalanced = conditions.last.map { $0 == open.count } ?? true
      skipDirective()
      if !isBalanced { skipBranch(toEnd: true) }
    case "endif":
      _ = conditions.popLast()
      skipDirective()
    case "include", "import":
      readInclude()
      skipDirective()
    default: skipDirective()
    }
  }

  /// The word after `#`; the place moves behind it.
  private mutating func directiveName() -> String {
    index += 1
    while peek(0) == 0x20 || peek(0) == 0x09 { index += 1 }
    let word = bytes[index...].prefix { 0x61...0x7A ~= $0 }
    index += word.count
    return String(decoding: word, as: UTF8.self)
  }

  /// The rest of a line without white space at its ends.
  private func argument(from start: Int) -> ArraySlice<UInt8> {
    let rest = bytes[start...].prefix { $0 != 0x0A }.drop { $0 <= 0x20 }
    let end = rest.lastIndex { $0 > 0x20 } ?? rest.startIndex
    return rest.isEmpty ? rest : rest[...end]
  }

  private mutating func readInclude() {
    let text = argument(from: index)
    guard let quote = text.first, quote == 0x22 || quote == 0x3C else { return }
    let end: UInt8 = quote == 0x22 ? 0x22 : 0x3E
    source.includes.append(
      String(decoding: text.dropFirst().prefix { $0 != end }, as: UTF8.self))
  }

  /// Passes to the end of the line, and over lines that continue it.
  private mutating func skipDirective() {
    while index < bytes.count, bytes[index] != 0x0A {
      switch (bytes[index], peek(1)) {
      case (UInt8(ascii: "\\"), 0x0A): skipEscape()
      case (UInt8(ascii: "\\"), 0x0D) where peek(2) == 0x0A:
        index += 2
        newline()
      case (UInt8(ascii: "/"), UInt8(ascii: "/")): skipToLineEnd()
      case (UInt8(ascii: "/"), UInt8(ascii: "*")): readBlockComment()
      default: index += 1
      }
    }
  }

  /// Passes over lines to the next branch, or to the end of the condition.
  private mutating func skipBranch(toEnd: Bool = false) {
    var depth = 0
    while index < bytes.count {
      if bytes[index] == 0x0A {
        newline()
        continue
      }
      let start = index
      while peek(0) == 0x20 || peek(0) == 0x09 { index += 1 }
      guard peek(0) == UInt8(ascii: "#") else {
        skipToLineEnd()
        continue
      }
      switch directiveName() {
      case "if", "ifdef", "ifndef": depth += 1
      case "endif":
        if depth == 0 {
          index = start
          return
        }
        depth -= 1
      case "else", "elif":
        if depth == 0, !toEnd {
          // The branch is read as if it were the first.
          skipDirective()
          return
        }
      default: break
      }
      skipDirective()
    }
  }
}
