/// The rule that cuts a text into pieces; merges never cross the border of a piece.
///
/// A rule is one file with a function `pieceEnd`, one case here, and its names in `names`.
enum PreTokenizer: Sendable, CaseIterable {
  case qwen2

  /// The rule that a GGUF file names by the key `tokenizer.ggml.pre`.
  ///
  /// - Throws: `TokenizationError.unknownPreTokenizer`.
  init(named name: String) throws(TokenizationError) {
    guard let rule = Self.allCases.first(where: { $0.names.contains(name) }) else {
      throw .unknownPreTokenizer(name)
    }
    self = rule
  }

  /// The names of the rule in GGUF files.
  var names: [String] {
    switch self {
    case .qwen2:
      [
        "qwen2", "deepseek-r1-qwen", "megrez", "stablelm2", "hunyuan", "solar-open", "grok-2",
      ]
    }
  }

  /// Whether a piece that is a token as a whole is taken without merging.
  var takesWholePieces: Bool {
    switch self {
    case .qwen2: false
    }
  }

  /// Whether a sequence starts with the beginning-of-sequence token where the file does not say.
  var addsBeginningOfSequence: Bool {
    switch self {
    case .qwen2: false
    }
  }

  /// The position after the piece that starts at `start`, which is before the end of the text.
  ///
  /// The pieces of a text take time linear in its length: a rule looks at no byte more than a
  /// fixed number of times.
  @inline(__always)
  func pieceEnd(from start: Int, in text: TextScanner) -> Int {
    switch self {
    case .qwen2: Self.llama3PieceEnd(from: start, in: text, digits: 1)
    }
  }
}
