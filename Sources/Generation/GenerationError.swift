/// Why no text could be generated.
package enum GenerationError: Error, Equatable {
  /// A number of `SamplingOptions` is outside what the chain can use.
  case invalidOption(name: String, value: String, allowed: String)
  /// The prompt has no tokens, so there is nothing to continue.
  case emptyPrompt
  /// After `position` tokens every logit is NaN or minus infinity.
  case noLikelyToken(position: Int, vocabularySize: Int)
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
    }
  }
}
