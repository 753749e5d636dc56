import ArgumentParser
import Tasks

struct DebugCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "debug",
    abstract: "Find the cause of a failure from a stack trace or a test log.",
    discussion: """
      The lines of the repository's files that the output names are read too.

        swift test 2>&1 | lathe debug
      """)

  @Argument(help: ArgumentHelp("'-' waits for standard input.", valueName: "input"))
  var input: String?

  @OptionGroup var answer: AnswerArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  var result: ResultArguments { answer.result }

  func validate() throws {
    if let input, input != "-" {
      throw ValidationError("'\(input)' cannot be debugged; pipe its output in")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, sampling, answer, display)
    let files = InputNames(options.files)
    let isNamed = input == "-" || files.namesInput
    // There is nothing to debug but standard input, so it is waited for.
    return try AnswerRun(session: session, options: options)(input: isNamed ? .named : .only) {
      piped in
      try DebugTask(
        files: files.others, piped: piped, system: options.system, gatherer: session.gatherer)
    }
  }
}
