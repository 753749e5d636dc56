import GGUF
import Inference
import SequenceModel
import TestSupport
import Testing
import TextModel
import Tokenization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

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

  @Test("A text is cut into tokens by the file that is open already")
  func tokensOfLoadedModel() throws {
    let folder = try TemporaryFolder()
    let path = try TinyModel().write(into: folder)
    let text = Array("let x = <|im_end|> 1".utf8)
    let expected = try TokenizerFile(path: path).tokens(of: text, parsesSpecial: false)
    let model = try LoadedModel(path: path, options: RuntimeOptions())
    _ = try folder.write("tiny2.gguf", "")
    #expect(rename(folder.path("tiny2.gguf"), path) == 0)
    #expect(try model.tokens(of: text) == expected)
  }

  @Test("A file with tensors that cannot be computed with is listed, and not run")
  func unsupportedTensorsAreListed() throws {
    let folder = try TemporaryFolder()
    let raw = Self.fileOfTypes([0, 16, 99])
    let path = try folder.write("types.gguf", raw)
    let lines = try ModelFileReport(path: path).lines
    #expect(
      lines.suffix(3) == [
        "t0: f32 [256]", "t1: IQ2_XXS [256], not supported",
        "t2: type number 99 [256], not supported",
      ])
    #expect(lines[0].hasSuffix("3 tensors, some of types that are not supported"))
    let error = #expect(throws: GGUFError.self) {
      _ = try LoadedModel(path: path, options: RuntimeOptions())
    }
    #expect(error?.message.contains("is stored as IQ2_XXS") == true)
  }

  /// A header of tensors `t0`, `t1`, … with these type numbers, and no data.
  private static func fileOfTypes(_ types: [UInt32]) -> [UInt8] {
    func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
    var file = Array("GGUF".utf8) + bytes(UInt32(3)) + bytes(UInt64(types.count))
    file += bytes(UInt64(0))
    for (index, type) in types.enumerated() {
      let name = Array("t\(index)".utf8)
      file += bytes(UInt64(name.count)) + name + bytes(UInt32(1)) + bytes(UInt64(256))
      file += bytes(type) + bytes(UInt64(index * 1024))
    }
    return file
  }

  @Test("The clock of a template can be pinned")
  func pinnedClock() throws {
    let template = "{{ strftime_now('%Y-%m-%d %H:%M') }}"
    let context = #"{"now": "2026-01-15T09:30:00"}"#
    #expect(try TemplateFile.render(template, context: context) == "2026-01-15 09:30")
    let later = try TemplateFile.render(template, context: context, now: "2027-02-03T04:05:06")
    #expect(later == "2027-02-03 04:05")
    #expect(throws: RuntimeError.noTime("soon")) {
      try TemplateFile.render(template, context: context, now: "soon")
    }
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

  @Test("What the assistant said last is the beginning of its answer")
  func beginning() throws {
    let model = try Chat().model
    let vocabulary = TinyVocabulary()
    let opened = try model.promptTokens(of: Self.question)
    let begun = try model.promptTokens(
      of: Self.question + [Message(.assistant, "let <|im_end|> be")])
    #expect(begun.starts(with: opened))
    #expect(begun.count > opened.count)
    let end = try #require(vocabulary.id(of: TinyVocabulary.endOfMessage))
    #expect(!begun.dropFirst(opened.count).contains(end))
    var decoder = StreamingDecoder(model.tokenizer)
    let text = begun.dropFirst(opened.count).reduce("") { $0 + decoder.append($1) }
    #expect(text + decoder.finish() == "let <|im_end|> be")
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
