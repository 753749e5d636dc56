import ArgumentParser
import Tasks

struct ExplainCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain code, a change, a log or a stack trace.",
    discussion: """
      A target is a file, lines of it (FILE:10-40), or a git revision (REV, A..B).

        git diff | lathe explain
        lathe explain Sources/Worker.swift:10-40
        lathe explain HEAD~3..HEAD
      """)

  @Argument(help: ArgumentHelp("What to explain.", valueName: "target"))
  var targets: [String] = []

  @Flag(help: "Explain what is staged for the next commit.")
  var staged = false

  @OptionGroup var answer: AnswerArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, sampling, answer, display)
    let names = InputNames(targets + options.files)
    let files = InputNames(options.files).others
    let targets = InputNames(targets).others
    return try AnswerRun(session: session, options: options)(
      input: names.use(hasOthers: staged)
    ) { piped in
      try ExplainTask(
        targets: targets, staged: staged, files: files, piped: piped, system: options.system,
        gatherer: session.gatherer)
    }
  }
}
