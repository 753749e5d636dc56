import ArgumentParser

/// Which model runs, and on what.
struct ModelArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A model of the catalog, or the path of a GGUF file.", valueName: "model"))
  var model: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("How many threads compute.", valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "How many tokens the prompt and the answer can have together.", valueName: "tokens"))
  var contextSize: Int?

  @Option(
    help: ArgumentHelp(
      "How keys and values are kept: f16, q8_0 (half the memory) or f32.", valueName: "type"))
  var kvType: String?
}
