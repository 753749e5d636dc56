extension CompletionCut {
  /// A line of a completion.
  struct Line {
    /// Where it starts, in bytes.
    var start: Int
    var text: String
    /// Whether its end has come.
    var isComplete: Bool
    /// Whether it starts in code, and not in brackets, a string or a comment.
    var startsPlain: Bool
  }

  /// One pass over a completion.
  struct Walk {
    private(set) var lines: [Line] = []
    /// Where the block of the cursor is over.
    private(set) var unitEnd: Int?

    init(_ bytes: [UInt8], _ cut: CompletionCut) {
      var scan = cut.scan
      var start = 0
      var startsPlain = cut.openBrackets == 0 && scan.isPlain
      var closesBlock = false
      var index = 0
      while index < bytes.count {
        let before = scan.unpaired
        let length = scan.step(bytes, at: index)
        if scan.unpaired > before, cut.hasBrackets {
          if scan.unpaired > cut.closableBrackets, unitEnd == nil { unitEnd = index }
          if bytes[index] == UInt8(ascii: "}") { closesBlock = true }
        }
        for position in index..<index + length where bytes[position] == 0x0A {
          if closesBlock, scan.opened.isEmpty, unitEnd == nil { unitEnd = position }
          closesBlock = false
          add(bytes[start..<position], from: start, isComplete: true, startsPlain)
          start = position + 1
          startsPlain = scan.isPlain && scan.unpaired >= cut.openBrackets
        }
        index += length
      }
      add(bytes[start...], from: start, isComplete: false, startsPlain)
    }

    private mutating func add(
      _ bytes: ArraySlice<UInt8>, from start: Int, isComplete: Bool, _ startsPlain: Bool
    ) {
      lines.append(
        Line(
          start: start, text: String(decoding: bytes, as: UTF8.self), isComplete: isComplete,
          startsPlain: startsPlain))
    }
  }

  /// Where the completion begins to write what follows the cursor already.
  func repetition(_ lines: [Line], isWhole: Bool) -> Int? {
    let isBeforeText = lineStart.isBlank && !lineRest.isBlank
    guard isBeforeText || lineRest.isBlank else { return rewriting(lines, isWhole: isWhole) }
    // A cursor before the text of its line comes back to that line; others come to the next one.
    guard let expected = isBeforeText ? lineStart + lineRest : nextLine,
      expected.contains(where: { $0.isLetter || $0.isNumber })
    else { return nil }
    for (number, line) in lines.enumerated() where line.isComplete || isWhole {
      let isFirst = number == 0
      if isFirst, !lineStart.isBlank { continue }
      let text = (isFirst ? lineStart + line.text : line.text).withoutBlankEnd
      guard text == expected else { continue }
      return isBeforeText && !isFirst ? line.start + lineStart.utf8.count : line.start
    }
    return nil
  }

  /// Where the completion begins to write the rest of the cursor's line, and then the next one.
  private func rewriting(_ lines: [Line], isWhole: Bool) -> Int? {
    guard let nextLine else { return nil }
    var last = ""
    var end = 0
    for (number, line) in lines.enumerated() where line.isComplete || isWhole {
      let text = line.text.withoutBlankEnd
      if number > 0, text == nextLine, last.hasSuffix(lineRest) {
        return end - lineRest.utf8.count
      }
      guard !text.isEmpty else { continue }
      last = text
      end = line.start + text.utf8.count
    }
    return nil
  }

  /// Where the completion leaves the block of the cursor, in languages that indent blocks.
  func dedent(_ lines: [Line], isWhole: Bool) -> Int? {
    guard hasIndentedBlocks else { return nil }
    var block: (indent: Int, isOpened: Bool)?
    for (number, line) in lines.enumerated() {
      let text = number == 0 ? lineStart + line.text : line.text
      guard !text.isBlank else { continue }
      guard let current = block else {
        block = (text.indent, text.withoutBlankEnd.hasSuffix(":"))
        continue
      }
      guard line.startsPlain, text.indent < current.indent || current.isOpened else { continue }
      if text.indent < current.indent { return line.start }
      if text.indent == current.indent, !text.mayGoOn(isWhole: line.isComplete || isWhole) {
        return line.start
      }
    }
    return nil
  }
}

extension String {
  /// How many blanks the line begins with.
  fileprivate var indent: Int { prefix { $0 == " " || $0 == "\t" }.count }

  /// Whether the line goes on with the statement whose block stands before it.
  fileprivate func mayGoOn(isWhole: Bool) -> Bool {
    let word = drop { $0 == " " || $0 == "\t" }.prefix { $0.isLetter }
    let words = ["elif", "else", "except", "finally", "case", "of"]
    if isWhole || word.count < drop(while: { $0 == " " || $0 == "\t" }).count {
      return words.contains(String(word))
    }
    return words.contains { $0.hasPrefix(word) }
  }
}
