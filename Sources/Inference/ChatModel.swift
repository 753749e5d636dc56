import ChatFormat
package import Constraints
import Generation
package import SequenceModel
package import TextModel
package import Tokenization
import Transformer

/// A model that holds conversations: the engine behind every task.
package final class ChatModel: TextGenerator {
  package let name: String
  package let loaded: LoadedModel
  package let tokenizer: Tokenizer
  package let startup: ChatStartupTimes
  /// Raised from outside to stop reading and writing.
  package let cancellation: Cancellation
  /// How conversations become prompts; nil where there will be none.
  private let template: ChatTemplate?
  let generator: Generator
  /// The bytes of all tokens, for constraints; made when the first one comes.
  package private(set) lazy var vocabulary = TokenVocabulary(tokenizer)

  /// Opens a model file with its tokenizer and chat template.
  ///
  /// - Parameters:
  ///   - path: the GGUF file.
  ///   - name: what to call the model, such as the name in the catalog.
  ///   - options: how to run it.
  ///   - cancellation: stops reading and writing when it is raised.
  /// - Throws: `GGUFError`, `TransformerError`, `TokenizationError`, `ChatFormatError` or
  ///   `RuntimeError`.
  package init(
    path: String, name: String, options: RuntimeOptions, cancellation: Cancellation
  ) throws {
    loaded = try LoadedModel(path: path, options: options)
    var watch = PhaseWatch()
    tokenizer = try Tokenizer(file: loaded.file, team: loaded.team)
    let vocabulary = watch.lap()
    template =
      options.hasConversations
      ? try ChatTemplate(file: loaded.file, tokenizer: tokenizer) : nil
    startup = ChatStartupTimes(
      engine: loaded.startup, vocabulary: vocabulary, template: watch.lap())
    generator = Generator(model: loaded.decoder)
    self.name = name
    self.cancellation = cancellation
  }

  package var contextSize: Int { loaded.decoder.contextSize }

  package func tokenCount(of text: String) -> Int { tokenizer.encode(text).count }

  package func tokenCount(of messages: [Message]) throws -> Int {
    try promptTokens(of: messages).count
  }

  package func generate(
    _ messages: [Message], options: GenerationOptions,
    handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary {
    try generator.generate(
      from: try promptTokens(of: messages), options: options,
      endOfTurn: Set(tokenizer.endOfGeneration), decoder: TokenText(tokenizer),
      vocabulary: options.constraint == nil ? nil : vocabulary, cancellation: cancellation,
      handler: handler)
  }

  /// The tokens of the prompt: special tokens come from the template alone.
  ///
  /// What the assistant has said last stands where the template opens its turn.
  package func promptTokens(of messages: [Message]) throws -> [TokenID] {
    guard let template else { throw ChatFormatError.missingTemplate }
    let beginning = messages.last.flatMap { $0.role == .assistant ? $0.content : nil }
    let prompt = try template.render(
      messages.dropLast(beginning == nil ? 0 : 1).map {
        ChatMessage(role: $0.role.rawValue, content: $0.content)
      }, now: .now())
    var segments = prompt.runs.map { Segment(text: $0.text, parsesSpecialTokens: !$0.isInput) }
    if let beginning { segments.append(Segment(text: beginning, parsesSpecialTokens: false)) }
    return withBeginning(tokenizer.encode(segments))
  }

  /// The tokens of a prompt with the one that every prompt of this model begins with.
  func withBeginning(_ tokens: [TokenID]) -> [TokenID] {
    // Many templates write the token themselves; two of them would spoil the prompt.
    guard tokenizer.addsBeginningOfSequence, let beginning = tokenizer.beginningOfSequence,
      tokens.first != beginning
    else { return tokens }
    return [beginning] + tokens
  }
}

/// How long the parts of opening a chat model took.
package struct ChatStartupTimes: Sendable {
  package let engine: StartupTimes
  /// Building the tokenizer's tables.
  package let vocabulary: Duration
  /// Parsing the chat template.
  package let template: Duration
}

/// The tokenizer's streaming decoder as the generator wants it.
struct TokenText: TokenTextDecoder {
  private var decoder: StreamingDecoder

  init(_ tokenizer: Tokenizer) { decoder = StreamingDecoder(tokenizer) }

  mutating func append(_ token: TokenID) -> String { decoder.append(token) }

  mutating func finish() -> String { decoder.finish() }
}
