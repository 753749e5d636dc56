/// The rule that cuts a text into pieces; merges never cross the border of a piece.
///
/// A rule is one file with a function `pieceEnd`, one case here, and its names in `names`.
enum PreTokenizer: Sendable, CaseIterable {
  case qwen2
  case llama3
  case gpt2
  case starCoder
  case deepSeekCoder

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
    case .llama3:
      [
        "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2",
      ]
    case .gpt2:
      [
        "gpt-2", "phi-2", "mpt", "olmo", "mellum", "jais", "modern-bert", "granite-docling",
        "trillion",
      ]
    case .starCoder:
      [
        "starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b",
        "mellum2",
      ]
    case .deepSeekCoder: ["deepseek-coder"]
    }
  }

  /// Whether a piece that is a token as a whole is taken without merging.
  var takesWholePieces: Bool { self == .llama3 }

  /// Whether a sequence starts with the beginning-of-sequence token where the file does not say.
  var addsBeginningOfSequence: Bool { self == .llama3 }

  /// The position after the piece that starts at `start`, which is before the end of the text.
  ///
  /// The pieces of a text take time linear in its length: a rule looks at no byte more than a
  /// fixed number of times.
  @inline(__always)
  func pieceEnd(from start: Int, in text: TextScanner) -> Int {
    switch self {
    case .qwen2: Self.llama3PieceEnd(from: start, in: text, digits: 1)
    case .llama3: Self.llama3PieceEnd(from: start, in: text, digits: 3)
    case .gpt2: Self.gpt2PieceEnd(from: start, in: text, numbersStandAlone: false)
    case .starCoder: Self.gpt2PieceEnd(from: start, in: text, numbersStandAlone: true)
    case .deepSeekCoder: Self.deepSeekCoderPieceEnd(from: start, in: text)
    }
  }
}
