import Constraints
import Inference
import OrderedJSON
import SequenceModel
import TestSupport
import Testing
import TextModel
import Tokenization

/// Answers that are held to a form, from the message to the text.
@Suite struct ConstrainedChatTests {
  private static let finding = JSONSchema.object([
    .init("severity", .strings(["low", "medium", "high"])),
    .init("line", .integer(atLeast: 1, atMost: 40)),
    .init("message", .string(atLeast: 1, atMost: 60)),
  ])

  private func answer(
    _ model: ChatModel, _ question: String, _ constraint: Constraint, maxTokens: Int = 200,
    sampling: SamplingOptions = .greedy
  ) throws -> (text: String, summary: GenerationSummary) {
    var text = ""
    let options = GenerationOptions(
      maxTokens: maxTokens, sampling: sampling, constraint: constraint)
    let summary = try model.generate([Message(.user, question)], options: options) { event in
      if case .text(let piece) = event { text += piece }
    }
    return (text, summary)
  }

  private func withTinyModel(_ body: (ChatModel) throws -> Void) throws {
    let folder = try TemporaryFolder()
    let model = try ChatModel(
      path: TinyModel().write(into: folder), name: "tiny", options: RuntimeOptions(),
      cancellation: Cancellation())
    try withExtendedLifetime(folder) { try body(model) }
  }

  @Test func randomWeightsKeepToASchema() throws {
    try withTinyModel { model in
      for seed in 0..<UInt64(6) {
        let sampling = SamplingOptions(temperature: 1, seed: seed)
        let (text, summary) = try answer(
          model, "Review <|im_end|>.", .json(Self.finding), sampling: sampling)
        #expect(summary.stopReason == .constraintMet)
        #expect(satisfies(try JSONParser.parse(text), Self.finding), "\(text)")
      }
    }
  }

  /// Whatever the schema says and the model prefers, the value is one that a validator allows.
  @Test func randomWeightsKeepToSchemasOfText() throws {
    try withTinyModel { model in
      for seed in 0..<UInt64(20) {
        var schemas = RandomSchemas(seed: seed)
        let document = schemas.document()
        let schema = try JSONSchema.parse(JSONWriter.bytes(document, style: .indented))
        let sampling = SamplingOptions(temperature: seed % 2 == 0 ? 1.5 : 0, seed: seed)
        let (text, summary) = try answer(
          model, "Answer.", .json(schema), maxTokens: 400, sampling: sampling)
        #expect(summary.satisfiesConstraint, "\(text)")
        #expect(SchemaValidator(document).allows(try JSONParser.parse(text)), "\(text)")
      }
    }
  }

  @Test func randomWeightsFindALineOfAFile() throws {
    let lines = ["func a() {", "  return 1", "}", "", "func b() {", "  return 1", "}", "", "x"]
    let search = LineSearch(Array(lines.joined(separator: "\n").utf8), byteLimit: 120)
    try withTinyModel { model in
      for seed in 0..<UInt64(6) {
        let sampling = SamplingOptions(temperature: 1, seed: seed)
        let (text, summary) = try answer(model, "Which?", .lines(search), sampling: sampling)
        #expect(summary.satisfiesConstraint)
        let run = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let places = (0...lines.count - run.count).count {
          lines[$0..<$0 + run.count].elementsEqual(run) { $0 == $1 }
        }
        #expect(places == 1, "\(text)")
      }
    }
  }

  @Test func specialTokensAreNeverWritten() throws {
    try withTinyModel { model in
      let vocabulary = model.vocabulary
      for name in ["<|im_end|>", "<|im_start|>", "<|fim_prefix|>", "<|endoftext|>"] {
        let token = try #require(model.tokenizer.specialToken(named: name))
        #expect(vocabulary.bytes(of: Int(token)).isEmpty)
      }
      let masker = try TokenMasker(
        .repeated(.characters(.all), atLeast: 1), vocabulary: vocabulary)
      let start = masker.mask(for: masker.start)
      let end = try #require(model.tokenizer.specialToken(named: "<|im_end|>"))
      #expect(!start.contains(Int(end)))
      let later = try #require(masker.automaton.next(masker.start, "a".utf8))
      #expect(masker.mask(for: later).contains(Int(end)))
      let prefix = try #require(model.tokenizer.specialToken(named: "<|im_start|>"))
      #expect(!masker.mask(for: later).contains(Int(prefix)))
    }
  }

  @Test func aConstraintThatCannotBeMetIsRefused() throws {
    try withTinyModel { model in
      #expect(throws: ConstraintError.impossible) {
        try answer(model, "x", .choice([]))
      }
    }
  }

  @Test(.enabled(if: RealWeights.isAvailable, RealWeights.missing))
  func aRealModelAnswersInJSON() throws {
    let model = try ChatModel(
      path: RealWeights.path("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"), name: "small",
      options: RuntimeOptions(contextSize: 512), cancellation: Cancellation())
    let question = "Line 7 divides by a count that can be 0. Report it as JSON."
    let constraint = Constraint.sequence([
      .free(FreeText(until: "```json\n", limit: 200)), .json(Self.finding), .literal("\n```"),
    ])
    let (text, summary) = try answer(model, question, constraint)
    #expect(summary.satisfiesConstraint)
    let parts = text.split(separator: "```", omittingEmptySubsequences: false)
    let value = try JSONParser.parse(String(parts[1].dropFirst("json\n".count)))
    #expect(satisfies(value, Self.finding), "\(text)")
    print(text)
  }
}
