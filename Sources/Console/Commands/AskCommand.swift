import ArgumentParser
import Tasks

struct AskCommand: SessionCommand {
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
      """)

  @Argument(help: ArgumentHelp("The question.", valueName: "prompt"))
  var words: [String] = []

  @OptionGroup var answer: AnswerArguments
  @OptionGroup var context: ContextArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, sampling, answer, display)
    let budget = try session.resolver.contextBudget(context.contextBudget)
    let question = words == ["-"] ? nil : words.isEmpty ? nil : words.joined(separator: " ")
    let files = InputNames(options.files)
    let isNamed = files.namesInput || words == ["-"]
    let input: StandardInput.Use =
      isNamed ? .named : files.others.isEmpty || question == nil ? .only : .besideOthers
    return try AnswerRun(session: session, options: options)(input: input) { piped in
      try AskTask(
        question: question, files: files.others, piped: piped, system: options.system,
        context: budget, gatherer: session.gatherer)
    }
  }
}
