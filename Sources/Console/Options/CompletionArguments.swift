import ArgumentParser

/// Where to complete, how far, and what becomes of the text.
///
/// `-f`, `-n` and `--context-budget` stand here and in the arguments of an answer, because they
/// mean other things: whole files to be read first, a limit of its own, and nothing added by
/// default. How the next token is chosen (`SamplingArguments`) is the same for both.
struct CompletionArguments: ParsableArguments {
  @Option(help: ArgumentHelp("A file with the text before the cursor.", valueName: "file"))
  var prefix: String?

  @Option(help: ArgumentHelp("A file with the text after the cursor.", valueName: "file"))
  var suffix: String?

  @Option(
    help: ArgumentHelp(
      "Where in standard input the cursor is.", valueName: "line[:column]"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "What marks the cursor in standard input (default: <CURSOR>).", valueName: "mark"))
  var cursor: String?

  @Option(
    help: ArgumentHelp(
      "What a text that is no file is called; it tells the language.",
      valueName: "file"))
  var name: String?

  @Option(
    name: [.customShort("f"), .customLong("file")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Another file of the repository, or lines of it, to be read first (can be repeated).",
      valueName: "file"))
  var files: [String] = []

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("The most tokens of the completion (default: 128).", valueName: "tokens"))
  var maxTokens: Int?

  @Option(help: ArgumentHelp("The most lines of the completion.", valueName: "count"))
  var maxLines: Int?

  @Option(
    help: ArgumentHelp(
      "How many tokens of the text around the cursor are read (default: 1024).",
      valueName: "tokens"))
  var window: Int?

  @Option(
    help: ArgumentHelp(
      "The most tokens of declarations and similar code that the repository adds (default: 0).",
      valueName: "tokens"))
  var contextBudget: String?

  @OptionGroup var result: ResultArguments
}
