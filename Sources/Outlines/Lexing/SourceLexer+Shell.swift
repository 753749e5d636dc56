/// A document that follows a line of a script (`<<END`).
struct ShellDocument {
  var end: [UInt8]
  /// Whether tabs may stand before the end (`<<-END`).
  var isIndented: Bool
}

extension SourceLexer {
  /// Reads a bracket of the shell; braces count only where they stand alone as words.
  mutating func readShellBracket() {
    let byte = bytes[index]
    let before = index > 0 ? bytes[index - 1] : 0x0A
    let after = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
    switch byte {
    case UInt8(ascii: "{"):
      let stands = after <= 0x20 && (before <= 0x20 || ");&|".utf8.contains(before))
      if stands { readBracket() } else { index += 1 }
    case UInt8(ascii: "}"):
      let begins = before <= 0x20 || before == UInt8(ascii: ";")
      let ends = after <= 0x20 || ");&|<>".utf8.contains(after)
      if begins && ends { readBracket() } else { index += 1 }
    case UInt8(ascii: "("), UInt8(ascii: ")"): readBracket()
    default: index += 1
    }
  }

  mutating func readShellQuote(_ quote: UInt8) {
    switch quote {
    case UInt8(ascii: "'"):
      let isEscaped = index > 0 && bytes[index - 1] == UInt8(ascii: "$")
      readString(until: [quote], escapes: isEscaped)
    case UInt8(ascii: "\""):
      let start = index
      index += 1
      modes.append(.shellString)
      append(.string, from: start, line: line)
    default: index += 1
    }
  }

  mutating func readShellDollar() {
    switch peek(1) {
    case UInt8(ascii: "{"): skipExpansion()
    case UInt8(ascii: "#"), UInt8(ascii: "$"): index += 2
    default: index += 1
    }
  }

  /// Passes over `${…}` if it ends in this line; the names in it are no commands.
  mutating func skipExpansion() {
    var place = index + 2
    var depth = 1
    var isQuoted = false
    let limit = min(bytes.count, index + Self.lookahead)
    while place < limit, bytes[place] != 0x0A {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "{"): if !isQuoted { depth += 1 }
      case UInt8(ascii: "}") where !isQuoted:
        depth -= 1
        if depth == 0 {
          index = place + 1
          return
        }
      default: break
      }
      place += 1
    }
    index += 2
  }

  /// Reads `<`, and remembers the document that `<<END` announces.
  mutating func readShellLess() {
    guard peek(1) == UInt8(ascii: "<") else {
      index += 1
      return
    }
    if peek(2) == UInt8(ascii: "<") {
      index += 3
      return
    }
    index += 2
    if isInArithmetic { return }
    let isIndented = peek(0) == UInt8(ascii: "-")
    if isIndented { index += 1 }
    while peek(0) == 0x20 || peek(0) == 0x09 { index += 1 }
    let word = bytes[index...].prefix { $0 > 0x20 && !";|&)<>".utf8.contains($0) }
    let end = word.filter { !"\"'\\".utf8.contains($0) }
    index += word.count
    if !end.isEmpty { documents.append(ShellDocument(end: end, isIndented: isIndented)) }
  }

  /// Whether `((` is open in this line, where `<<` shifts.
  private var isInArithmetic: Bool {
    let lineStart = Int(source.lineStarts.last ?? 0)
    // Further back than this nobody opens one.
    let text = bytes[max(lineStart, index - 200)..<index]
    var previous: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "("), previous == byte { return true }
      previous = byte
    }
    return text.starts(with: Array("let ".utf8))
  }

  /// Passes over the documents that begin in this line.
  mutating func skipShellDocuments() {
    for document in documents {
      while index < bytes.count {
        var text = bytes[index...].prefix { $0 != 0x0A }
        index += text.count
        if index < bytes.count { newline() }
        if document.isIndented { text = text.drop { $0 == 0x09 } }
        if text.last == 0x0D { text = text.dropLast() }
        if text.elementsEqual(document.end) { break }
      }
    }
    documents = []
  }
}
