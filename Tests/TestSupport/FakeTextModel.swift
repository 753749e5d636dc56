package import TextModel

/// A model that counts words for tokens and answers from a list.
package final class FakeTextModel: InfillGenerator {
  package let name = "fake"
  package var contextSize: Int
  /// The answers it gives, in order; the last one is repeated.
  package var answers: [String]
  /// Every prompt that it was asked to answer.
  package private(set) var prompts: [[Message]] = []
  /// Every raw prompt that it was asked to continue.
  package private(set) var rawPrompts: [[InfillPart]] = []
  /// The tokens for prompts with a gap.
  package var infillTokens: [InfillToken: String] = [
    .prefix: "<PRE>", .suffix: "<SUF>", .middle: "<MID>", .repository: "<REPO>",
    .fileSeparator: "<FILE>",
  ]
  /// The options of every prompt.
  package private(set) var options: [GenerationOptions] = []
  /// How every answer ends, where it is not cut by the token limit.
  package var stopReason = GenerationSummary.StopReason.endOfTurn
  /// Whether every answer is said to be steered by its limit.
  package var isSteered = false
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
    return try give(answer, total: total, options: options, handler: handler)
  }

  /// The words of all texts, and one for each token.
  package func tokenCount(of parts: [InfillPart]) throws -> Int {
    parts.reduce(0) { count, part in
      if case .text(let text) = part { return count + tokenCount(of: text) }
      return count + 1
    }
  }

  package func generate(
    _ parts: [InfillPart], options: GenerationOptions,
    handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary {
    let answer = answers[min(rawPrompts.count, answers.count - 1)]
    rawPrompts.append(parts)
    return try give(
      answer, total: try tokenCount(of: parts), options: options, handler: handler)
  }

  private func give(
    _ answer: String, total: Int, options: GenerationOptions,
    handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary {
    self.options.append(options)
    try handler(.reading(done: 0, total: total))
    try handler(.reading(done: total, total: total))
    let pieces = Self.pieces(of: answer)
    let limit = options.maxTokens ?? pieces.count
    var (count, reason) = (min(pieces.count, limit), stopReason)
    if pieces.count > limit { reason = .tokenLimit }
    for (index, piece) in pieces.prefix(limit).enumerated() {
      if index == failureAfterPieces {
        throw TextModelError.contextOverflow(promptTokens: total, contextSize: contextSize)
      }
      do { try handler(.text(piece)) } catch is EnoughText {
        (count, reason) = (index + 1, .enoughText)
        break
      }
    }
    return GenerationSummary(
      stopReason: reason, isSteered: isSteered, promptTokens: total, generatedTokens: count,
      readingTime: .milliseconds(2), writingTime: .milliseconds(3))
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
