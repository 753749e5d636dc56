import Console
import Inference
import SequenceModel
import Synchronization
import TestSupport

extension FakeTextModel: OpenedModel {
  package var hardware: String { "2 threads, paper" }
  package var openingTimes: [(phase: String, time: Duration)] { [("file", .milliseconds(3))] }
}

/// An engine that opens one fake model and keeps what it was asked.
final class FakeEngine: Engine {
  // A test runs its program on one thread.
  nonisolated(unsafe) private let model: FakeTextModel
  private let seen = Mutex<[EngineRequest]>([])
  private let plans = Mutex<[BenchmarkPlan]>([])

  init(_ model: FakeTextModel) {
    self.model = model
  }

  var requests: [EngineRequest] { seen.withLock { $0 } }
  var benchPlans: [BenchmarkPlan] { plans.withLock { $0 } }

  func open(_ request: EngineRequest) throws -> any OpenedModel {
    seen.withLock { $0.append(request) }
    if request.path.hasSuffix("broken.gguf") {
      throw EngineError("'broken.gguf' is not a GGUF file", hints: ["pull it again"])
    }
    return model
  }

  func tokens(of text: [UInt8], modelPath: String, parsesSpecial: Bool) throws -> [Int32] {
    text.map(Int32.init) + (parsesSpecial ? [-1] : [])
  }

  func render(template: String, context: String, now: String?) throws -> String {
    template + context + (now ?? "")
  }

  func scores(
    of text: [UInt8], request: EngineRequest, limit: Int?, batch: Int
  ) throws -> TextScores {
    seen.withLock { $0.append(request) }
    return TextScores(
      tokens: [1, 2], nextLogProbabilities: [0],
      top: [[TextScores.Candidate(token: 2, logProbability: -0.5)]])
  }

  func describe(fileAt path: String) throws -> [String] { ["a GGUF file"] }

  func measureKernels(_ request: EngineRequest) throws -> KernelReport {
    KernelReport(
      isa: "portable", threads: 2, bandwidth: 40e9, integerPeak: nil,
      kernels: [
        .init(format: "Q8_0", dot: 20e9, fourColumns: 1.25, unpack: nil, tile: nil),
        .init(format: "Q4_K", dot: 10e9, fourColumns: 1.5, unpack: 5e9, tile: 160e9),
      ])
  }

  func bench(_ request: EngineRequest, plan: BenchmarkPlan) throws -> BenchResult {
    seen.withLock { $0.append(request) }
    plans.withLock { $0.append(plan) }
    return BenchResult(
      model: request.name, threads: request.options.threads ?? 1, isa: "portable",
      prefill: RateSamples(tokens: plan.promptTokens, rates: [8, 4, 2]),
      decode: RateSamples(tokens: plan.generatedTokens, rates: [32]))
  }
}
