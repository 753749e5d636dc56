/// The brackets of a text that have no pair in it; those in strings and comments do not count.
///
/// It reads a text in pieces, and each piece in one pass. It knows little of a language, and a
/// text that it misreads costs a cut that comes too late or too early, never more.
struct BracketScan: Sendable {
  private enum State: Sendable, Equatable {
    case code, lineComment, blockComment
    /// In a string that ends with so many of a quotation mark.
    case string(mark: UInt8, count: Int)
  }

  /// What a language has of what can hide brackets.
  struct Rules: Sendable {
    /// What begins a comment that ends with the line.
    var lineComment: [UInt8] = Array("//".utf8)
    var hasBlockComments = true
    /// Whether `'` begins a string, and not just a character or nothing at all.
    var hasSingleQuotes = false
    /// Whether `(` and `)` may stand without a pair, as in a shell's `case`.
    var hasLoneParentheses = false

    init(language: String) {
      switch language {
      case "python", "ruby", "bash", "fish", "yaml", "toml", "perl", "r", "elixir", "makefile":
        lineComment = Array("#".utf8)
        hasBlockComments = false
        hasSingleQuotes = true
        hasLoneParentheses = language == "bash" || language == "fish"
      case "lua", "sql", "haskell":
        lineComment = Array("--".utf8)
        hasBlockComments = false
        hasSingleQuotes = language != "haskell"
      case "javascript", "typescript", "jsx", "tsx", "php", "dart", "css", "groovy":
        hasSingleQuotes = true
      default:
        break
      }
    }
  }

  private let rules: Rules
  private var state = State.code
  /// Brackets that were opened and not closed, innermost last.
  private(set) var opened: [UInt8] = []
  /// How many brackets were closed that the text did not open.
  private(set) var unpaired = 0

  init(_ rules: Rules) { self.rules = rules }

  /// The scan of the text that follows, with no brackets open of its own.
  var following: BracketScan {
    var scan = self
    scan.opened = []
    scan.unpaired = 0
    return scan
  }

  /// Whether the place is neither in brackets of this text, nor in a string or a comment.
  var isPlain: Bool { opened.isEmpty && state == .code }

  /// Reads a whole piece.
  mutating func read(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count { index += step(bytes, at: index) }
  }

  /// Reads what stands at an index; returns how many bytes that were, at least one.
  mutating func step(_ bytes: [UInt8], at index: Int) -> Int {
    let byte = bytes[index]
    switch state {
    case .code: return stepCode(bytes, at: index)
    case .lineComment:
      if byte == 0x0A { state = .code }
    case .blockComment:
      guard Self.has("*/", in: bytes, at: index) else { return 1 }
      state = .code
      return 2
    case .string(let mark, let count):
      if byte == UInt8(ascii: "\\") { return min(2, bytes.count - index) }
      if byte == mark, Self.run(of: mark, in: bytes, at: index) >= count {
        state = .code
        return count
      }
      // A string on one line that does not end there was none.
      if byte == 0x0A, count == 1, mark != UInt8(ascii: "`") { state = .code }
    }
    return 1
  }

  private mutating func stepCode(_ bytes: [UInt8], at index: Int) -> Int {
    let byte = bytes[index]
    if bytes[index...].starts(with: rules.lineComment) {
      state = .lineComment
      return rules.lineComment.count
    }
    if rules.hasBlockComments, Self.has("/*", in: bytes, at: index) {
      state = .blockComment
      return 2
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return beginString(byte, bytes, at: index)
    case UInt8(ascii: "'"):
      return rules.hasSingleQuotes
        ? beginString(byte, bytes, at: index) : Self.characterLength(bytes, at: index)
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      if !rules.hasLoneParentheses { bracket(byte) }
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): bracket(byte)
    default: break
    }
    return 1
  }

  private mutating func beginString(_ mark: UInt8, _ bytes: [UInt8], at index: Int) -> Int {
    let isLong = mark != UInt8(ascii: "`") && Self.run(of: mark, in: bytes, at: index) >= 3
    state = .string(mark: mark, count: isLong ? 3 : 1)
    return isLong ? 3 : 1
  }

  private mutating func bracket(_ byte: UInt8) {
    let opening: UInt8? =
      switch byte {
      case UInt8(ascii: ")"): UInt8(ascii: "(")
      case UInt8(ascii: "]"): UInt8(ascii: "[")
      case UInt8(ascii: "}"): UInt8(ascii: "{")
      default: nil
      }
    guard let opening else {
      opened.append(byte)
      return
    }
    if let pair = opened.lastIndex(of: opening) {
      opened.removeSubrange(pair...)
    } else {
      unpaired += 1
    }
  }

  /// The length of `'x'` or `'\n'`; 1 for a mark that begins no character.
  ///
  /// Where the text ends too early to tell, what is there counts as the beginning of one.
  private static func characterLength(_ bytes: [UInt8], at index: Int) -> Int {
    let isEscaped = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\\")
    // A lifetime such as 'a has no end; only a character of several bytes ends later.
    let isLong = index + 1 < bytes.count && bytes[index + 1] >= 0x80
    let first = index + (isEscaped ? 3 : 2)
    let last = index + (isEscaped ? 11 : isLong ? 5 : 2)
    let end =
      first < bytes.count
      ? bytes[first...min(last, bytes.count - 1)].firstIndex(of: UInt8(ascii: "'")) : nil
    if let end { return end - index + 1 }
    return last >= bytes.count ? bytes.count - index : 1
  }

  private static func has(_ text: StaticString, in bytes: [UInt8], at index: Int) -> Bool {
    text.withUTF8Buffer { bytes[index...].starts(with: $0) }
  }

  private static func run(of byte: UInt8, in bytes: [UInt8], at index: Int) -> Int {
    bytes[index...].prefix(3).prefix { $0 == byte }.count
  }
}
