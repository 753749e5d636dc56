import Diffs

/// The names in code that a text for people mentions.
///
/// A name that could be any word (`show`, `run`) is one only where the text treats it so: spelled
/// as code, next to what it is (`the parse function`), or as what a sentence is about
/// (`parse should …`, `parse: …`).
struct SpokenNames {
  /// Names as they are spelled, with the types before them: `evict`, `Cache.evict`.
  private let names: Set<Substring>

  init(in text: String) {
    let words = Word.all(in: text)
    names = Set(
      words.indices.filter { place in
        let word = words[place]
        return word.isQuoted || word.isCalled || word.looksLikeCode
          || Self.isKindNamed(place, words)
          || Self.isSubject(place, words)
      }.map { words[$0].name })
  }

  /// Whether something in a type is mentioned, by its name alone or with the types around it.
  ///
  /// - Parameter container: the names of the types around it, with dots between; may be empty.
  func contains(_ name: some StringProtocol, in container: String) -> Bool {
    let whole = "." + (container.isEmpty ? "" : container + ".") + name
    return names.contains { whole.hasSuffix("." + $0) }
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

  private static let modals: Set<Substring> = [
    "should", "must", "shall", "may", "can", "cannot", "could", "will", "would", "never", "also",
    "always", "needs",
  ]

  /// Words after which a clause begins, as it does after a mark.
  private static let joints: Set<Substring> = [
    "and", "but", "then", "so", "that", "when", "where", "if", "also", "let", "make", "teach", "in",
  ]

  /// Those of them behind which a name stands without a verb.
  private static let leads: Set<Substring> = ["let", "make", "teach"]

  /// Whether a clause begins with the word and goes on to say what it should do.
  private static func isSubject(_ place: Int, _ words: [Word]) -> Bool {
    let word = words[place]
    guard !pointers.contains(word.name), !joints.contains(word.name) else { return false }
    let isFirst = place == 0 || words[place - 1].endsClause
    let isLed = place > 0 && leads.contains(words[place - 1].name)
    guard isFirst || joints.contains(words[place - 1].name) else { return false }
    let next = place + 1 < words.count ? words[place + 1].name : ""
    return isLed || isFirst && word.isLabel || !word.endsClause && modals.contains(next)
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
