package import Inference
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
  /// - Parameter parsesSpecial: whether the names of special tokens become these tokens.
  func tokens(of text: [UInt8], modelPath: String, parsesSpecial: Bool) throws -> [TokenID]

  /// Renders a chat template over a context given as JSON.
  ///
  /// - Parameter now: the time that the template tells; nil leaves it to the context or the clock.
  func render(template: String, context: String, now: String?) throws -> String

  /// How likely the model finds each token of a text.
  ///
  /// - Parameters:
  ///   - limit: how many tokens are looked at; nil means all.
  ///   - batch: how many tokens are read together.
  func scores(
    of text: [UInt8], request: EngineRequest, limit: Int?, batch: Int
  ) throws -> TextScores

  /// What a GGUF file holds, as lines for a person.
  func describe(fileAt path: String) throws -> [String]

  /// Measures how fast the model reads and writes.
  func bench(_ request: EngineRequest, plan: BenchmarkPlan) throws -> BenchResult

  /// Measures single kernels, and the limits of the machine.
  func measureKernels(_ request: EngineRequest) throws -> KernelReport
}

/// Which model to open, and how.
package struct EngineRequest: Sendable {
  /// The path of the model file.
  package var path: String
  /// The name that the user knows the model by.
  package var name: String
  package var options: RuntimeOptions
  /// Stops what is being computed.
  package var cancellation: Cancellation
}

/// A model that answers, and tells about itself with `--verbose`.
package protocol OpenedModel: InfillGenerator {
  /// What computes: the threads and the instruction set, in a few words.
  var hardware: String { get }
  /// What opening the model took, phase by phase.
  var openingTimes: [(phase: String, time: Duration)] { get }
}

/// What `bench` found.
package struct BenchResult: Sendable {
  package var model: String
  package var threads: Int
  /// The instruction set of the kernels that ran.
  package var isa: String
  package var prefill: RateSamples
  package var decode: RateSamples

  package init(
    model: String, threads: Int, isa: String, prefill: RateSamples, decode: RateSamples
  ) {
    self.model = model
    self.threads = threads
    self.isa = isa
    self.prefill = prefill
    self.decode = decode
  }
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
