import ArgumentParser
import Tasks

struct ReviewCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Look for problems in a change.",
    discussion: """
      The change is a git revision (REV, A..B), what is staged, or a diff on standard input.

        git diff | lathe review
        lathe review --staged
      """)

  @Argument(help: ArgumentHelp("A commit, or a range of commits.", valueName: "revision"))
  var revisions: [String] = []

  @Flag(help: "Review what is staged for the next commit.")
  var staged = false

  @OptionGroup var answer: AnswerArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  var result: ResultArguments { answer.result }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, sampling, answer, display)
    let names = InputNames(revisions + options.files)
    let files = InputNames(options.files).others
    let revisions = InputNames(revisions).others
    return try AnswerRun(session: session, options: options)(
      input: names.use(hasOthers: staged)
    ) { piped in
      try ReviewTask(
        revisions: revisions, staged: staged, files: files, piped: piped,
        system: options.system, gatherer: session.gatherer)
    }
  }
}
