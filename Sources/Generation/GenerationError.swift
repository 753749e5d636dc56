/// Why no text could be generated.
package enum GenerationError: Error, Equatable {
  /// A number of `SamplingOptions` is outside what the chain can use.
  case invalidOption(name: String, value: String, allowed: String)
  /// The prompt has no tokens, so there is nothing to continue.
  case emptyPrompt
  /// After `position` tokens every logit is NaN or minus infinity.
  case noLikelyToken(position: Int, vocabularySize: Int)
  /// After `position` tokens the constraint allows no token of the vocabulary.
  case noAllowedToken(position: Int)
  /// A constraint was asked for, and what the tokens spell is not known.
  case noVocabulary
}

extension GenerationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidOption(let name, let value, let allowed):
      "\(name) is \(value), but must be \(allowed)"
    case .emptyPrompt:
      "the prompt has no tokens; give it some text to continue"
    case .noLikelyToken(let position, let vocabularySize):
      "the model gave no usable number for any of its \(vocabularySize) tokens after "
        + "\(position) tokens; its weights may be damaged: check the file's checksum"
    case .noAllowedToken(let position):
      "no token of the vocabulary continues the text as its constraint asks after \(position) "
        + "tokens; the vocabulary may lack bytes that the constraint needs"
    case .noVocabulary:
      "the answer is to be held to a constraint, but the bytes of the tokens are not known"
    }
  }
}
