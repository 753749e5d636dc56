import Diffs

extension EditRegion {
  /// The regions that an instruction names; none where it names none.
  ///
  /// A function goes before the type around it. A name that could be any word (`show`, `run`) is
  /// one only where it is spelled as code: `show()`, or between quotes.
  static func named(in words: String, of regions: [EditRegion]) -> [EditRegion] {
    let spoken = spokenNames(in: words)
    let named = regions.filter { region in
      let last = region.name.split(separator: ".").last ?? ""
      let whole = "." + (region.container.isEmpty ? "" : region.container + ".") + last
      return spoken.contains { whole.hasSuffix("." + $0) }
    }
    let functions = named.filter { !$0.isContainer }
    if !functions.isEmpty { return functions }
    return regions.filter { region in
      named.contains { $0.name == region.name || region.container.hasSuffix($0.name) }
    }
  }

  /// The words of a text that are names in code.
  private static func spokenNames(in text: String) -> Set<Substring> {
    var names: Set<Substring> = []
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index].isNamePart else {
        index = text.index(after: index)
        continue
      }
      let end = text[index...].firstIndex { !$0.isNamePart && $0 != "." } ?? text.endIndex
      var word = text[index..<end]
      while word.last == "." { word.removeLast() }
      let before = index == text.startIndex ? " " : text[text.index(before: index)]
      let after = word.endIndex < text.endIndex ? text[word.endIndex] : " "
      let isQuoted = "`'\"".contains(before) && "`'\"(".contains(after)
      if isQuoted || after == "(" || looksLikeCode(word) { names.insert(word) }
      index = end
    }
    return names
  }

  /// Whether no word of a language is spelled so: `short_has_arg`, `newObject`, `Cache.evict`.
  private static func looksLikeCode(_ word: Substring) -> Bool {
    word.contains("_") || word.contains(".")
      || zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
  }
}
