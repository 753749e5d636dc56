package import Prompting
package import TextModel

/// A paragraph of sentences that Lathe begins and a model ends.
package struct GuidedParagraph {
  package typealias End = GenerationSummary.StopReason

  /// Longer sentences are cut, and say so by their dots.
  package static let sentenceTokens = 80

  /// All that was said.
  package private(set) var text = ""
  private var lead = ChangeLead("")
  private var sentence = ""
  /// Whether the model ended its turn by itself, so that it has no sentence more.
  private var isOver = false

  package init() {}

  /// Prepares the next sentence; false where it is to be left out.
  package mutating func begin(_ lead: ChangeLead) -> Bool {
    if lead.text.isEmpty, isOver { return false }
    self.lead = lead
    sentence = ""
    return true
  }

  /// What the model goes on with.
  package var beginning: String { text + opening }

  /// The lead, parted from the sentence before it.
  private var opening: String {
    if lead.text.isEmpty { return "" }
    return text.isEmpty ? lead.text : " " + lead.text
  }

  /// What ends the sentence.
  package var stops: [String] { [". ", "\n"] + lead.stops }

  /// What can be printed once `piece` has come: the lead waits for the model's first word.
  package mutating func piece(_ piece: String) -> String {
    var piece = piece[...]
    if sentence.isEmpty {
      piece = piece.drop(while: \.isNewline)
      guard !piece.allSatisfy(\.isWhitespace) else { return "" }
    }
    let output = sentence.isEmpty ? opening + separator(before: piece) + piece : String(piece)
    sentence += output
    return output
  }

  /// Models mostly begin with a blank, or with a mark that needs none.
  private func separator(before piece: Substring) -> String {
    guard let first = piece.first else { return "" }
    let needsBlank = !beginning.isEmpty && (first.isLetter || first.isNumber || first == "`")
    return needsBlank ? " " : ""
  }

  /// What ends the sentence; nothing where the model had nothing to say.
  package mutating func end(_ reason: End) -> String {
    isOver = reason == .endOfTurn
    while let last = sentence.last, last.isWhitespace { sentence.removeLast() }
    guard let last = sentence.last else { return "" }
    let end = reason == .tokenLimit ? " …" : ".!?:…".contains(last) ? "" : "."
    text += sentence + end
    return end
  }
}
