/// A vocabulary of byte-level BPE: every byte, some merges, and the special tokens of Qwen2.5.
package struct TinyVocabulary: Sendable {
  /// The kinds of tokens that the file names, by their GGUF numbers.
  package enum Kind: Int32, Sendable { case normal = 1, control = 3, userDefined = 4 }

  package private(set) var tokens: [String] = []
  package private(set) var kinds: [Kind] = []
  package private(set) var merges: [String] = []

  package init() {
    for character in Self.alphabet { append(String(character), .normal) }
    for word in Self.words { appendMerges(of: word) }
    for name in Self.controls { append(name, .control) }
    for name in Self.userDefined { append(name, .userDefined) }
  }

  /// The number of the token with a text.
  package func id(of text: String) -> Int32? { tokens.firstIndex(of: text).map { Int32($0) } }

  package static let endOfText = "<|endoftext|>"
  package static let endOfMessage = "<|im_end|>"
  private static let controls = [endOfText, "<|im_start|>", endOfMessage]
  private static let userDefined = [
    "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>", "<|repo_name|>",
    "<|file_sep|>",
  ]

  /// What merges make whole tokens of; `Ġ` is a space and `Ċ` a line feed.
  private static let words = [
    "ĠĠ", "ĠĠĠĠ", "Ġthe", "Ġof", "Ġand", "Ġto", "Ġis", "Ġin", "ing", "er", "on", "func", "return",
    "let", "Ġvalue", "Ġ=", "Ġ{", "}Ċ", "system", "user", "assistant",
  ]

  /// The characters of the 256 bytes in the order of GPT-2's vocabulary: printable bytes stand for
  /// themselves and come first; the others are the characters from U+0100.
  private static var alphabet: [Unicode.Scalar] {
    let printable = [0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF].flatMap { Array($0) }
    let others = 0x100..<0x100 + 256 - printable.count
    return (printable + others).compactMap { Unicode.Scalar($0) }
  }

  private mutating func append(_ text: String, _ kind: Kind) {
    tokens.append(text)
    kinds.append(kind)
  }

  /// Adds the merges that build a word from the left, as far as they are new.
  private mutating func appendMerges(of word: String) {
    var left = ""
    for character in word.unicodeScalars {
      let merged = left + String(character)
      if !left.isEmpty, !tokens.contains(merged) {
        merges.append("\(left) \(character)")
        append(merged, .normal)
      }
      left = merged
    }
  }
}
