import ArgumentParser
import Tasks

struct ExplainCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain code, a change, a log or a stack trace.",
    discussion: """
      A target is a file, lines of it (FILE:10-40), a folder, a git revision (REV, A..B), or the
      name of a function or type (parse, Parser.parse); the first of these that exists is meant.
      Around files and names, what the repository defines, calls and tests is added as far as
      --context-budget allows; -v lists it.

        git diff | lathe explain
        lathe explain Sources/Worker.swift:10-40
        lathe explain Parser.parseHeader
        lathe explain HEAD~3..HEAD
      """)

  @Argument(help: ArgumentHelp("What to explain.", valueName: "target"))
  var targets: [String] = []

  @Flag(help: "Explain what is staged for the next commit.")
  var staged = false

  @OptionGroup var answer: AnswerArguments
  @OptionGroup var context: ContextArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  var result: ResultArguments { answer.result }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, sampling, answer, display)
    let budget = try session.resolver.contextBudget(context.contextBudget)
    let names = InputNames(targets + options.files)
    let files = InputNames(options.files).others
    let targets = InputNames(targets).others
    return try AnswerRun(session: session, options: options)(
      input: names.use(hasOthers: staged)
    ) { piped in
      try ExplainTask(
        targets: targets, staged: staged, files: files, piped: piped, system: options.system,
        surroundings: budget, gatherer: session.gatherer)
    }
  }
}
