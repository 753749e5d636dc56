/// The tokens that may come next, as a set of bits.
package final class TokenMask: Sendable {
  /// The bit of token t is bit t mod 64 of word t / 64.
  package let words: [UInt64]
  /// No token of the mask leads to a state whose end is farther away than so many bytes.
  let farthest: Int
  /// Whether tokens are missing because the answer must come to its end.
  package let isSteered: Bool

  init(words: [UInt64], farthest: Int, isSteered: Bool = false) {
    self.words = words
    self.farthest = farthest
    self.isSteered = isSteered
  }

  /// A mask of some tokens.
  package convenience init(_ tokens: some Sequence<Int>, vocabularySize: Int) {
    var words = [UInt64](repeating: 0, count: (vocabularySize + 63) / 64)
    for token in tokens where (0..<vocabularySize).contains(token) {
      words[token >> 6] |= 1 << UInt64(token & 63)
    }
    self.init(words: words, farthest: 0)
  }

  package func contains(_ token: Int) -> Bool {
    token >= 0 && token >> 6 < words.count && words[token >> 6] >> UInt64(token & 63) & 1 != 0
  }

  /// Whether no token is allowed.
  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// How many tokens are allowed.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
