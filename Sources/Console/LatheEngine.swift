/// The engine of this build.
struct LatheEngine: Engine {
  private let missing = EngineError("this build has no inference engine")

  func open(_ request: EngineRequest) throws -> any OpenedModel { throw missing }

  func tokens(of text: [UInt8], modelPath: String, parsingSpecial: Bool) throws -> [Int32] {
    throw missing
  }

  func render(template: String, context: String) throws -> String { throw missing }

  func scores(
    of text: [UInt8], request: EngineRequest, limit: Int?, isReference: Bool
  ) throws -> TextScores { throw missing }

  func describe(fileAt path: String) throws -> [String] { throw missing }

  func bench(_ request: EngineRequest, plan: BenchPlan) throws -> BenchResult { throw missing }
}
