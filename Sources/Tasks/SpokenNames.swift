import Diffs

/// The names in code that a text for people mentions.
///
/// A name that could be any word (`show`, `run`) is one only where the text treats it so: spelled
/// as code, next to what it is (`the parse function`), or as what a sentence is about
/// (`parse should …`, `parse: …`).
struct SpokenNames {
  /// Names as they are spelled, with the types before them: `evict`, `Cache.evict`.
  private let names: Set<Substring>
  /// Those that the text says something of, not only with.
  private let subjects: Set<Substring>

  init(in text: String) {
    let words = Word.all(in: text)
    let subjects = words.indices.filter { Self.isSubject($0, words) }.map { words[$0].name }
    let mentioned = words.indices.filter { place in
      let word = words[place]
      return word.isQuoted || word.isCalled || word.looksLikeCode || Self.isKindNamed(place, words)
    }
    self.subjects = Set(subjects)
    names = Set(mentioned.map { words[$0].name } + subjects)
  }

  /// Whether something in a type is mentioned, by its name alone or with the types around it.
  ///
  /// - Parameter container: the names of the types around it, with dots between; may be empty.
  func contains(_ name: some StringProtocol, in container: String) -> Bool {
    Self.contains(names, name, container)
  }

  /// Whether something in a type is what a sentence is about: `evict should …`.
  func isSubject(_ name: some StringProtocol, in container: String) -> Bool {
    Self.contains(subjects, name, container)
  }

  private static func contains(
    _ spoken: Set<Substring>, _ name: some StringProtocol, _ container: String
  ) -> Bool {
    let whole = "." + (container.isEmpty ? "" : container + ".") + name
    return spoken.contains { whole.hasSuffix("." + $0) }
  }

  /// Whether anything with a name is mentioned.
  func contains(_ name: some StringProtocol) -> Bool {
    names.contains { ("." + $0).hasSuffix("." + name) }
  }

  // MARK: Ordinary words

  private static let kinds: Set<Substring> = [
    "function", "method", "class", "struct", "type", "enum", "protocol", "interface", "trait",
    "macro", "constructor", "initializer", "property",
  ]

  /// Words beside `function` that say which one, and are no names.
  private static let pointers: Set<Substring> = [
    "the", "a", "an", "this", "that", "each", "every", "any", "no", "one", "same", "new", "first",
    "last", "next", "other", "of", "in", "to", "and", "or", "is", "so", "should", "must", "which",
    "returns", "takes",
  ]

  /// Whether a word stands beside what it is: `the parse function`, `method get`.
  private static func isKindNamed(_ place: Int, _ words: [Word]) -> Bool {
    let word = words[place]
    guard !pointers.contains(word.name), !kinds.contains(word.name) else { return false }
    let isBefore = place + 1 < words.count && kinds.contains(words[place + 1].name)
    let isAfter = place > 0 && kinds.contains(words[place - 1].name)
    return isBefore && !word.endsClause || isAfter && !words[place - 1].endsClause
  }

  /// What follows a subject; an order has other words behind it, as in `add a test`.
  private static let verbs: Set<Substring> = [
    "should", "must", "shall", "may", "can", "cannot", "could", "will", "would", "never", "also",
    "always", "needs", "is", "has", "does", "gets", "takes", "gives", "returns", "throws", "raises",
    "fails", "crashes", "panics", "traps", "hangs", "loops", "runs", "ignores", "accepts",
    "divides",
    "counts", "reads", "writes", "stores", "keeps", "loses", "drops", "forgets", "skips", "leaves",
    "cuts", "breaks", "looks", "treats", "stops", "ends", "begins", "starts", "without",
  ]

  /// Words after which a clause begins, as it does after a mark.
  ///
  /// None is of a condition: `count` is no name in `when count is zero`.
  private static let joints: Set<Substring> = [
    "and", "but", "then", "so", "also", "in", "let", "make", "teach", "give",
  ]

  /// Those of them behind which a name stands without a verb.
  private static let leads: Set<Substring> = ["let", "make", "teach", "give"]

  /// Whether a clause begins with the word and goes on to say what it does or should do.
  private static func isSubject(_ place: Int, _ words: [Word]) -> Bool {
    let word = words[place]
    guard !pointers.contains(word.name), !joints.contains(word.name) else { return false }
    let before = place == 0 ? "" : words[place - 1].name
    guard place == 0 || words[place - 1].endsClause || joints.contains(before) else {
      return word.isLabel && word.looksLikeCode
    }
    let next = place + 1 < words.count ? words[place + 1].name : ""
    return word.isLabel || leads.contains(before) || !word.endsClause && verbs.contains(next)
  }
}

/// A word of a text, with what its neighbouring characters tell.
private struct Word {
  var name: Substring
  var isQuoted: Bool
  var isCalled: Bool
  /// Whether a colon follows.
  var isLabel: Bool
  /// Whether a mark follows that parts it from the next word.
  var endsClause: Bool

  /// Whether ordinary words are not spelled so: `short_has_arg`, `newObject`, `Cache.evict`, `f77`.
  var looksLikeCode: Bool {
    name.contains("_") || name.contains(".")
      || zip(name, name.dropFirst()).contains { first, second in
        second.isUppercase || first.isLetter && second.isNumber
      }
  }

  static func all(in text: String) -> [Word] {
    // `Cache::evict` is `Cache.evict`.
    let text = text.replacing("::", with: ".")
    var words: [Word] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index].isNamePart else {
        index = text.index(after: index)
        continue
      }
      let end = text[index...].firstIndex { !$0.isNamePart && $0 != "." } ?? text.endIndex
      var name = text[index..<end]
      while name.last == "." { name.removeLast() }
      let before = index == text.startIndex ? " " : text[text.index(before: index)]
      words.append(Word(name, before: before, after: text[name.endIndex...].first ?? " "))
      index = end
    }
    return words
  }

  private init(_ name: Substring, before: Character, after: Character) {
    self.name = name
    isQuoted = "`'\"".contains(before) && "`'\"(".contains(after)
    isCalled = after == "("
    isLabel = after == ":"
    endsClause = ",.;:!?()".contains(after)
  }
}
