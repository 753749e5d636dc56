/// A token with a part in prompts that ask for what is missing in the middle of a text.
package enum InfillToken: String, Sendable, CaseIterable {
  /// Stands before the text above the gap.
  case prefix
  /// Stands before the text below the gap.
  case suffix
  /// Ends the prompt; what fills the gap follows.
  case middle
  /// Stands before the name of a repository.
  case repository
  /// Stands before the path of a file.
  case fileSeparator
}

/// A part of a raw prompt.
package enum InfillPart: Sendable, Equatable {
  case token(InfillToken)
  /// Text of a user or a file; it never yields a special token, whatever it spells.
  case text(String)
}

/// A model that can also fill gaps, without a conversation, where its vocabulary has the tokens.
package protocol InfillGenerator: TextGenerator {
  /// The tokens that the model has, and how it spells them.
  var infillTokens: [InfillToken: String] { get }

  /// Counts the tokens of the prompt that `generate` would read for these parts.
  ///
  /// - Throws: `TextModelError.missingInfillTokens` for a token that the model lacks.
  func tokenCount(of parts: [InfillPart]) throws -> Int

  /// Reads the parts and writes what follows; every token of such prompts ends the text, too.
  ///
  /// - Parameter handler: as for conversations; `EnoughText` ends the text without an error.
  /// - Throws: `TextModelError` when the prompt cannot be read.
  func generate(
    _ parts: [InfillPart], options: GenerationOptions, handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary
}

/// What a handler throws when it needs no more text; the call returns its summary all the same.
package struct EnoughText: Error {
  package init() {}
}
