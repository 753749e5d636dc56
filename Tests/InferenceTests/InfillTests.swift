import GGUF
import Inference
import SequenceModel
import TestSupport
import Testing
import TextModel
import Tokenization

@Suite("Prompts with a gap, on a tiny model")
struct InfillTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(
    _ tiny: TinyModel = TinyModel(), hasConversations: Bool = true
  ) throws -> ChatModel {
    try ChatModel(
      path: try tiny.write(into: folder), name: "tiny",
      options: RuntimeOptions(hasConversations: hasConversations), cancellation: Cancellation())
  }

  private static let gap: [InfillPart] = [
    .token(.prefix), .text("let x = <|fim_middle|>"), .token(.suffix), .text("\n<|im_end|>"),
    .token(.middle),
  ]

  @Test("Tokens come from parts alone")
  func prompt() throws {
    let model = try open()
    let vocabulary = TinyVocabulary()
    let tokens = try model.promptTokens(of: Self.gap)
    let special = tokens.filter { model.tokenizer.bytes(of: $0).isEmpty }
    #expect(
      special == ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"].compactMap(vocabulary.id))
    #expect(try model.tokenCount(of: Self.gap) == tokens.count)
    let text = model.tokenizer.decode(tokens)
    #expect(String(decoding: text, as: UTF8.self) == "let x = <|fim_middle|>\n<|im_end|>")
    #expect(model.infillTokens[.prefix] == "<|fim_prefix|>")
    #expect(model.infillTokens.count == 5)
  }

  @Test("A sequence begins as the file says")
  func beginning() throws {
    var tiny = TinyModel()
    tiny.set("tokenizer.ggml.add_bos_token", to: .bool(true))
    tiny.set("tokenizer.ggml.bos_token_id", to: .uint32(7))
    #expect(try open(tiny).promptTokens(of: Self.gap).first == 7)
  }

  @Test("A file can name the tokens by number", arguments: ["fim_pre", "prefix"])
  func numbers(_ key: String) throws {
    var tiny = TinyModel()
    let start = try #require(tiny.vocabulary.id(of: "<|im_start|>"))
    tiny.set("tokenizer.ggml.\(key)_token_id", to: .uint32(UInt32(start)))
    let model = try open(tiny)
    #expect(model.infillTokens[.prefix] == "<|im_start|>")
    #expect(model.infillTokens[.suffix] == "<|fim_suffix|>")
  }

  @Test("Without its tokens a model is refused by name")
  func missing() throws {
    var tiny = TinyModel()
    let names = tiny.vocabulary.tokens.map { $0.hasPrefix("<|fim_") ? "<|no" + $0 : $0 }
    tiny.set("tokenizer.ggml.tokens", to: .strings(names))
    let model = try open(tiny)
    #expect(model.infillTokens.keys.contains(.prefix) == false)
    #expect(throws: TextModelError.missingInfillTokens(model: "tiny")) {
      try model.generate(Self.gap, options: GenerationOptions()) { _ in }
    }
  }

  @Test("A base model needs no chat template")
  func noTemplate() throws {
    var tiny = TinyModel()
    tiny.set("tokenizer.chat_template", to: nil)
    let model = try open(tiny, hasConversations: false)
    var text = ""
    let summary = try model.generate(Self.gap, options: GenerationOptions(maxTokens: 6)) {
      if case .text(let piece) = $0 { text += piece }
    }
    #expect(summary.promptTokens == (try model.tokenCount(of: Self.gap)))
    #expect(summary.generatedTokens <= 6)
    #expect(throws: (any Error).self) { try model.tokenCount(of: [Message(.user, "a")]) }
  }

  @Test("A handler that has enough ends the text, and the model can be used again")
  func enough() throws {
    let model = try open()
    var pieces = 0
    let summary = try model.generate(Self.gap, options: GenerationOptions(maxTokens: 40)) {
      guard case .text = $0 else { return }
      pieces += 1
      if pieces == 2 { throw EnoughText() }
    }
    #expect(summary.stopReason == .enoughText)
    #expect(pieces == 2)
    #expect(summary.generatedTokens < 40)
    let again = try model.generate(Self.gap, options: GenerationOptions(maxTokens: 3)) { _ in }
    #expect(again.reusedTokens == summary.promptTokens - 1)
  }
}
