import ArgumentParser

/// How the next token is chosen.
struct SamplingArguments: ParsableArguments {
  @Option(help: ArgumentHelp("0 always takes the likeliest token.", valueName: "number"))
  var temperature: Float?

  @Option(help: ArgumentHelp("Keep the likeliest tokens only; 0 keeps all.", valueName: "count"))
  var topK: Int?

  @Option(
    help: ArgumentHelp(
      "Keep the likeliest tokens up to this probability.", valueName: "number"))
  var topP: Float?

  @Option(
    help: ArgumentHelp(
      "Drop tokens below this fraction of the likeliest one's probability.",
      valueName: "number"))
  var minP: Float?

  @Option(
    help: ArgumentHelp(
      "Make repeated tokens less likely; 1 changes nothing.", valueName: "number"))
  var repeatPenalty: Float?

  @Option(help: ArgumentHelp("Make random choices repeatable.", valueName: "number"))
  var seed: UInt64?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("End the answer before this text (can be repeated).", valueName: "text"))
  var stop: [String] = []
}
