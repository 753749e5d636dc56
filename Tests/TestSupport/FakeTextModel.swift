package import TextModel

/// A model that counts words for tokens and answers from a list.
package final class FakeTextModel: TextGenerator {
  package let name = "fake"
  package var contextSize: Int
  /// The answers it gives, in order; the last one is repeated.
  package var answers: [String]
  /// Every prompt that it was asked to answer.
  package private(set) var prompts: [[Message]] = []
  /// The options of every prompt.
  package private(set) var options: [GenerationOptions] = []
  /// How every answer ends, where it is not cut by the token limit.
  package var stopReason = GenerationSummary.StopReason.endOfTurn
  /// After how many pieces every answer fails; nil for none that fails.
  package var failureAfterPieces: Int?

  package init(contextSize: Int = 4096, answers: [String] = ["An answer."]) {
    self.contextSize = contextSize
    self.answers = answers
  }

  package func tokenCount(of text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).count
  }

  /// The words of all messages, and three for each message's frame.
  package func tokenCount(of messages: [Message]) throws -> Int {
    messages.reduce(0) { $0 + tokenCount(of: $1.content) + 3 }
  }

  package func generate(
    _ messages: [Message], options: GenerationOptions,
    handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary {
    let total = try tokenCount(of: messages)
    guard total < contextSize else {
      throw TextModelError.contextOverflow(promptTokens: total, contextSize: contextSize)
    }
    let answer = answers[min(prompts.count, answers.count - 1)]
    prompts.append(messages)
    self.options.append(options)
    try handler(.reading(done: 0, total: total))
    try handler(.reading(done: total, total: total))
    let pieces = Self.pieces(of: answer)
    let limit = options.maxTokens ?? pieces.count
    for (index, piece) in pieces.prefix(limit).enumerated() {
      if index == failureAfterPieces {
        throw TextModelError.contextOverflow(promptTokens: total, contextSize: contextSize)
      }
      try handler(.text(piece))
    }
    return GenerationSummary(
      stopReason: pieces.count > limit ? .tokenLimit : stopReason, promptTokens: total,
      generatedTokens: min(pieces.count, limit), readingTime: .milliseconds(2),
      writingTime: .milliseconds(3))
  }

  /// Words with the white space before them.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      if character.isWhitespace || pieces.isEmpty {
        pieces.append(String(character))
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    return pieces
  }
}
