package import SequenceModel
package import TextModel

/// The inference engine as the commands need it.
///
/// The program has one; tests pass another, so that a command can be tried without weights.
package protocol Engine: Sendable {
  /// Opens a model file for questions.
  ///
  /// - Throws: `EngineError` where the file cannot be used.
  func open(_ request: EngineRequest) throws -> any OpenedModel

  /// The token ids of a text, without a beginning-of-text token.
  ///
  /// - Parameter parsingSpecial: whether the names of special tokens become these tokens.
  func tokens(of text: [UInt8], modelPath: String, parsingSpecial: Bool) throws -> [Int32]

  /// Renders a chat template over a context given as JSON.
  func render(template: String, context: String) throws -> String

  /// How likely the model finds each token of a text.
  ///
  /// - Parameters:
  ///   - limit: how many tokens are looked at; nil means all.
  ///   - isReference: whether to compute everything in float32, by the slowest and surest path.
  func scores(
    of text: [UInt8], request: EngineRequest, limit: Int?, isReference: Bool
  ) throws -> TextScores

  /// What a GGUF file holds, as lines for a person.
  func describe(fileAt path: String) throws -> [String]

  /// Measures how fast the model reads and writes.
  func bench(_ request: EngineRequest, plan: BenchPlan) throws -> BenchResult
}

/// Which model to open, and how.
package struct EngineRequest: Sendable {
  /// The path of the model file.
  package var path: String
  /// The name that the user knows the model by.
  package var name: String
  /// How many threads compute; nil means as many as the machine has cores.
  package var threads: Int?
  /// How many tokens the context holds; nil means what the model was made for.
  package var contextSize: Int?
  /// Stops what is being computed.
  package var cancellation: Cancellation
  /// The variables whose names start with `LATHE_`.
  package var environment: [String: String]
}

/// A model that answers, and tells about itself with `--verbose`.
package protocol OpenedModel: TextModel {
  /// What there is to say about the machine and the run so far, one fact a line.
  var statistics: [String] { get }
}

/// Why a model file or a template cannot be used.
package struct EngineError: Error, Sendable, Equatable {
  package var message: String
  package var hints: [String]

  package init(_ message: String, hints: [String] = []) {
    self.message = message
    self.hints = hints
  }
}
