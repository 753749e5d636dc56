extension SourceLexer {
  /// Reads `<`: the beginning of an element where one may stand, a mark elsewhere.
  mutating func readLess() {
    guard language.hasMarkup, allowsExpression, beginsElement else {
      appendMark()
      return
    }
    index += 1
    modes.append(.tag(isClosing: false))
  }

  /// Whether `<` is followed by a tag and not by the parameters of a generic function.
  private var beginsElement: Bool {
    // The second mark of a shift begins nothing.
    if index > 0, bytes[index - 1] == UInt8(ascii: "<") { return false }
    let next = peek(1)
    if next == UInt8(ascii: ">") { return true }
    guard Self.isWordStart(next) else { return false }
    let name = bytes[(index + 1)...].prefix { Self.isWordPart($0) }
    let rest = bytes[name.endIndex...].prefix(32).drop { $0 == 0x20 }
    if rest.first == UInt8(ascii: ",") { return false }
    return !(language == .tsx && rest.starts(with: Array("extends ".utf8)))
  }

  /// Reads one part of a tag.
  mutating func readTag(isClosing: Bool) {
    let byte = bytes[index]
    switch byte {
    case 0x0A: newline()
    case UInt8(ascii: "{"): enterCode()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(until: [byte], escapes: false)
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: ">"):
      index += 2
      modes.removeLast()
      append(.string, from: index - 1, line: line)
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): readBlockComment()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): readLineComment()
    case UInt8(ascii: ">"):
      index += 1
      modes.removeLast()
      if isClosing {
        if modes.last == .children { modes.removeLast() }
      } else {
        modes.append(.children)
      }
      append(.string, from: index - 1, line: line)
    default:
      if Self.isWordStart(byte) { readWord() } else { index += 1 }
    }
  }

  /// Reads text between tags.
  mutating func readChildren() {
    switch bytes[index] {
    case UInt8(ascii: "{"): enterCode()
    case UInt8(ascii: "<"):
      let isClosing = peek(1) == UInt8(ascii: "/")
      index += isClosing ? 2 : 1
      modes.append(.tag(isClosing: isClosing))
    default: skipByte()
    }
  }
}
