/// Says which tokens of a vocabulary a constraint allows.
///
/// A mask is computed by walking the trie of tokens and the automaton together, and kept for the
/// states that come again. Used from one thread at a time.
package final class TokenMasker {
  package let automaton: ConstraintAutomaton
  private let vocabulary: TokenVocabulary
  private var known: [ConstraintState: TokenMask] = [:]

  /// How many masks are kept; one has as many bits as there are tokens.
  private static let mostKnown = 128

  /// How many ways to go on are followed from one token to the next.
  private static let mostThreads = 64

  /// Compiles a constraint for a vocabulary.
  ///
  /// - Throws: `ConstraintError` when the description contradicts itself, or the vocabulary can
  ///   spell none of its texts.
  package init(
    _ constraint: Constraint, vocabulary: TokenVocabulary
  ) throws(ConstraintError) {
    automaton = try ConstraintAutomaton(constraint, alphabet: vocabulary.alphabet)
    self.vocabulary = vocabulary
  }

  /// The state before the first token.
  package var start: ConstraintState { automaton.start }

  /// The state after a token; nil when it is not allowed.
  ///
  /// Of very many ways to go on only those nearest to an end are kept.
  /// A token that ends the answer has no bytes and so is not allowed: nothing follows it.
  package func next(_ state: ConstraintState, token: Int) -> ConstraintState? {
    let bytes = vocabulary.bytes(of: token)
    guard !bytes.isEmpty, let next = automaton.next(state, bytes) else { return nil }
    return automaton.thinned(next, to: Self.mostThreads)
  }

  /// The tokens that may follow; those that end the answer are among them where it may end.
  ///
  /// A constraint whose shortest text has at most as many bytes as there are tokens left is always
  /// brought to its end: when the limit nears, only tokens are allowed after which there is still
  /// a way. The bytes are counted, because each can be a token of its own.
  ///
  /// - Parameter tokensLeft: how many tokens may still be written, this one included.
  package func mask(for state: ConstraintState, tokensLeft: Int = .max) -> TokenMask {
    let key = automaton.canonical(state, horizon: vocabulary.longest)
    let mask = known[key] ?? computed(key)
    guard mask.farthest > tokensLeft - 1, automaton.distance(state) <= tokensLeft else {
      return mask
    }
    let steered = compute(key, budget: tokensLeft - 1)
    // Some vocabularies lack single bytes; what they have is better than nothing.
    return steered.isEmpty ? mask : steered
  }

  private func computed(_ state: ConstraintState) -> TokenMask {
    let mask = compute(state, budget: .max)
    if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
    known[state] = mask
    return mask
  }

  /// Computes a mask of the tokens after which the end is at most `budget` bytes away.
  private func compute(_ state: ConstraintState, budget: Int) -> TokenMask {
    var words = [UInt64](repeating: 0, count: (vocabulary.count + 63) / 64)
    var farthest = 0
    words.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var bits = MaskBits(words: base, twins: vocabulary.trie.twins, budget: budget)
      for thread in state.threads { collect(thread, into: &bits, wordCount: buffer.count) }
      if bits.effort <= 0 { collectSingleBytes(after: state, into: &bits) }
      if state.canEnd { vocabulary.endTokens.forEach { bits.insert(Int32($0)) } }
      farthest = bits.farthest
    }
    return TokenMask(words: words, farthest: farthest, isSteered: budget < .max)
  }

  /// Adds the tokens that one way to go on allows.
  private func collect(
    _ thread: ConstraintState.Thread, into bits: inout MaskBits, wordCount: Int
  ) {
    var trie = vocabulary.trie
    if let plain = plainTokens(for: thread, bits.budget) {
      let mask = plain.tokens.masks[plain.level]
      for word in 0..<wordCount { bits.words[word] |= mask[word] }
      bits.farthest = max(bits.farthest, plain.need)
      trie = plain.tokens.others
    }
    MaskWalk.run(thread, over: trie, automaton, &bits)
  }

  /// Adds the tokens of one byte, so that there is a way on where walks have stopped early.
  private func collectSingleBytes(after state: ConstraintState, into bits: inout MaskBits) {
    let trie = vocabulary.trie
    for byte in automaton.allowedBytes(state).members {
      guard let node = trie.child(of: 0, byte), trie.entries[node] >= 0,
        let next = automaton.next(state, byte)
      else { continue }
      bits.insert(entry: trie.entries[node], need: automaton.distance(next))
    }
  }

  /// The mask that holds for a thread within a run of units, where one does.
  private func plainTokens(
    for thread: ConstraintState.Thread, _ budget: Int
  ) -> (tokens: PlainTokens, level: Int, need: Int)? {
    guard let leaf = automaton.leaf(at: thread.step)?.automaton,
      let repetition = leaf.repetition(thread.state)
    else { return nil }
    let need = leaf.need(repetition.afterOne, rest: automaton.rest(of: thread))
    guard need <= budget else { return nil }
    // Tokens of more units than there is room for could still go on in what follows.
    if repetition.room < PlainTokens.mostUnits {
      let exit = automaton.exit(of: thread)
      guard exit.allowedBytes.isDisjoint(with: repetition.units.beginnings) else { return nil }
    }
    let tokens = vocabulary.plainTokens(of: repetition.units)
    return (tokens, min(repetition.room, PlainTokens.mostUnits), need)
  }
}
