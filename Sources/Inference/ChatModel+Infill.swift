import Constraints
import Generation
package import SequenceModel
package import TextModel
import Tokenization

extension ChatModel: InfillGenerator {
  package var infillTokens: [InfillToken: String] {
    var spellings: [InfillToken: String] = [:]
    for role in InfillToken.allCases {
      guard let token = token(of: role) else { continue }
      spellings[role] = String(
        decoding: tokenizer.bytes(of: token, showsControlTokens: true), as: UTF8.self)
    }
    return spellings
  }

  package func tokenCount(of parts: [InfillPart]) throws -> Int {
    try promptTokens(of: parts).count
  }

  package func generate(
    _ parts: [InfillPart], options: GenerationOptions, handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary {
    // A model that writes another gap, or fills up with padding, has filled this one.
    let ends = tokenizer.endOfGeneration + tokenizer.fillInMiddle.all
    return try generator.generate(
      from: try promptTokens(of: parts), options: options, endOfTurn: Set(ends),
      decoder: TokenText(tokenizer), vocabulary: options.constraint == nil ? nil : vocabulary,
      cancellation: cancellation, handler: handler)
  }

  /// The tokens of a raw prompt: text yields no special tokens.
  package func promptTokens(of parts: [InfillPart]) throws -> [SequenceModel.TokenID] {
    var tokens: [SequenceModel.TokenID] = []
    for part in parts {
      switch part {
      case .text(let text):
        tokens += tokenizer.encode(text)
      case .token(let role):
        guard let token = token(of: role) else {
          throw TextModelError.missingInfillTokens(model: name)
        }
        tokens.append(token)
      }
    }
    return withBeginning(tokens)
  }

  private func token(of role: InfillToken) -> SequenceModel.TokenID? {
    let tokens = tokenizer.fillInMiddle
    return switch role {
    case .prefix: tokens.prefix
    case .suffix: tokens.suffix
    case .middle: tokens.middle
    case .repository: tokens.repository
    case .fileSeparator: tokens.fileSeparator
    }
  }
}
