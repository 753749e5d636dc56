import Prompting
import Tasks
import Terminal
import TextModel
import Workspace

/// The way of every command that answers: input, task, model, plan, answer.
struct AnswerRun {
  let session: Session
  let options: ResolvedOptions
  let status: StatusOutput

  init(session: Session, options: ResolvedOptions) {
    self.session = session
    self.options = options
    status = session.status(options.verbosity)
  }

  /// Runs the task that `makeTask` makes from standard input.
  ///
  /// All that can fail without a model fails before one is opened.
  func callAsFunction<Task: AssistantTask>(
    input: StandardInput.Use, _ makeTask: (DecodedText?) throws -> Task
  ) throws -> ExitStatus {
    let task = try makeTask(session.input.read(input, status: status))
    let sink = try makeSink()
    let model = try ModelOpening(session: session, options: options, status: status).open()
    let answerTokens = Task.answerTokens(
      asked: options.maxTokens, contextSize: model.contextSize)
    let plan = try task.plan(for: model, answerTokens: answerTokens)
    plan.warnings.forEach { status.note("warning: \($0)") }
    if options.isStrict { try requireAll(of: plan.receipt) }
    if options.isDryRun {
      return try DryRun(plan: plan, isJSON: options.isJSON).print(sink, status)
    }
    let isWorthTelling = !plan.receipt.isWhole
    for line in plan.receipt.lines { isWorthTelling ? status.note(line) : status.detail(line) }
    return try answer(plan, with: model, to: sink)
  }

  /// - Throws: `Diagnostic` where anything is left out of the prompt.
  private func requireAll(of receipt: Receipt) throws {
    let missing = receipt.missing
    guard !missing.isEmpty else { return }
    let shown = missing.prefix(5).joined(separator: ", ")
    let more = missing.count > 5 ? ", and \(missing.count - 5) more" : ""
    throw Diagnostic(
      .context,
      "--strict: \(missing.count == 1 ? "1 part" : "\(missing.count) parts") would be left out of"
        + " the prompt: \(shown)\(more)",
      hints: ["--dry-run without --strict shows the receipt, with the reason for each"]
        + Self.remedies(for: receipt.leftOut.filter(\.isExpected)))
  }

  /// What helps against omissions of each origin.
  private static func remedies(for omissions: [Receipt.Omission]) -> [String] {
    let isFolder = omissions.contains { $0.origin == .user }
    let isContext = omissions.contains { $0.origin == .lathe }
    return (isFolder ? ["a file that is named by itself is always read"] : [])
      + (isContext
        ? ["--context-budget 0 adds nothing of Lathe's choice, a larger number more of it"] : [])
  }

  private func makeSink() throws -> AnswerSink {
    guard let path = options.output, path != "-" else {
      let isText = !options.isJSON && !options.isDryRun
      return AnswerSink(
        standardOutput: session.output, isStyled: isText && session.stylesAnswer)
    }
    return try AnswerSink(path: path, rescue: session.output)
  }

  private func answer(
    _ plan: TaskPlan, with model: any OpenedModel, to sink: AnswerSink
  ) throws -> ExitStatus {
    let screen = AnswerScreen(
      sink: sink, status: status, interruption: session.interruption, isJSON: options.isJSON)
    let generation = GenerationOptions(
      stopStrings: options.stopStrings, sampling: options.sampling)
    let runner = TaskRunner(model: model, options: generation, emit: screen.show)
    let summary = try run(runner, plan, on: screen)
    try screen.finish()
    if options.isJSON {
      let report = AnswerReport(
        answer: screen.answer, model: model.name, summary: summary, receipt: plan.receipt)
      try sink.write(report.json.line + "\n")
    }
    Statistics(model: model, summary: summary, firstText: screen.firstText).lines.forEach(
      status.detail)
    return end(summary)
  }

  private func run(
    _ runner: TaskRunner, _ plan: TaskPlan, on screen: AnswerScreen
  ) throws -> TaskSummary {
    do {
      return try session.interruption.duringModelRun { try runner.run(plan) }
    } catch {
      screen.abandon()
      throw error
    }
  }

  /// The exit status, with a word on an answer that is not complete.
  private func end(_ summary: TaskSummary) -> ExitStatus {
    switch summary.stopReason {
    case .endOfTurn, .stopString, .constraintMet, .enoughText:
      return .done
    case .cancelled:
      return .interrupted
    case .tokenLimit:
      status.note("the answer was cut at its token limit; -n raises it")
      return .incomplete
    case .contextFull:
      status.note("the answer was cut because the context is full; --context-size raises it")
      return .incomplete
    }
  }
}
