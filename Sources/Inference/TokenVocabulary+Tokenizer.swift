package import Constraints
package import Tokenization

extension TokenVocabulary {
  /// The tokens of a tokenizer; those that are no plain text have no bytes.
  package convenience init(_ tokenizer: Tokenizer) {
    var tokens = PackedBytes()
    for token in 0..<TokenID(truncatingIfNeeded: tokenizer.vocabularySize) {
      tokenizer.withPlainBytes(of: token) { tokens.append($0) }
    }
    self.init(tokens, endTokens: tokenizer.endOfGeneration.lazy.map { Int($0) })
  }
}
