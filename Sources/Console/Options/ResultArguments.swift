import ArgumentParser

/// What becomes of a prompt and of the text that the model writes.
struct ResultArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the text to a file.", valueName: "file"))
  var output: String?

  @Flag(help: "End with status 4 instead of leaving anything out of the prompt.")
  var strict = false

  @Flag(help: "Print one JSON object instead of the text.")
  var json = false

  @Flag(help: "Print the prompt and its receipt, and run no model.")
  var dryRun = false
}
