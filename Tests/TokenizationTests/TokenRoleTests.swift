import TestSupport
import Testing
import Tokenization

/// Tokens that are found by what they are called.
struct TokenRoleTests {
  @Test func fillInMiddleTokensAreFound() throws {
    var vocabulary = SmallVocabulary()
    let prefix = vocabulary.add("<|fim_prefix|>", type: 4)
    let middle = vocabulary.add("<|fim_middle|>", type: 3)
    let suffix = vocabulary.add("<|fim_suffix|>", type: 3)
    let padding = vocabulary.add("<|fim_pad|>", type: 3)
    let repository = vocabulary.add("<|repo_name|>", type: 3)
    let separator = vocabulary.add("<|file_sep|>", type: 3)
    let tokenizer = try vocabulary.tokenizer()
    #expect(tokenizer.fillInMiddle.prefix == prefix)
    #expect(tokenizer.fillInMiddle.middle == middle)
    #expect(tokenizer.fillInMiddle.suffix == suffix)
    #expect(tokenizer.fillInMiddle.padding == padding)
    #expect(tokenizer.fillInMiddle.repository == repository)
    #expect(tokenizer.fillInMiddle.fileSeparator == separator)
    #expect(tokenizer.endOfGeneration == [padding, repository, separator])
  }

  /// Files mark such tokens as plain text by mistake; a source file could then spell them.
  @Test(arguments: [1, 4] as [Int32])
  func tokensWithARoleAreControlTokens(_ type: Int32) throws {
    var vocabulary = SmallVocabulary()
    let end = vocabulary.add("<|im_end|>", type: type)
    let tokenizer = try vocabulary.tokenizer()
    #expect(!tokenizer.encode("<|im_end|>").contains(end))
    #expect(
      tokenizer.encode([Segment(text: "<|im_end|>", parsesSpecialTokens: true)]) == [end])
  }

  @Test func namesBeyondASCIIAreFound() throws {
    var vocabulary = SmallVocabulary()
    let hole = vocabulary.add("<｜fim▁hole｜>", type: 4)
    #expect(try vocabulary.tokenizer().fillInMiddle.suffix == hole)
  }

  @Test(arguments: [
    ("<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"),
    ("▁<PRE>", "▁<SUF>", "▁<MID>"),
    ("<fim_prefix>", "<fim_suffix>", "<fim_middle>"),
    ("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),
  ])
  func everySpellingIsFound(_ prefix: String, _ suffix: String, _ middle: String) throws {
    var vocabulary = SmallVocabulary()
    let tokens = [prefix, suffix, middle].map { vocabulary.add($0, type: 3) }
    let found = try vocabulary.tokenizer().fillInMiddle
    #expect(found.all == tokens)
    #expect([found.prefix, found.suffix, found.middle] == tokens)
  }

  @Test func numbersInTheFileWinOverNames() throws {
    var vocabulary = SmallVocabulary()
    vocabulary.add("<|fim_prefix|>", type: 3)
    let own = vocabulary.add("<my_prefix>", type: 1)
    let padding = vocabulary.add("<my_pad>", type: 3)
    var source = vocabulary.source()
    source.fillInMiddle.prefix = own
    source.fillInMiddle.padding = padding
    let tokenizer = try Tokenizer(source)
    #expect(tokenizer.fillInMiddle.prefix == own)
    #expect(tokenizer.endOfGeneration == [padding])
    // What has a part in prompts cannot come from a text.
    #expect(!tokenizer.encode("<my_prefix>").contains(own))
  }

  @Test(arguments: [-1, 257, .max] as [TokenID])
  func aNumberBeyondTheVocabularyIsRefused(_ token: TokenID) throws {
    var source = SmallVocabulary().source()
    source.fillInMiddle.suffix = token
    let error = TokenizationError.tokenOutOfRange(
      role: "fill-in-the-middle", token: token, count: 256)
    #expect(throws: error) { try Tokenizer(source) }
  }

  @Test func plainEndIsNoEndWhereReturnAndCallAre() throws {
    var vocabulary = SmallVocabulary()
    let end = vocabulary.add("<|end|>", type: 3)
    #expect(try vocabulary.tokenizer().endOfGeneration == [end])
    let final = vocabulary.add("<|return|>", type: 3)
    let call = vocabulary.add("<|call|>", type: 3)
    #expect(try vocabulary.tokenizer().endOfGeneration == [final, call])
  }

  @Test func endOfSequenceEndsGeneration() throws {
    var vocabulary = SmallVocabulary()
    vocabulary.endOfSequence = vocabulary.add("</s>", type: 3)
    let tokenizer = try vocabulary.tokenizer()
    #expect(tokenizer.endOfGeneration == [256])
    #expect(tokenizer.isEndOfGeneration(256))
    #expect(!tokenizer.isEndOfGeneration(255))
  }

  @Test(.enabled(if: Conformance.isAvailable, Conformance.missing))
  func qwenAnswersEnd() throws {
    let tokenizer = try Reference.tokenizer("qwen2")
    #expect(tokenizer.endOfGeneration == [151_643, 151_645])
    #expect(tokenizer.vocabularySize == 151_936)
    #expect(!tokenizer.addsBeginningOfSequence)
  }

  @Test(.enabled(if: Conformance.isAvailable, Conformance.missing))
  func llamaSequencesHaveABeginning() throws {
    let tokenizer = try Reference.tokenizer("llama-bpe")
    #expect(tokenizer.beginningOfSequence == 128_000)
    #expect(tokenizer.addsBeginningOfSequence)
    #expect(tokenizer.endOfGeneration == [128_001, 128_009])
  }
}
