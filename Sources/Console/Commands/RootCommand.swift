import ArgumentParser

struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lathe",
    abstract: "A coding assistant that runs on your own machine.",
    discussion: """
      The answer goes to standard output, everything else to standard error. Options
      for the model, sampling and limits have variables: --top-p is LATHE_TOP_P.
      So have --json, --quiet, --verbose and --color.

        lathe ask "why does this deadlock?" -f worker.swift
        git diff | lathe explain
      """,
    version: "lathe \(Version.text)",
    subcommands: [
      AskCommand.self, ExplainCommand.self, ReviewCommand.self, DebugCommand.self,
      CompleteCommand.self, RefactorCommand.self, UndoCommand.self,
      ModelsCommand.self, BenchCommand.self, InspectCommand.self,
    ])
}
