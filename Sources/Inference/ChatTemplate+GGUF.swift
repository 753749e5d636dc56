import ChatFormat
import GGUF
import Tokenization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension ChatTemplate {
  /// Reads the chat template of a model file.
  ///
  /// - Throws: `ChatFormatError` when the file has none or it cannot be parsed, `GGUFError` when
  ///   the key holds something else than a text.
  init(file: GGUFFile, tokenizer: Tokenizer) throws {
    try self.init(
      source: try file.metadata.string("tokenizer.chat_template"),
      bosToken: tokenizer.spelling(of: tokenizer.beginningOfSequence),
      eosToken: tokenizer.spelling(of: tokenizer.endOfSequence))
  }
}

extension Tokenizer {
  /// How a special token is written in a template; empty where there is no such token.
  fileprivate func spelling(of token: Tokenization.TokenID?) -> String {
    guard let token else { return "" }
    return String(decoding: bytes(of: token, showsControlTokens: true), as: UTF8.self)
  }
}

extension PromptTime {
  /// The local time of this machine.
  static func now() -> PromptTime {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return PromptTime(secondsSince1970: seconds, offset: parts.tm_gmtoff)
  }
}
