/// The tokens of a model as byte strings, arranged so that many are looked at together.
///
/// It holds for all constraints of a model. What it needs is made at first use and kept, so it is
/// used from one thread at a time.
package final class TokenVocabulary {
  /// Longer tokens are left out: a walk through the trie goes as deep as the longest.
  package static let longestToken = 512

  /// The bytes of each token by its number; empty for tokens that no text can have.
  let tokens: PackedBytes
  /// The tokens that end an answer.
  let endTokens: [Int]
  /// The bytes that are a token on their own: whatever is made of these can be written.
  package let alphabet: ByteSet

  private var plain: [UnitTable: PlainTokens] = [:]
  private lazy var order = ByteTrie.sortedIndices(of: tokens) { !bytes(of: $0).isEmpty }

  /// All tokens that have bytes.
  private(set) lazy var trie = ByteTrie(tokens, sorted: order)

  /// Takes a vocabulary.
  ///
  /// - Parameters:
  ///   - tokens: the bytes of each token by its number; empty for special tokens, which a
  ///     constraint never allows.
  ///   - endTokens: the tokens that end an answer; numbers beyond the vocabulary are ignored.
  package init(_ tokens: PackedBytes, endTokens: some Sequence<Int>) {
    self.tokens = tokens
    self.endTokens = endTokens.filter { (0..<tokens.count).contains($0) }
    var alphabet = ByteSet()
    for index in 0..<tokens.count where tokens.length(of: index) == 1 {
      alphabet.insert(tokens.bytes[tokens.starts[index]])
    }
    self.alphabet = alphabet
  }

  /// How many tokens there are, special ones counted.
  package var count: Int { tokens.count }

  /// The bytes of a token; none for one that is too long or beyond the vocabulary.
  package func bytes(of token: Int) -> ArraySlice<UInt8> {
    guard (0..<count).contains(token), tokens.length(of: token) <= Self.longestToken else {
      return []
    }
    return tokens[token]
  }

  /// The longest token in bytes.
  var longest: Int { trie.depth }

  /// The tokens that are made of whole units of a table.
  func plainTokens(of units: UnitTable) -> PlainTokens {
    if let known = plain[units] { return known }
    let new = PlainTokens(units, tokens: tokens, sorted: order)
    // A mask for each level takes some hundred kilobytes.
    if plain.count >= 16 { plain.removeAll() }
    plain[units] = new
    return new
  }
}
