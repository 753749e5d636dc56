/// Cuts a text into tokens, knowing enough of each language to see where strings and comments end.
///
/// Strings that hold code (`\(…)`, `${…}`, markup) are read with a stack of modes instead of
/// recursion, so that no nesting costs stack. Every byte is read a fixed number of times.
struct SourceLexer {
  enum Mode: Equatable {
    /// Code inside a string or markup, up to the bracket that closes it; the number of open ones.
    case code(depth: Int)
    /// A JavaScript template.
    case template
    case swiftString(hashes: Int, isMultiline: Bool)
    /// A shell string in double quotes.
    case shellString
    /// Between `<` and `>` of markup.
    case tag(isClosing: Bool)
    /// Between the tags of an element.
    case children
  }

  var source: LexedSource
  let bytes: [UInt8]
  let language: SourceLanguage
  var index = 0
  var modes: [Mode] = []
  /// The places of brackets that are not closed yet.
  var open: [Int32] = []
  var openBraces = 0
  /// Whether nothing but white space was read in this line.
  var isLineStart = true
  /// For each `#if`, how many brackets were open before it.
  var conditions: [Int] = []
  /// The ends of shell documents that begin after this line.
  var documents: [ShellDocument] = []

  init(_ source: LexedSource) {
    self.source = source
    bytes = source.bytes
    language = source.language
    self.source.tokens.reserveCapacity(bytes.count / 5)
    self.source.partners.reserveCapacity(bytes.count / 5)
  }

  mutating func run() {
    skipFirstLine()
    while index < bytes.count {
      switch modes.last {
      case nil, .code: readCode()
      case .template: readText(until: UInt8(ascii: "`"), codeAfter: UInt8(ascii: "{"))
      case .swiftString(let hashes, let isMultiline): readSwiftString(hashes, isMultiline)
      case .shellString: readText(until: UInt8(ascii: "\""), codeAfter: UInt8(ascii: "("))
      case .tag(let isClosing): readTag(isClosing: isClosing)
      case .children: readChildren()
      }
    }
  }

  /// Passes over a byte order mark and the line that names an interpreter.
  private mutating func skipFirstLine() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    if peek(0) == UInt8(ascii: "#"), peek(1) == UInt8(ascii: "!"), peek(2) != UInt8(ascii: "[") {
      skipToLineEnd()
    }
  }

  // MARK: Reading

  func peek(_ offset: Int) -> UInt8 {
    let place = index + offset
    return place < bytes.count ? bytes[place] : 0
  }

  mutating func newline() {
    index += 1
    source.lineStarts.append(Int32(index))
    isLineStart = true
  }

  /// Passes one byte inside a string or a comment.
  mutating func skipByte() {
    if bytes[index] == 0x0A { newline() } else { index += 1 }
  }

  /// Passes a byte after a backslash too.
  mutating func skipEscape() {
    index += 1
    if index < bytes.count { skipByte() }
  }

  mutating func skipToLineEnd() {
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
  }

  var line: Int32 { Int32(source.lineStarts.count) }

  // MARK: Writing

  mutating func append(_ kind: SourceToken.Kind, from start: Int, line: Int32) {
    source.tokens.append(
      SourceToken(
        start: Int32(start), end: Int32(index), line: line, kind: kind, first: bytes[start]))
    source.partners.append(-1)
    isLineStart = false
  }

  /// Appends the next byte as a mark, and remembers brackets.
  mutating func appendMark() {
    let byte = bytes[index]
    let place = Int32(source.tokens.count)
    index += 1
    append(.mark, from: index - 1, line: line)
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      open.append(place)
      if byte == UInt8(ascii: "{") { openBraces += 1 }
    case UInt8(ascii: ")"): close(place, UInt8(ascii: "("))
    case UInt8(ascii: "]"): close(place, UInt8(ascii: "["))
    case UInt8(ascii: "}"): closeBrace(place)
    default: break
    }
  }

  /// Joins a parenthesis with its partner, over at most one that was forgotten.
  private mutating func close(_ place: Int32, _ wanted: UInt8) {
    for depth in 1...2 where open.count >= depth {
      let candidate = open[open.count - depth]
      let first = source.tokens[Int(candidate)].first
      if first == wanted {
        open.removeLast(depth)
        join(candidate, place)
        return
      }
      // A brace is closed by braces alone.
      if first == UInt8(ascii: "{") { return }
    }
  }

  /// Joins a brace with the last open one, whatever was forgotten between.
  private mutating func closeBrace(_ place: Int32) {
    guard openBraces > 0 else { return }
    while let candidate = open.popLast() {
      guard source.tokens[Int(candidate)].first == UInt8(ascii: "{") else { continue }
      openBraces -= 1
      join(candidate, place)
      return
    }
  }

  private mutating func join(_ first: Int32, _ second: Int32) {
    source.partners[Int(first)] = second
    source.partners[Int(second)] = first
  }

  /// Begins code inside a string; the next byte is the bracket that opens it.
  mutating func enterCode() {
    modes.append(.code(depth: 0))
    readBracket()
  }

  /// Appends a bracket and leaves code inside a string where it closes it.
  mutating func readBracket() {
    let byte = bytes[index]
    appendMark()
    guard case .code(let depth)? = modes.last else { return }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      modes[modes.count - 1] = .code(depth: depth + 1)
    default:
      if depth <= 1 { modes.removeLast() } else { modes[modes.count - 1] = .code(depth: depth - 1) }
    }
  }
}
