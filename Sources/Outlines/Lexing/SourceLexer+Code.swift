extension SourceLexer {
  /// Reads one token, comment or run of white space of plain code.
  mutating func readCode() {
    let byte = bytes[index]
    switch byte {
    case 0x0A: endLine()
    case 0...0x20: index += 1
    case UInt8(ascii: "/"): readSlash()
    case UInt8(ascii: "#"): readHash()
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): readQuote(byte)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: "<"):
      if language == .shell { readShellLess() } else { readLess() }
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"):
      if language == .shell { readShellBracket() } else { readBracket() }
    case UInt8(ascii: "\\"):
      if language == .shell { skipEscape() } else { appendMark() }
    case UInt8(ascii: "$") where language == .shell: readShellDollar()
    default:
      if Self.isWordStart(byte) { readWord() } else { appendMark() }
    }
  }

  private mutating func endLine() {
    leaveBrokenString()
    newline()
    if !documents.isEmpty { skipShellDocuments() }
  }

  /// A string of one line ends with its line, even where code in it was not closed.
  private mutating func leaveBrokenString() {
    guard modes.count >= 2, case .swiftString(_, isMultiline: false) = modes[modes.count - 2] else {
      return
    }
    modes.removeLast(2)
  }

  static func isWordStart(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte || 0x41...0x5A ~= byte || byte == UInt8(ascii: "_") || byte >= 0x80
      || byte == UInt8(ascii: "$")
  }

  static func isWordPart(_ byte: UInt8) -> Bool {
    isWordStart(byte) || 0x30...0x39 ~= byte
  }

  mutating func readWord() {
    let start = index
    while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
    append(.word, from: start, line: line)
    if index < bytes.count { readStringAfterPrefix(start) }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    if Self.isWordPart(byte) { return byte != UInt8(ascii: "$") || language != .shell }
    // Names of shell functions may have hyphens.
    return language == .shell && byte == UInt8(ascii: "-")
  }

  mutating func readNumber() {
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      let next = peek(1)
      if Self.isWordPart(byte) {
        index += 1
      } else if byte == UInt8(ascii: "."), 0x30...0x39 ~= next {
        index += 1
      } else if byte == UInt8(ascii: "'"), language.isC, Self.isWordPart(next) {
        index += 1
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), isExponent(start) {
        index += 1
      } else {
        break
      }
    }
    append(.number, from: start, line: line)
  }

  /// Whether a sign here belongs to a number such as `1e-5`.
  private func isExponent(_ start: Int) -> Bool {
    let last = bytes[index - 1]
    let isHexadecimal = start + 1 < bytes.count && bytes[start + 1] | 0x20 == UInt8(ascii: "x")
    return last | 0x20 == UInt8(ascii: "e") && !isHexadecimal && index > start
  }

  // MARK: Comments

  private mutating func readSlash() {
    guard language != .shell, language != .python else {
      appendMark()
      return
    }
    switch peek(1) {
    case UInt8(ascii: "/"): readLineComment()
    case UInt8(ascii: "*"): readBlockComment()
    default:
      if language.isScript || language == .swift, allowsExpression, readRegularExpression() {
        return
      }
      appendMark()
    }
  }

  mutating func readLineComment() {
    let start = index
    let isAlone = isLineStart
    skipToLineEnd()
    source.comments.append(
      SourceComment(start: Int32(start), line: line, lastLine: line, isAlone: isAlone))
  }

  mutating func readBlockComment() {
    let start = index
    let isAlone = isLineStart
    let first = line
    var depth = 0
    repeat {
      if bytes[index] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/"), index > start + 1 {
        index += 2
        depth -= 1
      } else if bytes[index] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*"),
        depth == 0 || language.nestsComments
      {
        index += 2
        depth += 1
      } else {
        skipByte()
      }
    } while depth > 0 && index < bytes.count
    isLineStart = isAlone
    source.comments.append(
      SourceComment(start: Int32(start), line: first, lastLine: line, isAlone: isAlone))
  }

  private mutating func readHash() {
    switch language {
    case .python: readLineComment()
    case .shell:
      let before = index > 0 ? bytes[index - 1] : 0x0A
      if before <= 0x20 || before == UInt8(ascii: ";") || before == UInt8(ascii: "(") {
        readLineComment()
      } else {
        index += 1
      }
    case .c, .cpp:
      if isLineStart { readDirective() } else { appendMark() }
    case .swift: readSwiftHash()
    case .javascript, .typescript, .tsx:
      guard Self.isWordStart(peek(1)) else {
        appendMark()
        return
      }
      // A private name.
      let start = index
      index += 1
      while index < bytes.count, Self.isWordPart(bytes[index]) { index += 1 }
      append(.word, from: start, line: line)
    default: appendMark()
    }
  }

  // MARK: Expressions

  /// Whether an operand may follow, so that `/` begins a regular expression and `<` markup.
  var allowsExpression: Bool {
    guard let last = source.tokens.last else { return true }
    switch last.kind {
    case .number, .string: return false
    case .mark: return !")]}".utf8.contains(last.first)
    case .word:
      let text = String(decoding: bytes[Int(last.start)..<Int(last.end)], as: UTF8.self)
      return Self.wordsBeforeExpressions.contains(text)
    }
  }

  private static let wordsBeforeExpressions: Set<String> = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do",
    "instanceof", "yield", "await", "default",
  ]

  /// How far the end of something is looked for that may turn out to be something else.
  static let lookahead = 1000

  /// Reads `/…/flags` if it ends in this line; otherwise the slash divides.
  private mutating func readRegularExpression() -> Bool {
    if language == .swift, peek(1) == 0x20 || peek(1) == UInt8(ascii: ")") { return false }
    var place = index + 1
    var isInSet = false
    let limit = min(bytes.count, index + Self.lookahead)
    while place < limit, bytes[place] != 0x0A {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "["): isInSet = true
      case UInt8(ascii: "]"): isInSet = false
      case UInt8(ascii: "/") where !isInSet:
        let start = index
        index = place + 1
        while index < bytes.count, Self.isWordPart(bytes[index]) { index += 1 }
        append(.string, from: start, line: line)
        return true
      default: break
      }
      place += 1
    }
    return false
  }
}
