/// Looks for brackets without their pair, and for strings and comments that do not end.
struct DelimiterScan {
  private struct Opened {
    var byte: UInt8
    var line: Int
    /// The string that goes on after the pair of this bracket.
    var resumes: LexicalRules.Text?
  }

  private let bytes: [UInt8]
  private let rules: LexicalRules
  private var index = 0
  private var line = 1
  private var opened: [Opened] = []
  private var problems: [TextProblem] = []
  /// The last byte of code that is no blank; what a `/` means depends on it.
  private var last: UInt8 = 0
  private var blocks = IndentedBlocks()

  /// The first problems of a text, at most ten.
  static func problems(in text: String, rules: LexicalRules) -> [TextProblem] {
    var scan = DelimiterScan(bytes: Array(text.utf8), rules: rules)
    scan.run()
    let blocks = rules.hasIndentedBlocks && scan.problems.isEmpty ? scan.blocks.problems : []
    return Array((scan.problems + blocks).prefix(10))
  }

  private init(bytes: [UInt8], rules: LexicalRules) {
    self.bytes = bytes
    self.rules = rules
  }

  private mutating func run() {
    startLine()
    while index < bytes.count, problems.count < 10 { step() }
    for open in opened.reversed() where problems.count < 10 {
      problems.append(.unclosed(Character(Unicode.Scalar(open.byte)), line: open.line))
    }
    blocks.end(last: last)
    blocks.finish()
  }

  private mutating func step() {
    let byte = bytes[index]
    if byte == 0x0A {
      newline()
    } else if isLineComment {
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    } else if rules.hasBlockComments, starts("/*") {
      skipComment()
    } else if let text = rules.texts.first(where: { starts($0.open) }) {
      last = byte
      index += text.open.count
      skip(text, from: line)
    } else if byte == UInt8(ascii: "'"), rules.hasCharacters {
      index += characterLength
      last = byte
    } else if byte == UInt8(ascii: "/"), rules.hasPatterns, let length = patternLength {
      index += length
      last = byte
    } else if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
      // A shell's escaped quote, or a line that goes on.
      if bytes[index + 1] == 0x0A { joinLine() } else { index += 2 }
      last = byte
    } else {
      bracket(byte)
      if byte != 0x20, byte != 0x09, byte != 0x0D { last = byte }
    }
  }

  // MARK: Lines

  private mutating func newline() {
    if opened.isEmpty { blocks.end(last: last) }
    index += 1
    line += 1
    if opened.isEmpty { startLine() }
  }

  private mutating func joinLine() {
    index += 2
    line += 1
  }

  /// Notes how a line of code outside of brackets is indented.
  private mutating func startLine() {
    let blanks = bytes[index...].prefix { $0 == 0x20 || $0 == 0x09 }
    let next = bytes[blanks.endIndex...].first ?? 0x0A
    index = blanks.endIndex
    guard next != 0x0A, next != 0x0D, !isLineComment else { return }
    blocks.begin(line: line, blanks: blanks)
  }

  // MARK: Comments and strings

  private var isLineComment: Bool {
    guard starts(rules.lineComment) else { return false }
    // In a shell, `$#` and `a#b` are no comments.
    guard rules.hasLoneParentheses, index > 0 else { return true }
    return [0x20, 0x09, 0x0A, UInt8(ascii: ";")].contains(bytes[index - 1])
  }

  private mutating func skipComment() {
    let start = line
    var depth = 0
    while index < bytes.count {
      if starts("/*"), depth == 0 || rules.nestsComments {
        depth += 1
        index += 2
      } else if starts("*/") {
        depth -= 1
        index += 2
        if depth == 0 { return }
      } else {
        if bytes[index] == 0x0A { line += 1 }
        index += 1
      }
    }
    problems.append(.unclosedComment(line: start))
  }

  /// Passes over a string after its opening, or up to code in it.
  private mutating func skip(_ text: LexicalRules.Text, from start: Int) {
    while index < bytes.count {
      let byte = bytes[index]
      if !text.codeOpen.isEmpty, starts(text.codeOpen), let bracket = text.codeOpen.last {
        opened.append(Opened(byte: bracket, line: line, resumes: text))
        index += text.codeOpen.count
        return
      }
      if starts(text.close) {
        index += text.close.count
        return
      }
      if byte == UInt8(ascii: "\\"), text.hasEscapes, index + 1 < bytes.count {
        if bytes[index + 1] == 0x0A { line += 1 }
        index += 2
        continue
      }
      if byte == 0x0A {
        guard text.spansLines else { break }
        line += 1
      }
      index += 1
    }
    problems.append(.unclosedString(line: start))
  }

  /// The bytes of a character in quotes; 1 where the quote stands alone, as a lifetime's does.
  private var characterLength: Int {
    let rest = bytes[(index + 1)...].prefix(12).prefix { $0 != 0x0A }
    guard let first = rest.first else { return 1 }
    let body = first == UInt8(ascii: "\\") ? rest.dropFirst(2) : rest.dropFirst()
    let tail = body.drop { first == UInt8(ascii: "\\") || $0 & 0xC0 == 0x80 ? $0 != 0x27 : false }
    return tail.first == 0x27 ? tail.startIndex + 1 - index : 1
  }

  /// The bytes of a regular expression; nil where the slash divides.
  private var patternLength: Int? {
    guard last == 0 || "(,=:[!&|?{};+".utf8.contains(last) || lastWordIsReturn else { return nil }
    var inClass = false
    var position = index + 1
    // No pattern is that long; and so a line of slashes alone takes no long time.
    let end = min(bytes.count, index + 500)
    while position < end, bytes[position] != 0x0A {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "["): inClass = true
      case UInt8(ascii: "]"): inClass = false
      case UInt8(ascii: "/") where !inClass: return position + 1 - index
      default: break
      }
      position += 1
    }
    return nil
  }

  private var lastWordIsReturn: Bool {
    bytes[..<index].reversed().drop { $0 == 0x20 }.starts(with: "nruter".utf8)
  }

  // MARK: Brackets

  private mutating func bracket(_ byte: UInt8) {
    index += 1
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      if byte == UInt8(ascii: "("), rules.hasLoneParentheses { return }
      opened.append(Opened(byte: byte, line: line))
    case UInt8(ascii: ")"): close(byte, opening: UInt8(ascii: "("))
    case UInt8(ascii: "]"): close(byte, opening: UInt8(ascii: "["))
    case UInt8(ascii: "}"): close(byte, opening: UInt8(ascii: "{"))
    default: break
    }
  }

  private mutating func close(_ byte: UInt8, opening: UInt8) {
    if byte == UInt8(ascii: ")"), rules.hasLoneParentheses { return }
    guard let open = opened.last else {
      problems.append(.unopened(Character(Unicode.Scalar(byte)), line: line))
      return
    }
    guard open.byte == opening else {
      problems.append(
        .mismatch(
          Character(Unicode.Scalar(byte)), line: line,
          open: Character(Unicode.Scalar(open.byte)), openLine: open.line))
      // Whichever of the two is wrong, one message is enough.
      opened = []
      index = bytes.count
      return
    }
    opened.removeLast()
    if let text = open.resumes { skip(text, from: line) }
  }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { starts($0) }
  }

  private func starts(_ text: some Collection<UInt8>) -> Bool {
    guard index < bytes.count, let first = text.first, bytes[index] == first else { return false }
    return bytes[index...].starts(with: text)
  }
}
