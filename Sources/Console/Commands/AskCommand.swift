import ArgumentParser
import Tasks
import Workspace

struct AskCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Ask a question, with files or piped text as context.",
    discussion: """
      Without a question, or with '-' for it, standard input is the question.
      What the repository defines, calls and tests around the files is added as far as
      --context-budget allows; -v lists it.

        lathe ask "why does this deadlock?" -f worker.swift
        lathe ask "who calls this?" -f Sources/Cache.swift:10-40 -f 'Tests/**/Cache*.swift'
        make 2>&1 | lathe ask "what failed first?"
        lathe ask "list its functions" -f a.py --json-schema names.json
      """)

  @Argument(help: ArgumentHelp("The question.", valueName: "prompt"))
  var words: [String] = []

  @Option(
    help: ArgumentHelp(
      "Answer with one JSON value of the JSON Schema in a file; '-' reads it from standard input.",
      valueName: "file"))
  var jsonSchema: String?

  @OptionGroup var answer: AnswerArguments
  @OptionGroup var context: ContextArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  var result: ResultArguments { answer.result }

  func validate() throws {
    guard let jsonSchema else { return }
    if !sampling.stop.isEmpty {
      throw ValidationError("--stop would cut the value that --json-schema asks for")
    }
    if jsonSchema == "-", words.isEmpty || words == ["-"] || InputNames(answer.files).namesInput {
      throw ValidationError(
        "standard input is the schema (--json-schema -), so the question and the files must be"
          + " named otherwise")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    var options = try session.resolver.resolve(model, sampling, answer, display)
    options.isData = jsonSchema != nil
    let form = try form(session, session.status(options.verbosity))
    let budget = try session.resolver.contextBudget(context.contextBudget)
    let question = words == ["-"] ? nil : words.isEmpty ? nil : words.joined(separator: " ")
    let files = InputNames(options.files)
    let isNamed = files.namesInput || words == ["-"]
    let input: StandardInput.Use? =
      jsonSchema == "-"
      ? nil : isNamed ? .named : files.others.isEmpty || question == nil ? .only : .besideOthers
    return try AnswerRun(session: session, options: options)(input: input) { piped in
      try AskTask(
        question: question, files: files.others, piped: piped, system: options.system,
        context: budget, form: form, gatherer: session.gatherer)
    }
  }

  /// What the answer is held to.
  private func form(_ session: Session, _ status: StatusOutput) throws -> AnswerForm? {
    guard let jsonSchema else { return nil }
    guard jsonSchema == "-" else {
      let source = try SourceText(reading: FileTarget(path: jsonSchema))
      return try AnswerForm(schema: source.text, name: "'\(jsonSchema)'")
    }
    let text = try session.input.read(.named, status: status)?.text
    return try AnswerForm(schema: text ?? "", name: "standard input")
  }
}
