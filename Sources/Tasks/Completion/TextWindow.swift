import TextModel

/// The whole lines around a cursor that fit a number of tokens.
struct TextWindow {
  private(set) var before: String
  private(set) var after: String

  /// Takes lines from the cursor on in both directions; its own line is always taken.
  ///
  /// The text after the cursor has a fifth of the budget for sure, the text before it the rest,
  /// and what one of them does not need goes to the other.
  init(_ place: CompletionPlace, budget: Int, model: any TextGenerator) {
    let above = Side(linesAbove: place.before, budget: budget, model: model)
    let below = Side(linesBelow: place.after, budget: budget, model: model)
    let least = min(below.tokens, budget / 5)
    let aboveTokens = min(above.tokens, budget - least)
    after = below.text(within: budget - aboveTokens, isAbove: false)
    before = above.text(within: budget - least, isAbove: true)
  }

  /// Takes a line away from the longer side; false where only the cursor's line is left.
  mutating func narrow() -> Bool {
    let canShortenBefore = before.utf8.contains(0x0A)
    let newline = after.utf8.dropLast(after.utf8.last == 0x0A ? 1 : 0).lastIndex(of: 0x0A)
    if canShortenBefore, newline == nil || before.utf8.count >= after.utf8.count,
      let newline = before.utf8.firstIndex(of: 0x0A)
    {
      before = String(before[before.utf8.index(after: newline)...])
      return true
    }
    guard let newline else { return false }
    after = String(after[...newline])
    return true
  }

  /// The lines of the text that the window shows.
  func lines(of place: CompletionPlace) -> ClosedRange<Int> {
    let first = place.line - before.utf8.lineCount
    return first...place.line + after.utf8.lineCount
  }

  /// Sentences about what is not in the window.
  func leftOut(of place: CompletionPlace) -> [String] {
    let above = place.before.utf8.lineCount - before.utf8.lineCount
    let below = place.after.utf8.lineCount - after.utf8.lineCount
    var sentences: [String] = []
    if above > 0 { sentences.append("the first \(above) lines of \(place.name) are left out") }
    if below > 0 { sentences.append("the last \(below) lines of \(place.name) are left out") }
    return sentences
  }

  /// The lines on one side of the cursor, nearest first, as far as a budget goes.
  private struct Side {
    private(set) var lines: [(text: Substring, tokens: Int)] = []

    var tokens: Int { lines.reduce(0) { $0 + $1.tokens } }

    init(linesAbove text: String, budget: Int, model: any TextGenerator) {
      var rest = text[...]
      var used = 0
      // The line of the cursor has no line end yet.
      var end = rest.utf8.lastIndex(of: 0x0A)
      while !rest.isEmpty || lines.isEmpty {
        let start = end.map { rest.utf8.index(after: $0) } ?? rest.startIndex
        guard add(rest[start...], &used, budget, model) else { return }
        rest = rest[..<start]
        end = rest.utf8.dropLast().lastIndex(of: 0x0A)
      }
    }

    init(linesBelow text: String, budget: Int, model: any TextGenerator) {
      var rest = text[...]
      var used = 0
      while !rest.isEmpty {
        let end = rest.utf8.firstIndex(of: 0x0A).map { rest.utf8.index(after: $0) }
        guard add(rest[..<(end ?? rest.endIndex)], &used, budget, model) else { return }
        rest = rest[(end ?? rest.endIndex)...]
      }
    }

    private mutating func add(
      _ line: Substring, _ used: inout Int, _ budget: Int, _ model: any TextGenerator
    ) -> Bool {
      let tokens = model.tokenCount(of: String(line))
      guard lines.isEmpty || used + tokens <= budget else { return false }
      used += tokens
      lines.append((line, tokens))
      return true
    }

    /// The text of the lines that fit.
    func text(within budget: Int, isAbove: Bool) -> String {
      var used = 0
      let kept = lines.enumerated().prefix { number, line in
        used += line.tokens
        return number == 0 || used <= budget
      }.map { $0.element.text }
      return (isAbove ? kept.reversed() : kept).joined()
    }
  }
}

extension String.UTF8View {
  fileprivate var lineCount: Int { count { $0 == 0x0A } }
}
