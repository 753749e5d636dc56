/// A list of strings as GGUF stores it: each a little-endian 64-bit length and its bytes.
///
/// The lengths are not checked before they are used. The caller keeps the memory alive.
package struct PackedStrings {
  package var count: Int
  package var bytes: UnsafeRawBufferPointer

  package init(count: Int, bytes: UnsafeRawBufferPointer) {
    self.count = count
    self.bytes = bytes
  }
}

/// What a tokenizer is built from: the keys `tokenizer.ggml.…` of a model file.
package struct VocabularySource {
  /// The kind of tokenizer, `tokenizer.ggml.model`; byte-level BPE is `gpt2`.
  package var model: String
  /// The name of the pre-tokenizer, `tokenizer.ggml.pre`.
  package var preTokenizer: String
  package var tokens: PackedStrings
  package var merges: PackedStrings
  /// One GGUF token type per token, or none at all when every token is a normal one.
  package var tokenTypes: [Int32]
  package var beginningOfSequence: TokenID?
  package var endOfSequence: TokenID?
  package var padding: TokenID?
  /// Whether a prompt starts with the beginning-of-sequence token; nil leaves it to the
  /// pre-tokenizer's custom.
  package var addsBeginningOfSequence: Bool?
  /// The tokens of fill-in-the-middle prompts, as far as the file names them by number.
  package var fillInMiddle: FillInMiddleTokens
  /// Whatever keeps the memory of `tokens` and `merges` alive.
  package var owner: AnyObject?

  package init(
    model: String, preTokenizer: String, tokens: PackedStrings, merges: PackedStrings,
    tokenTypes: [Int32] = [], beginningOfSequence: TokenID? = nil, endOfSequence: TokenID? = nil,
    padding: TokenID? = nil, addsBeginningOfSequence: Bool? = nil,
    fillInMiddle: FillInMiddleTokens = FillInMiddleTokens(), owner: AnyObject? = nil
  ) {
    self.model = model
    self.preTokenizer = preTokenizer
    self.tokens = tokens
    self.merges = merges
    self.tokenTypes = tokenTypes
    self.beginningOfSequence = beginningOfSequence
    self.endOfSequence = endOfSequence
    self.padding = padding
    self.addsBeginningOfSequence = addsBeginningOfSequence
    self.fillInMiddle = fillInMiddle
    self.owner = owner
  }
}

/// How the vocabulary says a token is to be treated; raw values are those of GGUF.
enum TokenKind: UInt8 {
  case normal = 1
  case unknown = 2
  case control = 3
  case userDefined = 4
  case unused = 5
  case byte = 6

  /// The kind of a GGUF token type; the type "undefined" counts as normal.
  init?(type: Int32) {
    guard let value = UInt8(exactly: type == 0 ? 1 : type) else { return nil }
    self.init(rawValue: value)
  }

  /// Whether tokens of this kind are found by their text before anything is merged.
  var isMatchedByText: Bool { self == .control || self == .unknown || self == .userDefined }

  /// Whether tokens of this kind stand for text and nothing else.
  var isPlain: Bool { self == .normal || self == .byte }

  /// Whether merging can make tokens of this kind: never those that only a template may name.
  var isMadeByMerging: Bool { self != .control && self != .unknown }
}
