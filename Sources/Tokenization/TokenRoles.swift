/// The tokens of fill-in-the-middle prompts, as far as a vocabulary has them.
package struct FillInMiddleTokens: Sendable, Equatable {
  package var prefix: TokenID?
  package var suffix: TokenID?
  package var middle: TokenID?
  package var padding: TokenID?
  /// Stands before the name of a repository.
  package var repository: TokenID?
  /// Stands between files.
  package var fileSeparator: TokenID?

  package init() {}

  /// All tokens that the vocabulary has.
  package var all: [TokenID] {
    [prefix, suffix, middle, padding, repository, fileSeparator].compactMap { $0 }
  }
}

/// The texts by which tokens with a known part in prompts are found.
///
/// Vocabularies do not say which token ends an answer or starts a prefix; every runtime finds
/// them by name. Where a vocabulary has several, the first of a list is taken.
enum RoleNames {
  /// Each of these ends an answer.
  static let endOfGeneration = [
    "<|endoftext|>", "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>", "<|end|>",
    "<|return|>", "<|call|>", "<end_of_turn>", "<turn|>", "<|EOT|>", "<EOT>", "_<EOT>", "[EOT]",
    "<eos>",
  ]
  static let prefix = [
    "<|fim_prefix|>", "<fim-prefix>", "<fim_prefix>", "<｜fim▁begin｜>", "<PRE>", "▁<PRE>",
    "<|code_prefix|>",
  ]
  static let suffix = [
    "<|fim_suffix|>", "<fim-suffix>", "<fim_suffix>", "<｜fim▁hole｜>", "<SUF>", "▁<SUF>",
    "<|code_suffix|>",
  ]
  static let middle = [
    "<|fim_middle|>", "<fim-middle>", "<fim_middle>", "<｜fim▁end｜>", "<MID>", "▁<MID>",
    "<|code_middle|>",
  ]
  static let padding = ["<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>"]
  static let repository = [
    "<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<repo_name>", "<REPO>", "<reponame>",
  ]
  static let fileSeparator = ["<|file_sep|>", "<file_sep>"]
}

/// The tokens of a vocabulary that have a part in prompts and answers.
struct TokenRoles: Sendable {
  let endOfGeneration: [TokenID]
  let fillInMiddle: FillInMiddleTokens

  /// Finds the tokens, and makes control tokens of them: no text of a user may spell them.
  ///
  /// - Throws: `TokenizationError.tokenOutOfRange` for an identifier beyond the vocabulary.
  init(
    _ source: VocabularySource, tokens: TokenTable, special: inout SpecialTokens
  ) throws(TokenizationError) {
    try Self.checkIdentifiers(source)
    var found: [TokenID] = []
    for name in RoleNames.endOfGeneration {
      if let token = try Self.claim([name], tokens, &special) { found.append(token) }
    }
    if let end = source.endOfSequence { found.append(end) }
    var middle = FillInMiddleTokens()
    middle.prefix = try Self.claim(source.fillInMiddle.prefix, RoleNames.prefix, tokens, &special)
    middle.suffix = try Self.claim(source.fillInMiddle.suffix, RoleNames.suffix, tokens, &special)
    middle.middle = try Self.claim(source.fillInMiddle.middle, RoleNames.middle, tokens, &special)
    middle.padding = try Self.claim(
      source.fillInMiddle.padding, RoleNames.padding, tokens, &special)
    middle.repository = try Self.claim(
      source.fillInMiddle.repository, RoleNames.repository, tokens, &special)
    middle.fileSeparator = try Self.claim(
      source.fillInMiddle.fileSeparator, RoleNames.fileSeparator, tokens, &special)
    fillInMiddle = middle
    found += [middle.padding, middle.repository, middle.fileSeparator].compactMap { $0 }
    endOfGeneration = Self.withoutPlainEnd(Set(found), special).sorted()
  }

  private static func checkIdentifiers(
    _ source: VocabularySource
  ) throws(TokenizationError) {
    let identifiers =
      [
        ("beginning-of-sequence", source.beginningOfSequence),
        ("end-of-sequence", source.endOfSequence), ("padding", source.padding),
      ] + source.fillInMiddle.all.map { ("fill-in-the-middle", $0) }
    for case (let role, let token?) in identifiers
    where token < 0 || Int(token) >= source.tokens.count {
      throw .tokenOutOfRange(role: role, token: token, count: source.tokens.count)
    }
  }

  /// The token that the file names by its number, else the one with one of these texts.
  private static func claim(
    _ named: TokenID?, _ names: [String], _ tokens: TokenTable, _ special: inout SpecialTokens
  ) throws(TokenizationError) -> TokenID? {
    guard let named else { return try claim(names, tokens, &special) }
    if special.token(spelled: tokens.bytes(of: named)) != named {
      try special.insert(named, text: tokens.bytes(of: named))
    }
    tokens.markAsControl(named)
    return named
  }

  /// The token with the first of these texts that the vocabulary has, made a control token.
  private static func claim(
    _ names: [String], _ tokens: TokenTable, _ special: inout SpecialTokens
  ) throws(TokenizationError) -> TokenID? {
    for name in names {
      let text = Array(name.utf8)
      let known = text.withUnsafeBufferPointer { special.token(spelled: $0) }
      if let known {
        tokens.markAsControl(known)
        return known
      }
      guard let spelled = tokens.token(text), tokens.bytes(of: spelled).count == text.count else {
        continue
      }
      tokens.markAsControl(spelled)
      try special.insert(spelled, text: tokens.bytes(of: spelled))
      return spelled
    }
    return nil
  }

  /// Takes `<|end|>` out where `<|return|>` and `<|call|>` exist: there it ends a message only.
  private static func withoutPlainEnd(
    _ tokens: Set<TokenID>, _ special: SpecialTokens
  ) -> Set<TokenID> {
    func token(_ name: String) -> TokenID? {
      Array(name.utf8).withUnsafeBufferPointer { special.token(spelled: $0) }
    }
    guard let end = token("<|end|>"), token("<|return|>") != nil, token("<|call|>") != nil else {
      return tokens
    }
    return tokens.subtracting([end])
  }
}
