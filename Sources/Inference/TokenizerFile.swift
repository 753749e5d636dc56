import GGUF
package import Tokenization

/// The tokenizer of a model file, opened without the weights.
package struct TokenizerFile {
  private let tokenizer: Tokenizer

  /// - Throws: `GGUFError` or `TokenizationError`.
  package init(path: String) throws {
    tokenizer = try Tokenizer(file: GGUFFile(path: path))
  }

  /// The ids of a text, without a beginning-of-text token.
  ///
  /// - Parameter parsesSpecial: whether the names of special tokens become these tokens.
  package func tokens(of text: [UInt8], parsesSpecial: Bool) -> [TokenID] {
    guard parsesSpecial else { return text.withUnsafeBufferPointer(tokenizer.encode) }
    let text = String(decoding: text, as: UTF8.self)
    return tokenizer.encode([Segment(text: text, parsesSpecialTokens: true)])
  }
}
