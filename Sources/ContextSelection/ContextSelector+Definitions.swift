import Outlines

extension ContextSelector {
  /// Where the names are defined that the targets use.
  func definitions(for targets: [ContextTarget]) -> [ContextCandidate] {
    targets.flatMap { target -> [ContextCandidate] in
      guard let language = target.language else { return [] }
      let own = Set(target.units.map(\.name))
      // In order of the names, so that the order of a dictionary decides nothing.
      return target.uses.sorted { $0.key < $1.key }.flatMap { name, use -> [ContextCandidate] in
        // A target's own name may be another thing's as well, where it stands after a dot.
        guard use.isMember || !own.contains(name),
          name.utf8.count > 2 || name.first?.isUppercase == true
        else { return [] }
        return definitions(of: name, use, target, language, targets)
      }
    }
  }

  private func definitions(
    of name: String, _ use: FileOutline.Use, _ target: ContextTarget, _ language: SourceLanguage,
    _ targets: [ContextTarget]
  ) -> [ContextCandidate] {
    let all = index.units(named: name).filter { place in
      FileKind.areRelated(index.files[place.file].language, language)
        && isVisible(place, from: target) && !isTarget(place, targets)
    }
    let meaning = meant(all, by: use, of: target)
    // A name that many things have says nothing about which one is meant.
    guard !meaning.places.isEmpty, meaning.places.count <= 6 else { return [] }
    return meaning.places.map { place in
      let times = use.count == 1 ? "once" : "\(use.count) times"
      let score = score(of: place, for: target, count: use.count, among: meaning.places.count)
      return ContextCandidate(
        file: place.file, unit: place.unit, role: .definition,
        score: meaning.isGuess ? score - 150 : score, reason: "defines \(name), used \(times)")
    }
  }

  /// Whether code of the target's file can use a unit at all.
  private func isVisible(_ place: CodeIndex.Place, from target: ContextTarget) -> Bool {
    let file = index.files[place.file]
    if file.path == target.path { return true }
    let unit = file.units[place.unit]
    if unit.isPrivate { return false }
    if FileKind.isTest(file.path), !FileKind.isTest(target.path) { return false }
    if let parent = unit.parent, !file.units[parent].isContainer { return false }
    if file.language == .go, unit.name.first?.isLowercase == true {
      return FileKind.folder(file.path) == FileKind.folder(target.path)
    }
    return true
  }

  /// Whether a unit belongs to the type that the target belongs to.
  func isOwn(_ place: CodeIndex.Place, _ target: ContextTarget) -> Bool {
    let container = index.unit(at: place).container
    return index.files[place.file].path == target.path
      || target.units.contains { $0.container == container || $0.qualifiedName == container }
  }

  private func score(
    of place: CodeIndex.Place, for target: ContextTarget, count: Int, among: Int
  ) -> Int {
    let file = index.files[place.file]
    let unit = file.units[place.unit]
    var score = 600 + min(count, 5) * 15
    if file.path == target.path { score += 120 }
    if FileKind.folder(file.path) == FileKind.folder(target.path) { score += 60 }
    if isImported(file, by: target) { score += 60 }
    if !unit.container.isEmpty, target.uses[lastPart(unit.container)] != nil { score += 80 }
    if unit.kind == .property { score -= 60 }
    return score - (among - 1) * 60
  }

  func lastPart(_ container: String) -> String {
    container.split(separator: ".").last.map(String.init) ?? container
  }

  /// Whether an import of the target's file names a file or its folder.
  func isImported(_ file: CodeIndex.File, by target: ContextTarget) -> Bool {
    guard let place = target.file else { return false }
    let stem = FileKind.stem(file.path)
    let folder = FileKind.folder(file.path).split(separator: "/").last ?? ""
    return index.files[place].imports.contains { name in
      let last = name.split(whereSeparator: { "/.:".contains($0) })
      return last.contains(stem) || !folder.isEmpty && last.last == folder
    }
  }

  /// The units and files that a question calls by their names.
  func mentioned(in question: String, _ targets: [ContextTarget]) -> [ContextCandidate] {
    var found: [ContextCandidate] = []
    for word in QuestionWords.all(in: question) {
      let places = index.units(named: word.text).filter { !isTarget($0, targets) }
      if word.isCode || places.contains(where: { index.unit(at: $0).isContainer }),
        places.count <= 6
      {
        found += places.map { place in
          let isTest = FileKind.isTest(index.files[place.file].path)
          return ContextCandidate(
            file: place.file, unit: place.unit, role: .mentioned, score: isTest ? 700 : 1000,
            reason: "the question mentions \(word.text)")
        }
      }
      found += files(called: word.text, targets)
    }
    return found
  }

  private func files(called name: String, _ targets: [ContextTarget]) -> [ContextCandidate] {
    guard name.contains(".") else { return [] }
    let found = index.files.indices.filter { place in
      let path = index.files[place].path
      return (path == name || path.hasSuffix("/" + name))
        && !targets.contains { $0.path == path }
    }
    guard found.count <= 3 else { return [] }
    return found.map {
      ContextCandidate(
        file: $0, unit: nil, role: .mentioned, score: 950,
        reason: "the question mentions \(name)")
    }
  }
}

/// Words of a question that could be names in code.
struct QuestionWords {
  struct Word: Equatable {
    var text: String
    /// Whether its form says that it is code: backticks, parentheses, inner capitals.
    var isCode: Bool
  }

  /// The words in their order, each once, at most fifty.
  static func all(in question: String) -> [Word] {
    var found: [Word] = []
    let pieces = question.split { $0.isWhitespace || ",;?!\"".contains($0) }
    for piece in pieces.prefix(2000) where found.count < 50 {
      let isCalled = piece.contains("(") || piece.contains("`")
      let ends: Set<Character> = ["`", "'", "(", ")", ".", ":", "[", "]", "{", "}", "<", ">", "*"]
      var body = piece.prefix { $0 != "(" || piece.first == "(" }
      while let last = body.last, ends.contains(last) { body.removeLast() }
      while let first = body.first, ends.contains(first) { body.removeFirst() }
      guard body.utf8.count > 2, body.utf8.count < 100 else { continue }
      let word = Word(text: String(body), isCode: isCalled || looksLikeCode(body))
      let isName = word.isCode || body.first?.isUppercase == true
      if isName, !found.contains(where: { $0.text == word.text }) { found.append(word) }
    }
    return found
  }

  private static func looksLikeCode(_ word: Substring) -> Bool {
    word.contains("_") || word.dropFirst().contains { $0.isUppercase }
      || word.contains("::") || word.dropFirst().contains(".")
  }
}
