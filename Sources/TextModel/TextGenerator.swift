/// A model as tasks and prompts see it: messages in, text out, with exact token counts.
///
/// Tasks know no tokens, templates or weights. Text that came from a user or a file is never read
/// as a special token, whatever it spells.
package protocol TextGenerator: AnyObject {
  /// The name that the user knows the model by.
  var name: String { get }

  /// How many tokens a prompt and its answer can have together.
  var contextSize: Int { get }

  /// Counts the tokens of a text that stands alone; special tokens are not looked for.
  func tokenCount(of text: String) -> Int

  /// Counts the tokens of the prompt that `generate` would read for these messages.
  func tokenCount(of messages: [Message]) throws -> Int

  /// Reads the messages and writes an answer.
  ///
  /// - Parameters:
  ///   - messages: the conversation; the answer follows the last one. Where that is the
  ///     assistant's, it is the beginning of the answer, and the model goes on with it.
  ///   - options: how to sample and when to stop.
  ///   - handler: called in order, on the calling thread, for every event.
  /// - Returns: why it stopped and what it cost. An interrupted run returns too, with
  ///   `StopReason.cancelled`.
  /// - Throws: `TextModelError` when the prompt cannot be read, `ConstraintError` when the
  ///   constraint cannot be used.
  func generate(
    _ messages: [Message], options: GenerationOptions,
    handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary
}

/// One turn of a conversation.
package struct Message: Sendable, Equatable {
  package enum Role: String, Sendable {
    case system, user, assistant
  }

  package var role: Role
  package var content: String

  package init(_ role: Role, _ content: String) {
    self.role = role
    self.content = content
  }
}

/// What happens while an answer is made.
package enum GenerationEvent: Sendable, Equatable {
  /// So many tokens of the prompt have been read; sent after every batch, and once at 0.
  case reading(done: Int, total: Int)
  /// The next piece of the answer: whole characters, never empty.
  case text(String)
}

/// Why a text model refused a prompt.
package enum TextModelError: Error, Equatable {
  /// The prompt has `promptTokens`, more than the context holds.
  case contextOverflow(promptTokens: Int, contextSize: Int)
  /// The vocabulary of the model called `model` has no tokens for prompts with a gap.
  case missingInfillTokens(model: String)
  /// The vocabulary has them, but none for other files of a repository.
  case missingFileTokens(model: String)
}
