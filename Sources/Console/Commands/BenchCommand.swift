import ArgumentParser
import Inference

struct BenchCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure how fast a model reads and writes.")

  @Option(
    name: [.short, .customLong("prompt-tokens")],
    help: ArgumentHelp("How many tokens are read at once.", valueName: "tokens"))
  var promptTokens = 512

  @Option(
    name: [.customShort("n"), .customLong("generated-tokens")],
    help: ArgumentHelp("How many tokens are written.", valueName: "tokens"))
  var generatedTokens = 64

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("How many times each is measured.", valueName: "count"))
  var repetitions = 5

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many tokens the context holds before writing is measured.", valueName: "tokens"))
  var depth = 0

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many tokens go through the model together while writing is measured.",
      valueName: "tokens"))
  var batch = 1

  @Flag(help: "Measure single kernels and the limits of the machine instead.")
  var kernels = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  func validate() throws {
    for (name, value) in [("-p", promptTokens), ("-n", generatedTokens), ("-r", repetitions)]
    where !(1...1_000_000 ~= value) {
      throw ValidationError("the value '\(value)' of \(name) must be from 1 to 1000000")
    }
    guard 0...1_000_000 ~= depth else {
      throw ValidationError("the value '\(depth)' of -d must be from 0 to 1000000")
    }
    guard 1...512 ~= batch else {
      throw ValidationError("the value '\(batch)' of -b must be from 1 to 512")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, display)
    let status = session.status(options.verbosity)
    let request = try ModelOpening(session: session, options: options, status: status).request()
    if kernels {
      let report = try session.interruption.duringModelRun {
        try session.engine.measureKernels(request)
      }
      try session.print(json ? [report.json.line] : report.lines)
      return .done
    }
    let plan = BenchmarkPlan(
      promptTokens: promptTokens, generatedTokens: generatedTokens, repetitions: repetitions,
      depth: depth, batch: batch)
    let result = try session.interruption.duringModelRun {
      try session.engine.bench(request, plan: plan)
    }
    try session.print(json ? [result.json.line] : result.lines)
    return .done
  }
}
