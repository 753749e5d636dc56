/// The number of a token in a vocabulary.
package typealias TokenID = Int32

/// Calls a body once for each part from 0, in any order or at the same time, and waits for all.
package typealias PartRunner = (_ parts: Int, _ body: (Int) -> Void) -> Void

/// Turns text into the tokens of a model's vocabulary and back.
///
/// The scheme is byte-level BPE: a text is cut into pieces by the pre-tokenizer, and the bytes of
/// each piece are merged pair by pair in the order of the vocabulary's merges. Any bytes can be
/// encoded. A tokenizer keeps no memory of the file it was read from.
package final class Tokenizer: Sendable {
  let tokens: TokenTable
  let merges: MergeTable
  let special: SpecialTokens
  let roles: TokenRoles
  let preTokenizer: PreTokenizer
  let byteTokens: ByteTokens

  /// The token that stands at the start of a sequence, if the vocabulary has one.
  package let beginningOfSequence: TokenID?
  /// Whether a prompt is to start with `beginningOfSequence`; `encode` never adds it.
  package let addsBeginningOfSequence: Bool
  /// The token that the file names as the end of a sequence.
  package let endOfSequence: TokenID?
  /// The token that fills up batches.
  package let padding: TokenID?

  /// Reads a vocabulary.
  ///
  /// - Parameter run: may do several parts of the work at a time; nothing else is done by several
  ///   threads.
  /// - Throws: `TokenizationError` when the kind of tokenizer or its pre-tokenizer is not
  ///   supported, or the vocabulary is damaged.
  package init(
    _ source: VocabularySource, run: PartRunner = { parts, body in (0..<parts).forEach(body) }
  ) throws(TokenizationError) {
    defer { withExtendedLifetime(source.owner) {} }
    guard source.model == "gpt2" else { throw .unsupportedModel(source.model) }
    preTokenizer = try PreTokenizer(named: source.preTokenizer)
    tokens = try TokenTable(source)
    var special = try SpecialTokens(tokens)
    roles = try TokenRoles(source, tokens: tokens, special: &special)
    self.special = special
    byteTokens = try ByteTokens(tokens)
    merges = try MergeTable(source.merges, tokens: tokens, run: run)
    beginningOfSequence = source.beginningOfSequence
    endOfSequence = source.endOfSequence
    padding = source.padding
    addsBeginningOfSequence =
      source.addsBeginningOfSequence ?? preTokenizer.addsBeginningOfSequence
  }

  /// How many tokens the vocabulary has.
  package var vocabularySize: Int { tokens.count }

  /// The tokens that end an answer, in ascending order.
  package var endOfGeneration: [TokenID] { roles.endOfGeneration }

  /// Whether a token ends an answer.
  package func isEndOfGeneration(_ token: TokenID) -> Bool {
    roles.endOfGeneration.contains(token)
  }

  package var fillInMiddle: FillInMiddleTokens { roles.fillInMiddle }

  /// The control or user-defined token with this text, such as `<|im_end|>`.
  package func specialToken(named text: String) -> TokenID? {
    Array(text.utf8).withUnsafeBufferPointer { special.token(spelled: $0) }
  }
}
