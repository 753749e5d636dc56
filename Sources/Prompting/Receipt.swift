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
    /// Why Lathe chose it, as a clause; empty for what the user named.
    package var reason: String

    package init(
      title: String, tokens: Int, origin: PromptSection.Origin = .user, outcome: Outcome,
      reason: String = ""
    ) {
      self.title = title
      self.tokens = tokens
      self.origin = origin
      self.outcome = outcome
      self.reason = reason
    }
  }

  /// Something that could have been in the prompt and is not.
  package struct Omission: Sendable, Equatable {
    package var name: String
    /// `user` where it lies in a folder that the user named, `lathe` where Lathe would have
    /// added it.
    package var origin: PromptSection.Origin
    /// Why it would have been of use, as a clause; empty where the user named the folder.
    package var reason: String
    /// Why it is not in the prompt, as a clause.
    package var cause: String
    /// Whether the user asked for it, by its name or by a number of tokens for such things.
    package var isExpected: Bool

    package init(
      name: String, origin: PromptSection.Origin, reason: String = "", cause: String,
      isExpected: Bool = true
    ) {
      self.name = name
      self.origin = origin
      self.reason = reason
      self.cause = cause
      self.isExpected = isExpected
    }
  }

  package var contextSize: Int
  package var answerReserve: Int
  /// The tokens of the prompt as the model reads it; of the largest one where there are several.
  package var promptTokens: Int
  package var entries: [Entry]
  /// What was considered and is not in the prompt.
  package var leftOut: [Omission]
  /// What else was done to the material, in whole sentences.
  package var notes: [String]

  package init(
    contextSize: Int, answerReserve: Int, promptTokens: Int, entries: [Entry],
    leftOut: [Omission] = [], notes: [String] = []
  ) {
    self.contextSize = contextSize
    self.answerReserve = answerReserve
    self.promptTokens = promptTokens
    self.entries = entries
    self.leftOut = leftOut
    self.notes = notes
  }

  /// The names of all that a strict reader would miss in the prompt.
  ///
  /// Where Lathe itself chose how much to add, what it did not choose is none of these.
  package var missing: [String] {
    entries.filter { $0.outcome == .leftOut || $0.outcome == .counted }.map(\.title)
      + leftOut.filter(\.isExpected).map(\.name)
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
        origin: section.origin, outcome: outcome, reason: section.reason)
    }
  }
}
