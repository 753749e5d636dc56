/// The part in which two versions of a line differ, and what kind of difference it is.
package struct Rewording: Sendable, Equatable {
  /// The clause around the differing words, before and after; whole lines where none is smaller.
  package var old: String
  package var new: String
  /// Whether the line begins a function or type, so that its name is no call.
  let isDeclaration: Bool

  /// - Parameters: two versions of a line without indentation.
  package init(old: String, new: String) {
    isDeclaration = Enclosure.isHead(old[...])
    let oldWords = CodeWord.all(in: old)
    let newWords = CodeWord.all(in: new)
    let shared = min(oldWords.count, newWords.count)
    let prefix = zip(oldWords, newWords).prefix { $0 == $1 }.count
    let suffix = min(
      zip(oldWords.reversed(), newWords.reversed()).prefix { $0 == $1 }.count, shared - prefix)
    // Words that were only put in or taken out are clear in the whole line alone.
    let isReplaced = prefix + suffix < shared
    let start = Self.start(oldWords, before: prefix)
    let end = Self.end(oldWords, from: oldWords.count - suffix)
    let newEnd = newWords.count - (oldWords.count - end)
    if isReplaced, Self.isBalanced(oldWords[start..<end]),
      Self.isBalanced(newWords[start..<newEnd])
    {
      self.old = Self.text(oldWords[start..<end], of: old)
      self.new = Self.text(newWords[start..<newEnd], of: new)
    } else {
      self.old = Self.withoutOpening(old)
      self.new = Self.withoutOpening(new)
    }
  }

  /// The start of the clause that holds a position.
  private static func start(_ words: [CodeWord], before position: Int) -> Int {
    var start = position
    var depth = 0
    while start > 0 {
      let text = String(words[start - 1].text)
      if depth == 0, opening.contains(text) { break }
      if ")]}".contains(text) { depth += 1 }
      if "([{".contains(text) { depth -= 1 }
      start -= 1
    }
    return start
  }

  private static func end(_ words: [CodeWord], from position: Int) -> Int {
    var end = position
    var depth = 0
    while end < words.count {
      let text = String(words[end].text)
      if depth == 0, closing.contains(text) { break }
      if "([{".contains(text) { depth += 1 }
      if ")]}".contains(text) { depth -= 1 }
      end += 1
    }
    return end
  }

  private static let opening: Set<String> = [
    ";", ",", "(", "{", "[", "=", ":=", "return", "if", "while",
  ]
  private static let closing: Set<String> = [";", ",", ")", "}", "]", "{"]

  private static func isBalanced(_ words: ArraySlice<CodeWord>) -> Bool {
    var open: [Substring] = []
    for word in words {
      switch word.text {
      case "(", "[", "{": open.append(word.text)
      case ")": if open.popLast() != "(" { return false }
      case "]": if open.popLast() != "[" { return false }
      case "}": if open.popLast() != "{" { return false }
      default: break
      }
    }
    let quotes = words.count { $0.text == "\"" }
    return open.isEmpty && quotes.isMultiple(of: 2) && !words.isEmpty
  }

  static func text(_ words: ArraySlice<CodeWord>, of line: String) -> String {
    guard let first = words.first, let last = words.last else { return "" }
    return String(line[first.text.startIndex..<last.text.endIndex])
  }

  /// The line without the bracket that opens a block.
  private static func withoutOpening(_ line: String) -> String {
    var line = line
    while let last = line.last, last.isWhitespace || "{:;,".contains(last) { line.removeLast() }
    return line
  }
}

extension Rewording {
  /// The sides of a comparison that now decides otherwise where they are equal, as in `<` for `<=`,
  /// and whether it holds there now; nil for other differences.
  package var movedBound: (left: String, right: String, holds: Bool)? {
    guard let before = Self.comparison(old), let after = Self.comparison(new) else { return nil }
    let isMoved = ["<=<", "<<=", ">=>", ">>="].contains(before.sign + after.sign)
    return isMoved ? (after.left, after.right, after.sign.count == 2) : nil
  }

  private static func comparison(
    _ text: String
  ) -> (left: String, sign: String, right: String)? {
    let words = CodeWord.all(in: text)
    let signs = words.indices.filter { ["<", "<=", ">", ">="].contains(words[$0].text) }
    guard let sign = signs.first, signs.count == 1, sign > 0, sign + 1 < words.count else {
      return nil
    }
    return (
      Self.text(words[..<sign], of: text), String(words[sign].text),
      Self.text(words[(sign + 1)...], of: text)
    )
  }
}
