package import TextModel

/// Says where a completion ends: what a model writes mostly goes on too long.
///
/// All line ends are single newlines. Every cut is at the border of a character.
package struct CompletionCut: Sendable {
  /// Why a completion ended.
  package enum Stop: String, Sendable {
    /// The model ended it.
    case end
    /// The block that the cursor is in was over, or another one began.
    case unit
    /// What follows would repeat the text after the cursor.
    case repetition
    case stopString = "stop-string"
    case lineLimit = "line-limit"
    case tokenLimit = "token-limit"
    case contextFull = "context-full"
    case cancelled
  }

  /// Where a text is to be cut.
  struct End: Equatable {
    /// How many bytes are kept.
    var count: Int
    var stop: Stop
  }

  /// The line of the cursor, up to it.
  let lineStart: String
  /// The line of the cursor, from it on, without blanks at its end.
  let lineRest: String
  /// The first line after the cursor's that is not blank, without blanks at its end.
  let nextLine: String?
  let maxLines: Int?
  let hasIndentedBlocks: Bool
  /// What was scanned before the cursor.
  let scan: BracketScan
  /// How many brackets are open at the cursor.
  let openBrackets: Int
  /// How many of them the text after the cursor leaves to the completion to close.
  let closableBrackets: Int
  let hasBrackets: Bool

  /// - Parameters:
  ///   - before, after: the whole text on each side of the cursor.
  ///   - language: the label of the language; empty where it is not known.
  ///   - maxLines: the most lines of a completion.
  package init(before: String, after: String, language: String, maxLines: Int? = nil) {
    lineStart = String(before[before.startOfLastLine...])
    var rest = after[...]
    lineRest = rest.removeFirstLine().withoutBlankEnd
    var next: Substring = ""
    while next.isBlank, !rest.isEmpty { next = rest.removeFirstLine() }
    nextLine = next.isBlank ? nil : next.withoutBlankEnd
    self.maxLines = maxLines
    hasIndentedBlocks = ["python", "nim"].contains(language)
    hasBrackets = !["markdown", "latex"].contains(language)
    var scan = BracketScan(BracketScan.Rules(language: language))
    scan.read(Array(before.utf8))
    openBrackets = scan.opened.count
    self.scan = scan.following
    var following = self.scan
    following.read(Array(after.utf8))
    closableBrackets = max(0, openBrackets - following.unpaired)
  }

  /// Whether nothing that the model can still write would be kept.
  package func isOver(_ text: String) -> Bool { end(of: text, isWhole: false) != nil }

  /// What of a text is ready to be inserted.
  package func finished(
    _ text: String, reason: GenerationSummary.StopReason
  ) -> (text: String, stop: Stop) {
    var text = text
    if reason == .tokenLimit || reason == .contextFull { text.removeUnfinishedEnd() }
    let stop: Stop
    if let end = end(of: text, isWhole: true) {
      text = String(decoding: text.utf8.prefix(end.count), as: UTF8.self)
      stop = end.stop
    } else {
      stop = Stop(reason)
    }
    // Of the blanks before a line end that follows anyway nothing is to be seen.
    let plain = text[...].withoutBlankEnd
    let isOneLine = !lineStart.isBlank && !plain.utf8.contains(0x0A)
    if lineRest.isBlank || isOneLine && text.utf8.contains(0x0A) { text = plain }
    return (withoutRepeatedRest(text), stop)
  }

  /// The first place where a rule ends the text.
  ///
  /// - Parameter isWhole: whether nothing follows; else a line counts once its end has come.
  func end(of text: String, isWhole: Bool) -> End? {
    let bytes = Array(text.utf8)
    let walk = Walk(bytes, self)
    let ends = [
      walk.unitEnd.map { End(count: $0, stop: .unit) },
      repetition(walk.lines, isWhole: isWhole).map { End(count: $0, stop: .repetition) },
      dedent(walk.lines, isWhole: isWhole).map { End(count: $0, stop: .unit) },
      lineLimit(walk.lines).map { End(count: $0, stop: .lineLimit) },
    ].compactMap { $0 }
    return ends.min { $0.count < $1.count }
  }

  private func lineLimit(_ lines: [Line]) -> Int? {
    guard let maxLines, let first = lines.first else { return nil }
    // A line end that the cursor's line still needs makes no line of the completion.
    let limit = maxLines + (first.text.isBlank && !lineStart.isBlank ? 1 : 0)
    guard lines.count > limit else { return nil }
    return lines[limit].start - 1
  }

  /// Takes away what the rest of the cursor's line has already, such as a quotation mark.
  private func withoutRepeatedRest(_ text: String) -> String {
    var count = min(text.count, lineRest.count)
    while count > 0 {
      let overlap = lineRest.prefix(count)
      if text.hasSuffix(overlap), repeats(overlap, after: text.dropLast(count)) {
        return String(text.dropLast(count))
      }
      count -= 1
    }
    return text
  }

  private func repeats(_ overlap: Substring, after text: Substring) -> Bool {
    var brackets = scan
    brackets.read(Array(text.utf8))
    brackets = brackets.following
    brackets.read(Array(overlap.utf8))
    // Brackets that close too much were cut before; those that are left are needed.
    guard brackets.unpaired == 0 else { return false }
    if overlap.allSatisfy({ !$0.isLetter && !$0.isNumber && !$0.isWhitespace }) { return true }
    guard overlap.count == lineRest.count, let first = overlap.first else { return false }
    let isInWord = first.isLetter || first.isNumber
    return !isInWord || !(text.last.map { $0.isLetter || $0.isNumber } ?? false)
  }
}

extension CompletionCut.Stop {
  fileprivate init(_ reason: GenerationSummary.StopReason) {
    switch reason {
    case .endOfTurn, .constraintMet, .enoughText: self = .end
    case .stopString: self = .stopString
    case .tokenLimit: self = .tokenLimit
    case .contextFull: self = .contextFull
    case .cancelled: self = .cancelled
    }
  }
}

extension String {
  /// Takes the last line off where there are several, and half a character at the end.
  fileprivate mutating func removeUnfinishedEnd() {
    let start = firstIndex { !$0.isWhitespace } ?? startIndex
    if let newline = self[start...].lastIndex(of: "\n") {
      removeSubrange(newline...)
    } else {
      while last == "\u{FFFD}" { removeLast() }
    }
  }
}

extension String {
  /// Where the last line starts, which may be empty.
  var startOfLastLine: Index {
    utf8.lastIndex(of: 0x0A).map { utf8.index(after: $0) } ?? startIndex
  }
}

extension Substring {
  /// Takes the first line off, and its line end, which is not returned.
  mutating func removeFirstLine() -> Substring {
    guard let newline = utf8.firstIndex(of: 0x0A) else {
      defer { self = "" }
      return self
    }
    defer { self = self[utf8.index(after: newline)...] }
    return self[..<newline]
  }
}

extension StringProtocol {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  var withoutBlankEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
