/// A word of a line of code, in any language: a name, a number, an operator or a mark.
struct CodeWord: Equatable {
  enum Kind {
    /// Letters, digits and underscores.
    case name
    /// `<=`, `&&`, `+`: what computes or compares.
    case sign
    /// Brackets, quotes, commas: what only shapes the line.
    case mark
  }

  var kind: Kind
  var text: Substring

  static func == (one: CodeWord, other: CodeWord) -> Bool { one.text == other.text }

  /// The words of a line; blanks are none.
  static func all(in line: String) -> [CodeWord] {
    var words: [CodeWord] = []
    var rest = line[...]
    while let first = rest.first {
      let (kind, length) = measure(rest, first)
      if let kind { words.append(CodeWord(kind: kind, text: rest.prefix(length))) }
      rest = rest.dropFirst(length)
    }
    return words
  }

  private static func measure(_ rest: Substring, _ first: Character) -> (Kind?, Int) {
    if first.isWhitespace { return (nil, 1) }
    if first.isNamePart { return (.name, rest.prefix(while: \.isNamePart).count) }
    if let sign = signs.first(where: rest.hasPrefix) { return (.sign, sign.count) }
    return ("+-*/%<>=!&|^~?".contains(first) ? .sign : .mark, 1)
  }

  /// Signs of several characters, the longest first.
  private static let signs = [
    "===", "!==", "<=>", "...", "<=", ">=", "==", "!=", "&&", "||", "->", "=>", "+=", "-=", "::",
    "??", "?.", "++", "--", "<<", ">>", ":=",
  ]
}

extension Character {
  /// Whether names in code are made of such characters, in any language.
  package var isNamePart: Bool { isLetter || isNumber || self == "_" }
}

extension [CodeWord] {
  /// The words that mean something by themselves.
  var meaningful: [CodeWord] { filter { $0.kind != .mark } }

  /// How much two lines have in common, from 0 to 1: twice the longest common run of words in
  /// order, over all words of both.
  func likeness(to other: [CodeWord]) -> Double {
    guard !isEmpty, !other.isEmpty else { return 0 }
    var row = Array<Int>(repeating: 0, count: other.count + 1)
    for word in self {
      var diagonal = 0
      for (index, candidate) in other.enumerated() {
        let above = row[index + 1]
        row[index + 1] = word == candidate ? diagonal + 1 : Swift.max(above, row[index])
        diagonal = above
      }
    }
    return 2 * Double(row[other.count]) / Double(count + other.count)
  }
}
