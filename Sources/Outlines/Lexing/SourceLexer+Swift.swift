extension SourceLexer {
  /// Reads what `#` begins in Swift: a raw string, a regular expression, or a directive.
  mutating func readSwiftHash() {
    // Nobody writes more of them, and counting a long row again and again would take long.
    let hashes = bytes[index...].prefix(32).prefix { $0 == UInt8(ascii: "#") }.count
    switch peek(hashes) {
    case UInt8(ascii: "\""):
      beginSwiftString(hashes: hashes)
    case UInt8(ascii: "/"):
      readExtendedExpression(hashes)
    default:
      if isLineStart, isSwiftDirective { skipToLineEnd() } else { appendMark() }
    }
  }

  private var isSwiftDirective: Bool {
    let word = bytes[(index + 1)...].prefix { 0x61...0x7A ~= $0 }
    return ["if", "else", "elseif", "endif", "sourceLocation"].contains {
      word.elementsEqual($0.utf8)
    }
  }

  /// Reads `#/…/#`.
  private mutating func readExtendedExpression(_ hashes: Int) {
    let start = index
    let first = line
    let end = [UInt8(ascii: "/")] + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    index += hashes + 1
    while index < bytes.count, !isNext(end) { skipByte() }
    index = min(index + end.count, bytes.count)
    append(.string, from: start, line: first)
  }

  mutating func beginSwiftString(hashes: Int) {
    let start = index
    index += hashes + 1
    let isMultiline = peek(0) == UInt8(ascii: "\"") && peek(1) == UInt8(ascii: "\"")
    if isMultiline { index += 2 }
    modes.append(.swiftString(hashes: hashes, isMultiline: isMultiline))
    append(.string, from: start, line: line)
  }

  /// Reads text of a string up to code in it or its end.
  mutating func readSwiftString(_ hashes: Int, _ isMultiline: Bool) {
    let start = index
    let first = line
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), hasHashes(hashes, after: 1) {
        guard peek(1 + hashes) == UInt8(ascii: "(") else {
          index += hashes
          skipEscape()
          continue
        }
        index += 1 + hashes
        append(.string, from: start, line: first)
        enterCode()
        return
      }
      if byte == 0x0A, !isMultiline { break }
      if byte == UInt8(ascii: "\""), endsString(hashes, isMultiline) {
        index += (isMultiline ? 3 : 1) + hashes
        break
      }
      skipByte()
    }
    modes.removeLast()
    if index > start { append(.string, from: start, line: first) }
  }

  private func hasHashes(_ count: Int, after offset: Int) -> Bool {
    (0..<count).allSatisfy { peek(offset + $0) == UInt8(ascii: "#") }
  }

  private func endsString(_ hashes: Int, _ isMultiline: Bool) -> Bool {
    guard isMultiline else { return hasHashes(hashes, after: 1) }
    return peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
      && hasHashes(hashes, after: 3)
  }
}
