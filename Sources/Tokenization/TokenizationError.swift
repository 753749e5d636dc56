/// Why a vocabulary cannot be used.
package enum TokenizationError: Error, Equatable {
  /// The two lists of strings of a vocabulary.
  package enum List: String, Sendable {
    case tokens, merges
  }

  case unsupportedModel(String)
  case unknownPreTokenizer(String)
  case vocabularySize(Int)
  case vocabularyBytes(Int)
  case truncatedStrings(list: List, index: Int, count: Int, offset: Int)
  case tokenTypeCount(types: Int, tokens: Int)
  case unknownTokenType(token: Int, type: Int32)
  case duplicateToken(Int, Int)
  case missingByte(UInt8)
  case malformedMerge(Int)
  case mergeOfUnknownToken(merge: Int, text: String)
  case tokenOutOfRange(role: String, token: TokenID, count: Int)
  case specialTokenTooLong(token: Int, bytes: Int, limit: Int)
}

extension TokenizationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unsupportedModel(let model):
      "the tokenizer model \"\(model)\" is not supported; supported is \"gpt2\" (byte-level BPE)"
    case .unknownPreTokenizer(let name):
      "the pre-tokenizer \"\(name)\" is not supported; supported are "
        + PreTokenizer.allCases.flatMap(\.names).joined(separator: ", ")
    case .vocabularySize(let count):
      "a vocabulary of \(count) tokens cannot be used; it must have 1 to 2147483646"
    case .vocabularyBytes(let count):
      "the texts of the vocabulary take \(count) bytes; at most 4294967295 are supported"
    case .truncatedStrings(let list, let index, let count, let offset):
      "entry \(index) of \(count) in the \(list.rawValue) of the tokenizer, \(offset) bytes into "
        + "them, is longer than the rest of them"
    case .tokenTypeCount(let types, let tokens):
      "the vocabulary has \(tokens) tokens but \(types) token types"
    case .unknownTokenType(let token, let type):
      "token \(token) has the type \(type), which is not one of 0 to 6"
    case .duplicateToken(let first, let second):
      "tokens \(first) and \(second) of the vocabulary have the same text"
    case .missingByte(let byte):
      "the vocabulary has no token for the byte \(byte), so it cannot spell every text"
    case .malformedMerge(let index):
      "merge \(index) of the tokenizer is not two token texts with a space between"
    case .mergeOfUnknownToken(let merge, let text):
      "merge \(merge) of the tokenizer names \"\(text)\", which is not in the vocabulary"
    case .tokenOutOfRange(let role, let token, let count):
      "the \(role) token is \(token), but the vocabulary has \(count) tokens"
    case .specialTokenTooLong(let token, let bytes, let limit):
      "the text of the special token \(token) has \(bytes) bytes; at most \(limit) are supported"
    }
  }
}
