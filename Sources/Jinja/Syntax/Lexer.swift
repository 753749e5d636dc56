/// Cuts a template into tokens, as Jinja2 does with `trim_blocks` and `lstrip_blocks`.
struct Lexer {
  /// The template with line breaks as "\n" and without the last one.
  let source: [UInt8]
  var position = 0
  var tokens: [Token] = []
  /// What was read last ended a line, so that space before the next tag is indentation.
  private var isAtLineStart = true
  /// The closing symbols that are still owed inside the tag being read.
  var open: [Symbol] = []

  static func tokens(of source: [UInt8]) throws(Failure) -> [Token] {
    var lexer = Lexer(source: source)
    try lexer.run()
    return lexer.tokens
  }

  private init(source: [UInt8]) {
    self.source = source
    tokens.reserveCapacity(source.count / 4)
  }

  /// Line breaks become "\n", and a single one at the end is dropped.
  static func normalized(_ source: String) -> [UInt8] {
    var bytes = Array(source.utf8)
    if bytes.contains(UInt8(ascii: "\r")) { bytes = normalizedNewlines(bytes) }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return bytes
  }

  static func normalizedNewlines(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      let isSecondOfPair = previous == UInt8(ascii: "\r") && byte == UInt8(ascii: "\n")
      if !isSecondOfPair { result.append(byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte) }
      previous = byte
    }
    return result
  }

  private mutating func run() throws(Failure) {
    while let tag = nextTag(from: position) {
      addData(position..<tag.offset, before: tag)
      switch tag.kind {
      case .comment: try skipComment(tag)
      case .raw: try readRaw(tag)
      case .variable, .block: try readTag(tag)
      }
    }
    if position < source.count {
      append(.data(Array(source[position...])), at: position)
    }
    append(.end, at: source.count)
  }

  mutating func append(_ kind: Token.Kind, at offset: Int) {
    tokens.append(Token(kind: kind, offset: offset))
  }

  func peek(_ offset: Int) -> UInt8? {
    offset < source.count ? source[offset] : nil
  }

  func starts(with text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= source.count else { return false }
    for position in 0..<count where source[offset + position] != text.utf8Start[position] {
      return false
    }
    return true
  }

  func offsetSkippingSpace(from start: Int) -> Int {
    var offset = start
    while offset < source.count {
      let (scalar, length) = Scalars.scalar(in: source, at: offset)
      guard Scalars.isSpace(scalar) else { break }
      offset += length
    }
    return offset
  }
}

// MARK: - Between tags

extension Lexer {
  struct Tag {
    enum Kind { case variable, block, comment, raw }
    let kind: Kind
    let offset: Int
    /// "-" or "+" behind the opening, or nil.
    let sign: UInt8?
    /// The first byte inside.
    let content: Int
  }

  private func nextTag(from start: Int) -> Tag? {
    var offset = start
    while offset + 1 < source.count {
      if source[offset] == UInt8(ascii: "{"), let tag = tag(at: offset) { return tag }
      offset += 1
    }
    return nil
  }

  private func tag(at offset: Int) -> Tag? {
    let kind: Tag.Kind
    switch source[offset + 1] {
    case UInt8(ascii: "{"): kind = .variable
    case UInt8(ascii: "#"): kind = .comment
    case UInt8(ascii: "%"): kind = .block
    default: return nil
    }
    let sign = sign(at: offset + 2)
    let content = sign == nil ? offset + 2 : offset + 3
    if kind == .block, let end = rawWord("raw", at: content, canKeepSpace: false) {
      return Tag(kind: .raw, offset: offset, sign: sign, content: end)
    }
    return Tag(kind: kind, offset: offset, sign: sign, content: content)
  }

  private func sign(at offset: Int) -> UInt8? {
    guard let byte = peek(offset) else { return nil }
    return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") ? byte : nil
  }

  /// The offset behind `raw %}` or `endraw %}`, or nil where that does not stand here.
  private func rawWord(_ word: StaticString, at start: Int, canKeepSpace: Bool) -> Int? {
    let name = offsetSkippingSpace(from: start)
    guard starts(with: word, at: name) else { return nil }
    let end = offsetSkippingSpace(from: name + word.utf8CodeUnitCount)
    if starts(with: "-%}", at: end) { return offsetSkippingSpace(from: end + 3) }
    if canKeepSpace, starts(with: "+%}", at: end) { return end + 3 }
    guard starts(with: "%}", at: end) else { return nil }
    return canKeepSpace && peek(end + 2) == UInt8(ascii: "\n") ? end + 3 : end + 2
  }

  /// Adds the text before a tag, without the space that the tag takes away.
  private mutating func addData(_ range: Range<Int>, before tag: Tag) {
    var end = range.upperBound
    if tag.sign == UInt8(ascii: "-") {
      end = trimmedEnd(of: range)
    } else if tag.sign == nil, tag.kind != .variable {
      end = endWithoutIndentation(of: range)
    }
    if end > range.lowerBound {
      append(.data(Array(source[range.lowerBound..<end])), at: range.lowerBound)
    }
  }

  private func trimmedEnd(of range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      let (scalar, length) = Scalars.scalar(in: source, before: end)
      guard Scalars.isSpace(scalar) else { break }
      end -= length
    }
    return end
  }

  /// Where the text ends once indentation that alone stands before a tag is dropped.
  private func endWithoutIndentation(of range: Range<Int>) -> Int {
    let newline = source[range].lastIndex(of: UInt8(ascii: "\n"))
    guard newline != nil || isAtLineStart else { return range.upperBound }
    let lineStart = newline.map { $0 + 1 } ?? range.lowerBound
    return trimmedEnd(of: lineStart..<range.upperBound) == lineStart ? lineStart : range.upperBound
  }

  /// Goes on behind a tag.
  mutating func finishTag(at end: Int) {
    position = end
    isAtLineStart = end > 0 && source[end - 1] == UInt8(ascii: "\n")
  }

  private mutating func skipComment(_ tag: Tag) throws(Failure) {
    var offset = tag.content
    // The sign of `{#-#}` may be the sign of the end as well.
    while offset < source.count, !starts(with: "#}", at: offset) { offset += 1 }
    guard offset < source.count else { throw .unclosedComment(at: tag.offset) }
    let sign = offset > tag.content ? sign(at: offset - 1) : nil
    finishTag(at: endOfBlock(behind: offset + 2, sign: sign))
  }

  /// Where text goes on behind `%}` or `#}`: a minus takes all space, no sign one line break.
  func endOfBlock(behind end: Int, sign: UInt8?) -> Int {
    switch sign {
    case UInt8(ascii: "-"): offsetSkippingSpace(from: end)
    case nil: peek(end) == UInt8(ascii: "\n") ? end + 1 : end
    default: end
    }
  }

  private mutating func readRaw(_ tag: Tag) throws(Failure) {
    finishTag(at: tag.content)
    var offset = tag.content
    while offset + 1 < source.count {
      if starts(with: "{%", at: offset) {
        let sign = sign(at: offset + 2)
        let content = sign == nil ? offset + 2 : offset + 3
        if let end = rawWord("endraw", at: content, canKeepSpace: true) {
          let close = Tag(kind: .raw, offset: offset, sign: sign, content: end)
          addData(tag.content..<offset, before: close)
          return finishTag(at: end)
        }
      }
      offset += 1
    }
    throw .unclosedRaw(at: tag.offset)
  }
}
