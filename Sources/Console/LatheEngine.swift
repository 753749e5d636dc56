import Inference
import SequenceModel
import TextModel

/// Lathe's own engine.
struct LatheEngine: Engine {
  func open(_ request: EngineRequest) throws -> any OpenedModel {
    try explaining(request.path) {
      try ChatModel(
        path: request.path, name: request.name, options: request.options,
        cancellation: request.cancellation)
    }
  }

  func tokens(of text: [UInt8], modelPath: String, parsesSpecial: Bool) throws -> [TokenID] {
    try explaining(modelPath) {
      try TokenizerFile(path: modelPath).tokens(of: text, parsesSpecial: parsesSpecial)
    }
  }

  func render(template: String, context: String, now: String?) throws -> String {
    do {
      return try TemplateFile.render(template, context: context, now: now)
    } catch let error as RuntimeError {
      // The time was the user's word; all else is about the template.
      throw error
    } catch {
      throw EngineError("\(error)")
    }
  }

  func scores(
    of text: [UInt8], request: EngineRequest, limit: Int?, batch: Int
  ) throws -> TextScores {
    try explaining(request.path) {
      let model = try LoadedModel(path: request.path, options: request.options)
      let tokens = try model.tokens(of: text)
      return try model.scores(
        of: Array(tokens.prefix(limit ?? tokens.count)), batch: batch,
        cancellation: request.cancellation)
    }
  }

  func describe(fileAt path: String) throws -> [String] {
    try explaining(path) { try ModelFileReport(path: path).lines }
  }

  func bench(_ request: EngineRequest, plan: BenchmarkPlan) throws -> BenchResult {
    try explaining(request.path) {
      let model = try LoadedModel(path: request.path, options: request.options)
      let rates = try model.benchmark(plan, cancellation: request.cancellation)
      return BenchResult(
        model: request.name, threads: model.threads, isa: "\(model.isa)",
        prefill: rates.prefill, decode: rates.decode)
    }
  }

  func measureKernels(_ request: EngineRequest) throws -> KernelReport {
    try explaining(request.path) {
      try LoadedModel(path: request.path, options: request.options).measureKernels()
    }
  }

  /// Names the file in every error of the engine that does not name it itself.
  private func explaining<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as SequenceModelError {
      throw error
    } catch let error as RuntimeError {
      throw error
    } catch {
      let words = "\(error)"
      throw EngineError(words.contains(path) ? words : "\(path): \(words)")
    }
  }
}

extension ChatModel: OpenedModel {
  package var hardware: String {
    "\(loaded.threads) \(loaded.threads == 1 ? "thread" : "threads"), \(loaded.isa)"
  }

  package var openingTimes: [(phase: String, time: Duration)] {
    [
      ("file", startup.engine.mapping), ("threads", startup.engine.threads),
      ("weights", startup.engine.binding), ("vocabulary", startup.vocabulary),
      ("template", startup.template),
    ]
  }
}
