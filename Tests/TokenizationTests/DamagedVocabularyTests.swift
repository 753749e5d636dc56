import Testing
import Tokenization

/// A damaged vocabulary is refused with the reason, and never crashes.
struct DamagedVocabularyTests {
  private var vocabulary = SmallVocabulary()

  private func expect(_ error: TokenizationError, _ vocabulary: SmallVocabulary) {
    #expect(throws: error) { try vocabulary.tokenizer() }
  }

  @Test func otherKindsOfTokenizer() {
    var changed = vocabulary
    changed.model = "llama"
    expect(.unsupportedModel("llama"), changed)
  }

  @Test func unknownPreTokenizerIsNamed() {
    var changed = vocabulary
    changed.preTokenizer = "qwen99"
    expect(.unknownPreTokenizer("qwen99"), changed)
    let text = TokenizationError.unknownPreTokenizer("qwen99").description
    #expect(text.contains("\"qwen99\""))
    #expect(text.contains("qwen2, "))
  }

  @Test func noTokensAtAll() {
    var changed = vocabulary
    changed.tokens = []
    changed.types = []
    expect(.vocabularySize(0), changed)
  }

  @Test func negativeAndHugeCounts() {
    var source = vocabulary.source()
    source.tokens.count = -1
    #expect(throws: TokenizationError.vocabularySize(-1)) { try Tokenizer(source) }
    source.tokens.count = .max
    #expect(throws: TokenizationError.vocabularySize(.max)) { try Tokenizer(source) }
  }

  @Test func moreTokensThanBytes() {
    var source = vocabulary.source()
    source.tokenTypes = []
    source.tokens.count = 2_000_000_000
    #expect(throws: TokenizationError.self) { try Tokenizer(source) }
  }

  @Test func countBeyondTheStrings() {
    var source = vocabulary.source()
    source.tokenTypes = []
    source.tokens.count = 257
    #expect(
      throws: TokenizationError.truncatedStrings(
        list: .tokens, index: 256, count: 257, offset: source.tokens.bytes.count)
    ) { try Tokenizer(source) }
  }

  @Test(arguments: [1, 1 << 31, 1 << 63, .max - 7, .max] as [UInt64])
  func stringLongerThanTheRest(_ extra: UInt64) {
    let packed = Packed(vocabulary.tokens) { $0 == 255 ? $1 | extra | 4 : $1 }
    var source = vocabulary.source()
    source.tokens = packed.strings
    #expect(throws: TokenizationError.self) { try Tokenizer(source) }
    withExtendedLifetime(packed) {}
  }

  @Test func mergesCutShort() {
    var changed = vocabulary
    changed.merge("a", "b")
    var source = changed.source()
    source.merges.count = 2
    #expect(
      throws: TokenizationError.truncatedStrings(list: .merges, index: 1, count: 2, offset: 11)
    ) { try Tokenizer(source) }
    source.merges.count = .max
    #expect(throws: TokenizationError.self) { try Tokenizer(source) }
    source.merges.count = -1
    #expect(throws: TokenizationError.self) { try Tokenizer(source) }
  }

  @Test func partsInAnyOrderReportTheFirstFault() throws {
    var changed = vocabulary
    changed.add("ab")
    changed.merges = ["a b", "a b", "a x", "a b", "a b", "a b", "malformed", "a y"]
    let source = changed.source()
    let fault = TokenizationError.mergeOfUnknownToken(merge: 2, text: "a x")
    #expect(throws: fault) { try Tokenizer(source) }
    #expect(throws: fault) {
      try Tokenizer(source) { parts, body in (0..<parts).reversed().forEach(body) }
    }
  }

  @Test func partsInAnyOrderMakeTheSameTokenizer() throws {
    var changed = vocabulary
    for text in ["ab", "cd", "abcd", "bc", "ef"] { changed.add(text) }
    changed.merges = ["b c", "c d", "a b", "ab cd", "e f"]
    let source = changed.source()
    let tokenizer = try Tokenizer(source) { parts, body in
      (0..<parts).reversed().forEach(body)
    }
    let expected = try Tokenizer(source)
    for text in ["abcdef", "bcd", "cdab", "abcd efef"] {
      #expect(tokenizer.encode(text) == expected.encode(text))
    }
    #expect(tokenizer.encode("ef").count == 1)
  }

  @Test func typesForOtherTokens() {
    var changed = vocabulary
    changed.types.removeLast()
    expect(.tokenTypeCount(types: 255, tokens: 256), changed)
  }

  @Test(arguments: [-1, 7, 256, .min, .max] as [Int32])
  func unknownTypes(_ type: Int32) {
    var changed = vocabulary
    changed.types[3] = type
    expect(.unknownTokenType(token: 3, type: type), changed)
  }

  @Test func sameTextTwice() {
    var changed = vocabulary
    changed.add("abc")
    changed.add("abc")
    expect(.duplicateToken(256, 257), changed)
  }

  @Test func sameSpecialTextTwice() {
    var changed = vocabulary
    changed.add("<｜a｜>", type: 3)
    changed.add("<｜a｜>", type: 3)
    expect(.duplicateToken(256, 257), changed)
  }

  @Test func missingByte() {
    var changed = vocabulary
    changed.tokens[0x41] = "AA"
    expect(.missingByte(0x41), changed)
  }

  @Test(arguments: ["a", "", " ", "a ", " b", "a b c", "ab", "a  b", "a \u{3042}", "\u{3042} b"])
  func malformedMerges(_ text: String) {
    var changed = vocabulary
    changed.add("a long enough text", type: 3)
    changed.merges = [text]
    expect(.malformedMerge(0), changed)
  }

  @Test(arguments: ["xx b", "a xx", "a b"])
  func mergesOfUnknownTokens(_ text: String) {
    var changed = vocabulary
    changed.add("xxxx")
    changed.merge("c", "d")
    changed.merges.append(text)
    expect(.mergeOfUnknownToken(merge: 1, text: text), changed)
  }

  @Test func mergeLongerThanAnyToken() {
    var changed = vocabulary
    let text = String(repeating: "a", count: 5000) + " b"
    changed.merges = [text]
    expect(.mergeOfUnknownToken(merge: 0, text: String(text.prefix(64))), changed)
  }

  @Test func mergesThatMakeControlTokensAreNeverApplied() throws {
    var changed = vocabulary
    changed.add("ab", type: 3)
    changed.merges = ["a b"]
    #expect(try changed.tokenizer().encode("ab") == [0x61, 0x62])
  }

  @Test(arguments: [-1, 256, .max] as [TokenID])
  func identifiersBeyondTheVocabulary(_ token: TokenID) {
    var changed = vocabulary
    changed.endOfSequence = token
    expect(.tokenOutOfRange(role: "end-of-sequence", token: token, count: 256), changed)
  }

  @Test func specialTokenTooLong() {
    var changed = vocabulary
    changed.add(String(repeating: "x", count: 1025), type: 3)
    expect(.specialTokenTooLong(token: 256, bytes: 1025, limit: 1024), changed)
  }

  @Test func emptyTokensAreHarmless() throws {
    var changed = vocabulary
    let plain = changed.add("")
    let control = changed.add("", type: 3)
    let tokenizer = try changed.tokenizer()
    #expect(tokenizer.encode("ab") == [0x61, 0x62])
    #expect(tokenizer.decode([plain, control]).isEmpty)
  }

  @Test func textsOutsideTheAlphabetAreKeptAsTheyAre() throws {
    var changed = vocabulary
    let token = changed.add("a b\u{3042}")
    #expect(try changed.tokenizer().bytes(of: token) == Array("a b\u{3042}".utf8))
  }
}
