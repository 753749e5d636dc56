import ArgumentParser
import Inference
import OrderedJSON

struct InspectScoresCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "scores",
    abstract: "Print how likely a model finds each token of a text.")

  @Argument(help: ArgumentHelp("A text file, or '-'.", valueName: "textfile"))
  var file: String

  @Option(help: ArgumentHelp("How many tokens are looked at.", valueName: "tokens"))
  var limit: Int?

  @Option(help: "How many tokens are read together; 1 takes the path of writing.")
  var batch = 64

  @Flag(help: "Compute everything in float32, by the surest path.")
  var reference = false

  @Flag(help: "Print one JSON object with every number.")
  var json = false

  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  func validate() throws {
    if batch < 1 || batch > 512 { throw ValidationError("--batch must be from 1 to 512") }
    if let limit, limit < 2 { throw ValidationError("--limit must be at least 2") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, display)
    let status = session.status(options.verbosity)
    let bytes = try session.bytes(ofFile: file, status: status)
    var request = try ModelOpening(session: session, options: options, status: status).request()
    if reference { request.options = request.options.asReference() }
    let scores = try session.interruption.duringModelRun {
      try session.engine.scores(of: bytes, request: request, limit: limit, batch: batch)
    }
    try session.print(json ? [scores.json.line] : scores.lines)
    return .done
  }
}

extension TextScores {
  var json: JSONValue {
    let top = top.map { candidates in
      JSONValue.array(
        candidates.map { .array([.integer(Int($0.token)), .float($0.logProbability)]) })
    }
    return [
      "tokens": .array(tokens.map { .integer(Int($0)) }),
      "nextLogProb": .array(nextLogProbabilities.map(JSONValue.float)),
      "top": .array(top),
      "perplexity": .float(perplexity),
    ]
  }

  var lines: [String] {
    ["\(tokens.count) tokens, perplexity \((perplexity * 10_000).rounded() / 10_000)"]
  }
}
