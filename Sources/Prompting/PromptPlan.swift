package import TextModel

/// A prompt before it is known whether it fits: the material first, the instruction after it.
///
/// Small models follow best what they read last, so the instruction ends the prompt and says the
/// form of the answer at its end; the system text is short.
package struct PromptPlan: Sendable, Equatable {
  /// The system text; empty means none.
  package var system: String
  /// The material in the order in which the model reads it.
  package var sections: [PromptSection]
  /// What to do with it.
  package var instruction: String
  /// What was considered and is in no section, for the receipt.
  package var leftOut: [Receipt.Omission] = []
  /// What else the receipt should say, in whole sentences.
  package var notes: [String] = []

  package init(system: String, sections: [PromptSection] = [], instruction: String) {
    self.system = system
    self.sections = sections
    self.instruction = instruction
  }

  /// The messages of the whole plan.
  package var messages: [Message] {
    let parts = sections.map(\.text) + [instruction]
    let user = Message(.user, parts.filter { !$0.isEmpty }.joined(separator: "\n\n"))
    return system.isEmpty ? [user] : [Message(.system, system), user]
  }

  /// Makes the prompt fit into the model's context, with room for the answer.
  ///
  /// Sections that Lathe chose are left out, the last first, until the rest fits. The receipt
  /// names each of them. What the user named stays.
  ///
  /// - Parameter answerReserve: how many tokens of the context are kept for the answer.
  /// - Throws: `PromptError.doesNotFit` where what the user named is too much.
  package func fitted(to model: any TextGenerator, answerReserve: Int) throws -> FittedPrompt {
    var plan = self
    var leftOut: [PromptSection] = []
    let room = model.contextSize - answerReserve
    var promptTokens = try model.tokenCount(of: plan.messages)
    while promptTokens > room {
      guard let last = plan.sections.lastIndex(where: { $0.origin == .lathe }) else {
        throw tooLarge(promptTokens, model, answerReserve)
      }
      leftOut.append(plan.sections.remove(at: last))
      promptTokens = try model.tokenCount(of: plan.messages)
    }
    let receipt = Receipt(
      contextSize: model.contextSize, answerReserve: answerReserve, promptTokens: promptTokens,
      entries: Receipt.entries(plan.sections, .included, model)
        + Receipt.entries(leftOut.reversed(), .leftOut, model),
      leftOut: self.leftOut, notes: notes)
    return FittedPrompt(messages: plan.messages, receipt: receipt)
  }

  private func tooLarge(
    _ promptTokens: Int, _ model: any TextGenerator, _ answerReserve: Int
  ) -> PromptError {
    .doesNotFit(
      promptTokens: promptTokens, answerReserve: answerReserve, contextSize: model.contextSize,
      parts: Receipt.entries(sections.filter { $0.origin == .user }, .included, model))
  }
}

/// A prompt that fits, and the account of what went in.
package struct FittedPrompt: Sendable, Equatable {
  package var messages: [Message]
  package var receipt: Receipt
}
