import TextModel

/// The account of a prompt: what went in, what each part cost, what was left out and why.
package struct Receipt: Sendable, Equatable {
  package enum Outcome: String, Sendable {
    case included
    /// It did not fit, and Lathe had chosen it itself.
    case leftOut = "left-out"
    /// It was too large for one prompt and is read in parts.
    case folded
    /// Only its numbers of lines are told, because no person wrote it.
    case counted
  }

  package struct Entry: Sendable, Equatable {
    package var title: String
    package var tokens: Int
    package var origin: PromptSection.Origin
    package var outcome: Outcome

    package init(
      title: String, tokens: Int, origin: PromptSection.Origin = .user, outcome: Outcome
    ) {
      self.title = title
      self.tokens = tokens
      self.origin = origin
      self.outcome = outcome
    }
  }

  package var contextSize: Int
  package var answerReserve: Int
  /// The tokens of the prompt as the model reads it; of the largest one where there are several.
  package var promptTokens: Int
  package var entries: [Entry]
  /// What else was done to the material, in whole sentences.
  package var notes: [String]

  package init(
    contextSize: Int, answerReserve: Int, promptTokens: Int, entries: [Entry],
    notes: [String] = []
  ) {
    self.contextSize = contextSize
    self.answerReserve = answerReserve
    self.promptTokens = promptTokens
    self.entries = entries
    self.notes = notes
  }

  /// Whether everything is in the prompt as it is.
  package var isWhole: Bool { entries.allSatisfy { $0.outcome == .included } }

  /// An entry for each section, with the exact count of its tokens.
  static func entries(
    _ sections: [PromptSection], _ outcome: Outcome, _ model: any TextGenerator
  ) -> [Entry] {
    sections.map { section in
      Entry(
        title: section.title, tokens: model.tokenCount(of: section.text),
        origin: section.origin, outcome: outcome)
    }
  }
}
