/// Why a prompt could not be made.
package enum PromptError: Error, Sendable, Equatable {
  /// What the user named does not fit into the context beside the room for the answer.
  case doesNotFit(
    promptTokens: Int, answerReserve: Int, contextSize: Int, parts: [Receipt.Entry])
}

extension PromptError {
  /// One sentence with the counts, and the largest parts.
  package var message: String {
    switch self {
    case .doesNotFit(let promptTokens, let answerReserve, let contextSize, let parts):
      let sum =
        "the prompt needs \(promptTokens) tokens and \(answerReserve) are kept for the answer,"
        + " but the context holds \(contextSize)"
      let largest = parts.sorted { $0.tokens > $1.tokens }.prefix(3)
        .map { "\($0.title) \($0.tokens)" }
      return largest.isEmpty ? sum : sum + "; largest parts: " + largest.joined(separator: ", ")
    }
  }
}
