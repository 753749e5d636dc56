import Console
import Synchronization
import TestSupport

extension FakeTextModel: OpenedModel {
  package var statistics: [String] { ["the fake model ran"] }
}

/// An engine that opens one fake model and keeps what it was asked.
final class FakeEngine: Engine {
  // A test runs its program on one thread.
  nonisolated(unsafe) private let model: FakeTextModel
  private let seen = Mutex<[EngineRequest]>([])
  private let plans = Mutex<[BenchPlan]>([])

  init(_ model: FakeTextModel) {
    self.model = model
  }

  var requests: [EngineRequest] { seen.withLock { $0 } }
  var benchPlans: [BenchPlan] { plans.withLock { $0 } }

  func open(_ request: EngineRequest) throws -> any OpenedModel {
    seen.withLock { $0.append(request) }
    if request.path.hasSuffix("broken.gguf") {
      throw EngineError("'broken.gguf' is not a GGUF file", hints: ["pull it again"])
    }
    return model
  }

  func tokens(of text: [UInt8], modelPath: String, parsingSpecial: Bool) throws -> [Int32] {
    text.map(Int32.init) + (parsingSpecial ? [-1] : [])
  }

  func render(template: String, context: String) throws -> String { template + context }

  func scores(
    of text: [UInt8], request: EngineRequest, limit: Int?, isReference: Bool
  ) throws -> TextScores {
    TextScores(
      tokens: [1, 2], nextLogProb: [-0.5], top: [[.init(token: 2, logProb: -0.5)]],
      perplexity: isReference ? 1.5 : 2.5)
  }

  func describe(fileAt path: String) throws -> [String] { ["a GGUF file"] }

  func bench(_ request: EngineRequest, plan: BenchPlan) throws -> BenchResult {
    seen.withLock { $0.append(request) }
    plans.withLock { $0.append(plan) }
    return BenchResult(
      model: request.name, threads: request.threads ?? 1, isa: "portable",
      prefill: .init(tokens: plan.promptTokens, seconds: [1, 2, 4]),
      decode: .init(tokens: plan.generatedTokens, seconds: [2]))
  }
}
