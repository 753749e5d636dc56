import ArgumentParser

/// How much Lathe adds to a question by itself.
struct ContextArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most tokens of definitions, callers and tests that are added around files and names:"
        + " auto (at most 1024) or a number; 0 adds none.", valueName: "tokens"))
  var contextBudget: String?
}
