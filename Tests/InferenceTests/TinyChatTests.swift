import Inference
import SequenceModel
import TestSupport
import Testing
import TextModel
import Tokenization

@Suite("Conversations with a tiny model")
struct TinyChatTests {
  private static let question = [Message(.user, "What is the value of <|im_end|>?\n  let x = {}")]

  /// An open model, and the folder that its file lies in.
  private struct Chat {
    let folder = try? TemporaryFolder()
    let model: ChatModel

    init(_ tiny: TinyModel = TinyModel(), options: RuntimeOptions = RuntimeOptions()) throws {
      let path = try tiny.write(into: try #require(folder))
      model = try ChatModel(
        path: path, name: "tiny", options: options, cancellation: Cancellation())
    }

    func answer(
      _ messages: [Message], tokens: Int = 12
    ) throws -> (text: String, summary: GenerationSummary) {
      var text = ""
      let options = GenerationOptions(maxTokens: tokens)
      let summary = try model.generate(messages, options: options) { event in
        if case .text(let piece) = event { text += piece }
      }
      return (text, summary)
    }
  }

  @Test("Any text survives the tokenizer")
  func tokenizer() throws {
    let tokenizer = try Chat().model.tokenizer
    let text = "func return(the) -> {\n\tlet välue = 'ä€🙂'; } system user assistant"
    let tokens = tokenizer.encode(text)
    #expect(tokens.count < text.utf8.count)
    var decoder = StreamingDecoder(tokenizer)
    let decoded = tokens.reduce("") { $0 + decoder.append($1) } + decoder.finish()
    #expect(decoded == text)
    let bytes = (0...127).map { String(UnicodeScalar(UInt8($0))) }.joined()
    decoder = StreamingDecoder(tokenizer)
    let plain = tokenizer.encode(bytes).reduce("") { $0 + decoder.append($1) }
    #expect(plain + decoder.finish() == bytes)
  }

  @Test("The template writes special tokens, and a user cannot")
  func prompt() throws {
    let model = try Chat().model
    let vocabulary = TinyVocabulary()
    let tokens = try model.promptTokens(of: Self.question)
    let start = try #require(vocabulary.id(of: "<|im_start|>"))
    let end = try #require(vocabulary.id(of: TinyVocabulary.endOfMessage))
    #expect(tokens.first == start)
    #expect(tokens.count { $0 == start } == 3)
    #expect(tokens.count { $0 == end } == 2)
    #expect(model.tokenizer.endOfGeneration.contains(end))
    #expect(try model.tokenCount(of: Self.question) == tokens.count)
  }

  @Test(
    "An answer is the same every time", arguments: TinyModel.Architecture.allCases, [true, false])
  func answer(architecture: TinyModel.Architecture, isTied: Bool) throws {
    let tiny = TinyModel(architecture, isTied: isTied)
    let first = try Chat(tiny).answer(Self.question)
    let second = try Chat(tiny).answer(Self.question)
    #expect(first.text == second.text)
    #expect(first.summary.generatedTokens == second.summary.generatedTokens)
    #expect(first.summary.generatedTokens <= 12)
    #expect(!first.text.isEmpty)
  }

  @Test("A conversation that goes on reads only what is new")
  func reuse() throws {
    let chat = try Chat()
    let first = try chat.answer(Self.question).summary
    #expect(first.reusedTokens == 0)
    let longer = Self.question + [Message(.assistant, "4"), Message(.user, "Why?")]
    let second = try chat.answer(longer).summary
    #expect(second.reusedTokens >= first.promptTokens - 1)
    #expect(second.promptTokens > second.reusedTokens)
  }

  @Test("A prompt that does not fit is refused with both numbers")
  func overflow() throws {
    let chat = try Chat(options: RuntimeOptions(contextSize: 16))
    let count = try chat.model.tokenCount(of: Self.question)
    #expect(throws: TextModelError.contextOverflow(promptTokens: count, contextSize: 16)) {
      _ = try chat.answer(Self.question)
    }
  }

  @Test("Scores do not depend on how many tokens are read together")
  func scores() throws {
    let loaded = try Chat(options: RuntimeOptions().asReference()).model.loaded
    let tokens = (0..<40).map { TokenID(($0 * 37 + 11) % 250) }
    let together = try loaded.scores(of: tokens)
    let single = try loaded.scores(of: tokens, batch: 1)
    #expect(together.nextLogProbabilities.count == 39)
    #expect((together.perplexity / single.perplexity - 1).magnitude < 1e-5)
    for (a, b) in zip(together.nextLogProbabilities, single.nextLogProbabilities) {
      #expect((a - b).magnitude < 1e-4)
    }
    for candidates in together.top {
      #expect(candidates.count == 10)
      #expect(
        candidates.map { $0.logProbability } == candidates.map { $0.logProbability }.sorted(by: >))
    }
  }
}
