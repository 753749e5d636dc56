/// A word, a number, a string or a mark of a source text.
struct SourceToken: Sendable {
  enum Kind: UInt8, Sendable { case word, number, string, mark }

  var start: Int32
  var end: Int32
  /// The line of its first byte, from 1.
  var line: Int32
  var kind: Kind
  var first: UInt8
}

/// A comment, or several bytes of one line of comment.
struct SourceComment: Sendable {
  var start: Int32
  var line: Int32
  var lastLine: Int32
  /// Whether nothing but white space stands before it in its line.
  var isAlone: Bool
}

/// A text with its tokens, its comments, and the pairs of its brackets.
struct LexedSource: Sendable {
  var bytes: [UInt8]
  var language: SourceLanguage
  var tokens: [SourceToken] = []
  var comments: [SourceComment] = []
  /// For each token the place of the bracket that it belongs to, or -1.
  var partners: [Int32] = []
  /// What preprocessor lines include.
  var includes: [String] = []
  /// The offset where each line starts.
  var lineStarts: [Int32] = [0]

  /// Reads a text; one that is too large for 32-bit offsets is taken as empty.
  init(_ bytes: [UInt8], _ language: SourceLanguage) {
    self.bytes = bytes.count < Int(Int32.max) ? bytes : []
    self.language = language
    var lexer = SourceLexer(self)
    lexer.run()
    self = lexer.source
  }

  var count: Int { tokens.count }

  func text(_ index: Int) -> String {
    guard tokens.indices.contains(index) else { return "" }
    return text(from: index, to: index)
  }

  /// The text from one token to another, both with it.
  func text(from first: Int, to last: Int) -> String {
    let range = Int(tokens[first].start)..<max(Int(tokens[first].start), Int(tokens[last].end))
    return String(decoding: bytes[range], as: UTF8.self)
  }

  func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
    guard index >= 0, index < tokens.count else { return false }
    return tokens[index].kind == .mark && tokens[index].first == UInt8(ascii: mark)
  }

  func isWord(_ index: Int) -> Bool {
    index >= 0 && index < tokens.count && tokens[index].kind == .word
  }

  /// Whether two marks stand side by side: `=>`, `::`.
  func isPair(_ index: Int, _ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    isMark(index, first) && isMark(index + 1, second)
      && tokens[index].end == tokens[index + 1].start
  }

  /// Whether a word is spelled so, without making a string.
  func isWord(_ index: Int, _ word: StaticString) -> Bool {
    guard isWord(index) else { return false }
    let token = tokens[index]
    let count = Int(token.end - token.start)
    guard count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { wanted in
      for offset in 0..<count where bytes[Int(token.start) + offset] != wanted[offset] {
        return false
      }
      return true
    }
  }

  /// The bracket that belongs to the one at `index`; nil where there is none.
  func partner(_ index: Int) -> Int? {
    guard index >= 0, index < partners.count, partners[index] >= 0 else { return nil }
    return Int(partners[index])
  }

  /// Whether a token is the first one of its line.
  func startsLine(_ index: Int) -> Bool {
    index == 0 || tokens[index].line > lastLine(of: index - 1)
  }

  /// The line of the last byte of a token.
  func lastLine(of index: Int) -> Int32 {
    let token = tokens[index]
    return token.kind == .string ? line(at: token.end - 1) : token.line
  }

  /// The line of an offset, from 1.
  func line(at offset: Int32) -> Int32 {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }
}
