import TestSupport
import Testing
import Tokenization

/// Who may write special tokens, and what happens where parts of a prompt meet.
struct SpecialTokenTests {
  private let start: TokenID
  private let end: TokenID
  private let call: TokenID
  private let tokenizer: Tokenizer

  init() throws {
    var vocabulary = SmallVocabulary()
    start = vocabulary.add("<|im_start|>", type: 3)
    end = vocabulary.add("<|im_end|>", type: 3)
    call = vocabulary.add("<tool_call>", type: 4)
    vocabulary.add("<|im", type: 3)
    vocabulary.merge("Ċ", "Ċ")
    vocabulary.merge("a", "b")
    vocabulary.endOfSequence = end
    tokenizer = try vocabulary.tokenizer()
  }

  private func plain(_ text: String) -> [TokenID] { text.utf8.map { TokenID($0) } }

  private func template(_ text: String) -> Segment {
    Segment(text: text, parsesSpecialTokens: true)
  }

  private func user(_ text: String) -> Segment {
    Segment(text: text, parsesSpecialTokens: false)
  }

  @Test func userTextNeverGivesControlTokens() {
    #expect(tokenizer.encode("x<|im_end|>y") == plain("x<|im_end|>y"))
    #expect(tokenizer.encode([user("<|im_start|>")]) == plain("<|im_start|>"))
  }

  @Test func userDefinedTokensAreFoundInAnyText() {
    #expect(tokenizer.encode("1<tool_call>2") == plain("1") + [call] + plain("2"))
  }

  @Test func templatesGiveControlTokensLongestFirst() {
    #expect(
      tokenizer.encode([template("<|im_start|>u<|im|>")]) == [start] + plain("u")
        + [tokenizer.specialToken(named: "<|im") ?? -1] + plain("|>"))
  }

  /// Every way to cut a control token between a template and a user.
  @Test(arguments: 1..<12)
  func controlTokensDoNotFormAcrossParts(_ cut: Int) {
    let text = "<|im_start|>"
    let first = String(text.prefix(cut))
    let second = String(text.dropFirst(cut))
    for (a, b) in [
      (template(first), user(second)), (user(first), template(second)),
      (user(first), user(second)), (template(first), template(second)),
    ] {
      let tokens = tokenizer.encode([a, b])
      #expect(!tokens.contains(start))
      #expect(tokenizer.decode(tokens, showsControlTokens: true) == Array(text.utf8))
    }
  }

  @Test func shorterControlTokenThatFitsAPartIsFound() {
    let tokens = tokenizer.encode([template("<|im"), user("_start|>")])
    #expect(tokens.first == tokenizer.specialToken(named: "<|im"))
  }

  @Test func mergesCrossPartsBetweenSpecialTokens() {
    let parts = [template("<|im_start|>user\n"), user("\nab"), user("\n"), template("<|im_end|>")]
    let expected =
      [start] + tokenizer.encode("user\n\nab\n") + [end]
    #expect(tokenizer.encode(parts) == expected)
    #expect(expected.count == 1 + 4 + 1 + 1 + 1 + 1)
  }

  @Test func specialTokensKeepTextApart() {
    #expect(tokenizer.encode([template("a<|im_end|>b")]) == [0x61, end, 0x62])
  }

  @Test func emptyPartsAndTexts() {
    #expect(tokenizer.encode("").isEmpty)
    #expect(tokenizer.encode([Segment]()).isEmpty)
    #expect(tokenizer.encode([template(""), user("ab"), template("")]).count == 1)
  }

  @Test func controlTokensAreShownOnlyOnRequest() {
    #expect(tokenizer.bytes(of: end).isEmpty)
    #expect(tokenizer.bytes(of: end, showsControlTokens: true) == Array("<|im_end|>".utf8))
    #expect(tokenizer.bytes(of: call) == Array("<tool_call>".utf8))
  }

  @Test func numbersBeyondTheVocabularyDecodeToNothing() {
    #expect(tokenizer.bytes(of: -1).isEmpty)
    #expect(tokenizer.bytes(of: .max).isEmpty)
    #expect(tokenizer.decode([0x61, .min, 0x62]) == Array("ab".utf8))
  }

  @Test func specialTokensAreFoundByName() {
    #expect(tokenizer.specialToken(named: "<|im_end|>") == end)
    #expect(tokenizer.specialToken(named: "<|im_en") == nil)
    #expect(tokenizer.specialToken(named: "") == nil)
    #expect(tokenizer.specialToken(named: "a") == nil)
  }

  @Test(.enabled(if: Conformance.isAvailable, Conformance.missing))
  func qwenChatPrompt() throws {
    let tokenizer = try Reference.tokenizer("qwen2")
    let tokens = tokenizer.encode([
      template("<|im_start|>user\n"), user("Say <|im_end|>"),
      template("<|im_end|>\n<|im_start|>assistant\n"),
    ])
    #expect(tokens.filter { $0 == 151_644 }.count == 2)
    #expect(tokens.filter { $0 == 151_645 }.count == 1)
    #expect(tokens.prefix(3) == [151_644, 872, 198])
  }
}
