import ArgumentParser

/// What goes into a prompt beside the command's own material, and what becomes of the answer.
struct AnswerArguments: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("file")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A file, lines of it (FILE:10-40), a folder or a pattern, as context (can be repeated).",
      valueName: "file"))
  var files: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Replace the system prompt.", valueName: "text"))
  var system: String?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("The most tokens of the answer.", valueName: "tokens"))
  var maxTokens: Int?

  @OptionGroup var result: ResultArguments
}
