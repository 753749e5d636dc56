import ArgumentParser
import Tasks
import Workspace

struct RefactorCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "refactor",
    abstract: "Rewrite code as an instruction says; prints a diff.",
    discussion: """
      A target is a file, lines of a file (FILE:10-40: the functions or types that
      they lie in), or a function or type (FILE:NAME). Up to 200 lines are written
      anew; of longer code the model names the lines that change, which always
      stand in the file, and writes others for them (see --edit-format).
      The answer is a diff for 'git apply'. --apply writes the files, and
      'lathe undo' takes that back.

        lathe refactor cache.py:Cache.evict -i "return the key" | git apply
        lathe refactor a.go:12-30 b.go:Open -i "wrap errors" --check "go test"
      """)

  @Argument(help: ArgumentHelp("What to rewrite.", valueName: "target"))
  var targets: [String] = []

  @Option(
    name: [.customShort("i"), .long],
    help: ArgumentHelp("What to change; '-' reads it from standard input.", valueName: "text"))
  var instruction: String?

  @Option(
    help: ArgumentHelp(
      "How the model writes: whole, search-replace (only lines that change), or auto.",
      valueName: "format"))
  var editFormat: EditFormat?

  @Flag(help: "Write the new code to the files: all of them, or none.")
  var apply = false

  @Option(
    help: ArgumentHelp(
      "Apply, run a shell command, and keep the edit only if it succeeds.", valueName: "command"))
  var check: String?

  @OptionGroup var answer: AnswerArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  var result: ResultArguments { answer.result }

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, sampling, answer, display)
    let status = session.status(options.verbosity)
    let ground = try EditGround(session)
    try ground.recover(status)
    let task = try RefactorTask(
      targets: targets, instruction: try words(session, status), files: options.files,
      system: options.system,
      format: try session.resolver.choice(editFormat, "edit-format") ?? .auto, root: ground.root,
      folder: ground.folder,
      gatherer: session.gatherer)
    return try RefactorRun(
      session: session, options: options, status: status, ground: ground,
      isApplied: apply || check != nil, check: check)(task)
  }

  private func words(_ session: Session, _ status: StatusOutput) throws -> String {
    guard instruction == "-" else { return instruction ?? "" }
    return try session.input.read(.named, status: status)?.text ?? ""
  }
}

extension EditFormat: ExpressibleByArgument {}
