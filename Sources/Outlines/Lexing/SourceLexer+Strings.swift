extension SourceLexer {
  /// Reads what a quotation mark begins.
  mutating func readQuote(_ quote: UInt8) {
    switch (language, quote) {
    case (.swift, UInt8(ascii: "\"")): beginSwiftString(hashes: 0)
    case (.swift, UInt8(ascii: "`")): index += 1
    case (.swift, _): appendMark()
    case (.javascript, UInt8(ascii: "`")), (.typescript, UInt8(ascii: "`")),
      (.tsx, UInt8(ascii: "`")):
      beginTemplate()
    case (.go, UInt8(ascii: "`")): readString(until: [quote], escapes: false)
    case (.shell, _): readShellQuote(quote)
    case (.rust, UInt8(ascii: "'")): readRustQuote()
    case (.rust, UInt8(ascii: "\"")): readString(until: [quote], escapes: true)
    case (.python, UInt8(ascii: "\"")), (.python, UInt8(ascii: "'")),
      (.java, UInt8(ascii: "\"")):
      if peek(1) == quote, peek(2) == quote {
        readString(until: [quote, quote, quote], escapes: true)
      } else {
        readLineString(quote)
      }
    case (_, UInt8(ascii: "`")): appendMark()
    default: readLineString(quote)
    }
  }

  /// Reads a string that ends with its line at the latest.
  mutating func readLineString(_ quote: UInt8) {
    let start = index
    let first = line
    index += 1
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "\\") {
        skipEscape()
      } else {
        index += 1
        if bytes[index - 1] == quote { break }
      }
    }
    append(.string, from: start, line: first)
  }

  /// Reads a string that may have many lines; the text that ends it also begins it.
  mutating func readString(until end: [UInt8], escapes: Bool) {
    let start = index
    let first = line
    index += end.count
    readRest(of: end, escapes: escapes)
    append(.string, from: start, line: first)
  }

  /// Passes all up to and with the bytes of `end`.
  private mutating func readRest(of end: [UInt8], escapes: Bool) {
    while index < bytes.count {
      if escapes, bytes[index] == UInt8(ascii: "\\") {
        skipEscape()
      } else if bytes[index] == end[0], isNext(end) {
        index += end.count
        return
      } else {
        skipByte()
      }
    }
  }

  func isNext(_ text: [UInt8]) -> Bool {
    guard index + text.count <= bytes.count else { return false }
    for offset in text.indices where bytes[index + offset] != text[offset] { return false }
    return true
  }

  // MARK: Prefixes

  /// Reads the string that a word such as `r` or `R` is only the beginning of.
  mutating func readStringAfterPrefix(_ start: Int) {
    let next = bytes[index]
    guard next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") || next == UInt8(ascii: "#"),
      index - start <= 3
    else { return }
    let prefix = bytes[start..<index]
    switch language {
    case .python where next != UInt8(ascii: "#"):
      guard prefix.allSatisfy({ "rRbBuUfFtT".utf8.contains($0) }) else { return }
      dropWord()
      readQuote(next)
    case .rust: readRustPrefix(prefix, next)
    case .cpp where next == UInt8(ascii: "\"") && prefix.last == UInt8(ascii: "R"): readRawString()
    default: return
    }
  }

  private mutating func dropWord() {
    source.tokens.removeLast()
    source.partners.removeLast()
  }

  /// Reads `R"delimiter(…)delimiter"`.
  private mutating func readRawString() {
    dropWord()
    let start = index
    let first = line
    index += 1
    let delimiter = bytes[index...].prefix(17).prefix { $0 != UInt8(ascii: "(") && $0 > 0x20 }
    index += delimiter.count
    if peek(0) == UInt8(ascii: "(") {
      readRest(of: [UInt8(ascii: ")")] + delimiter + [UInt8(ascii: "\"")], escapes: false)
    }
    append(.string, from: start, line: first)
  }

  // MARK: Rust

  private mutating func readRustPrefix(_ prefix: ArraySlice<UInt8>, _ next: UInt8) {
    let isRaw = prefix.last == UInt8(ascii: "r")
    guard isRaw || prefix == [UInt8(ascii: "b")] || prefix == [UInt8(ascii: "c")] else { return }
    guard isRaw else {
      guard next != UInt8(ascii: "#") else { return }
      dropWord()
      readQuote(next)
      return
    }
    let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }
    // `r#name` is a name.
    guard peek(hashes.count) == UInt8(ascii: "\"") else { return }
    dropWord()
    let start = index
    let first = line
    index += hashes.count + 1
    readRest(of: [UInt8(ascii: "\"")] + hashes, escapes: false)
    append(.string, from: start, line: first)
  }

  /// Reads a character, or the name of a lifetime.
  private mutating func readRustQuote() {
    let start = index
    let isEscaped = peek(1) == UInt8(ascii: "\\")
    let width = max(1, (~peek(1)).leadingZeroBitCount)
    if isEscaped || peek(1 + width) == UInt8(ascii: "'") {
      readLineString(UInt8(ascii: "'"))
    } else {
      index += 1
      while index < bytes.count, Self.isWordPart(bytes[index]) { index += 1 }
      // A lifetime is no name that a definition could be found for.
      append(.mark, from: start, line: line)
    }
  }

  // MARK: Templates

  private mutating func beginTemplate() {
    let start = index
    index += 1
    modes.append(.template)
    append(.string, from: start, line: line)
  }

  /// Reads text of a template, or of a shell's double quotes, up to code in it or its end.
  ///
  /// - Parameters:
  ///   - end: the mark that ends the text.
  ///   - opening: the bracket that begins code after a dollar sign.
  mutating func readText(until end: UInt8, codeAfter opening: UInt8) {
    let start = index
    let first = line
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        skipEscape()
      } else if byte == end {
        index += 1
        modes.removeLast()
        append(.string, from: start, line: first)
        return
      } else if byte == UInt8(ascii: "$"), peek(1) == opening {
        index += 1
        append(.string, from: start, line: first)
        enterCode()
        return
      } else if byte == UInt8(ascii: "$"), peek(1) == UInt8(ascii: "{") {
        // Here it is a shell's expansion: in a template the brace begins code.
        skipExpansion()
      } else {
        skipByte()
      }
    }
  }
}
