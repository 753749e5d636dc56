package import TextModel

/// Work on some material that ends in a text for the user.
package protocol AssistantTask: Sendable {
  /// How many tokens are kept for the answer where the user names no number.
  static var answerTokens: Int { get }

  /// Makes all prompts and checks that they fit.
  ///
  /// - Parameter answerTokens: the most tokens of the answer.
  /// - Throws: `PromptError` where what the user named does not fit and cannot be folded.
  func plan(for model: any TextGenerator, answerTokens: Int) throws -> TaskPlan
}

extension AssistantTask {
  /// The most tokens of an answer, from what the user asked for and what the context holds.
  ///
  /// A number that the user named stands; the default leaves three quarters of a small context
  /// to the prompt.
  package static func answerTokens(asked: Int?, contextSize: Int) -> Int {
    asked ?? min(answerTokens, max(1, contextSize / 4))
  }
}
