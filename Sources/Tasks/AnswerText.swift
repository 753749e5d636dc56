/// Takes white space off both ends of an answer while it streams, and ends it with a newline.
struct AnswerText {
  /// What was let through so far.
  private(set) var text = ""
  private var heldBack = ""

  /// What can be printed once `piece` has come; white space waits for what follows it.
  mutating func piece(_ piece: String) -> String {
    var output = ""
    for character in piece {
      if character.isWhitespace {
        heldBack.append(character)
      } else {
        if !text.isEmpty || !output.isEmpty { output += heldBack }
        heldBack = ""
        output.append(character)
      }
    }
    text += output
    return output
  }

  /// What ends the answer; an empty one stays empty.
  mutating func end() -> String {
    heldBack = ""
    return text.isEmpty ? "" : "\n"
  }
}

/// Puts the findings of several answers together, line by line.
///
/// A small model that finds nothing says so for each file; that is said once, at the end.
struct FindingLines {
  private var line = ""
  private var hasFindings = false

  /// The whole findings that `piece` completes.
  mutating func piece(_ piece: String) -> String {
    var output = ""
    for character in piece {
      guard character.isNewline else {
        line.append(character)
        continue
      }
      output += endOfLine()
    }
    return output
  }

  /// The last finding of an answer.
  mutating func endOfStep() -> String { endOfLine() }

  /// What remains to be said when all answers have come.
  func end() -> String { hasFindings ? "" : "No findings.\n" }

  private mutating func endOfLine() -> String {
    let words = line.drop { $0.isWhitespace }
    defer { line = "" }
    guard !words.isEmpty, !words.lowercased().hasPrefix("no findings") else { return "" }
    hasFindings = true
    return line + "\n"
  }
}
