extension Rewording {
  /// Whether two conditions are joined otherwise now: true where both are needed and one was
  /// enough, false the other way round; nil for other differences.
  package var needsBoth: Bool? {
    let before = Self.joints(in: old)
    let after = Self.joints(in: new)
    guard before.count == 1, after.count == 1, before != after else { return nil }
    return after[0]
  }

  /// The words that join conditions: true for "and".
  private static func joints(in text: String) -> [Bool] {
    CodeWord.all(in: text).compactMap { word in
      switch word.text {
      case "and", "&&": true
      case "or", "||": false
      default: nil
      }
    }
  }

  /// The function that is called instead of another; nil where the calls are the same.
  ///
  /// `argument` is the first one that only the new call is given; nil where there is none.
  package var replacedCall: (old: String, new: String, argument: String?)? {
    if isDeclaration { return nil }
    let before = Self.calls(in: old)
    let after = Self.calls(in: new)
    guard let gone = before.first(where: { !after.contains($0) }),
      let fresh = after.first(where: { !before.contains($0) })
    else { return nil }
    let known = Self.arguments(of: gone, in: old)
    let extra = Self.arguments(of: fresh, in: new).first { argument in
      !known.contains(argument) && argument.first.map { $0.isLetter || $0.isNumber } == true
    }
    return (gone, fresh, extra)
  }

  /// The arguments of the first call of a function; empty where its brackets do not close.
  private static func arguments(of call: String, in line: String) -> [String] {
    let words = CodeWord.all(in: line)
    let name = words.indices.dropLast().first { index in
      words[index].text == call && words[index + 1].text == "("
    }
    guard let name else { return [] }
    var arguments: [String] = []
    var depth = 0
    var start = name + 2
    for (index, word) in words.enumerated().dropFirst(name + 1) {
      if "([{".contains(word.text) { depth += 1 }
      if ")]}".contains(word.text) { depth -= 1 }
      guard depth == 0 || depth == 1 && word.text == "," else { continue }
      arguments.append(text(words[start..<max(start, index)], of: line))
      if depth == 0 { return arguments.filter { !$0.isEmpty } }
      start = index + 1
    }
    return []
  }

  /// Whether a line does something when it runs: it calls or decides, and does not only declare.
  package static func acts(_ line: String) -> Bool {
    let first = CodeWord.all(in: line).first.map { String($0.text) } ?? ""
    return Enclosure.control.contains(first) || !calls(in: line).isEmpty
  }

  /// The names before an opening bracket, each once.
  package static func calls(in line: String) -> [String] {
    let words = CodeWord.all(in: line)
    var calls: [String] = []
    for (word, next) in zip(words, words.dropFirst())
    where word.kind == .name && next.text == "(" && word.text.endIndex == next.text.startIndex {
      let name = String(word.text)
      if !calls.contains(name), !Enclosure.control.contains(name) { calls.append(name) }
    }
    return calls
  }
}
