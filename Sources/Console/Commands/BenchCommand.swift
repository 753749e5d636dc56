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

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  func validate() throws {
    for (name, value) in [("-p", promptTokens), ("-n", generatedTokens), ("-r", repetitions)]
    where !(1...1_000_000 ~= value) {
      throw ValidationError("the value '\(value)' of \(name) must be from 1 to 1000000")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, display)
    let status = session.status(options.verbosity)
    let request = try ModelOpening(session: session, options: options, status: status).request()
    let plan = BenchmarkPlan(
      promptTokens: promptTokens, generatedTokens: generatedTokens, repetitions: repetitions)
    let result = try session.interruption.duringModelRun {
      try session.engine.bench(request, plan: plan)
    }
    try session.print(json ? [result.json.line] : result.lines)
    return .done
  }
}
