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
