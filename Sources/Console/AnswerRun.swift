import OrderedJSON
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

  /// Runs the task that `makeTask` makes from standard input, which is not read where `input` is
  /// nil.
  ///
  /// All that can fail without a model fails before one is opened.
  func callAsFunction<Task: AssistantTask>(
    input: StandardInput.Use?, _ makeTask: (DecodedText?) throws -> Task
  ) throws -> ExitStatus {
    let task = try makeTask(input.flatMap { try session.input.read($0, status: status) })
    let sink = try makeSink()
    let model = try ModelOpening(session: session, options: options, status: status).open()
    let answerTokens = Task.answerTokens(
      asked: options.maxTokens, contextSize: model.contextSize)
    let plan = try task.plan(for: model, answerTokens: answerTokens)
    plan.warnings.forEach { status.note("warning: \($0)") }
    if options.isStrict { try plan.receipt.requireAll() }
    if options.isDryRun {
      return try DryRun(plan: plan, isJSON: options.isJSON).print(sink, status)
    }
    let isWorthTelling = !plan.receipt.isWhole
    for line in plan.receipt.lines { isWorthTelling ? status.note(line) : status.detail(line) }
    return try answer(plan, with: model, to: sink)
  }

  private func makeSink() throws -> AnswerSink {
    guard let path = options.output, path != "-" else {
      let isText = !options.isJSON && !options.isDryRun && !options.isData
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
    let ending = Self.ending(of: summary)
    if options.isJSON {
      let report = AnswerReport(
        answer: screen.answer,
        value: options.isData ? try? JSONParser.parse(screen.answer) : nil, model: model.name,
        summary: summary, firstText: screen.firstText, receipt: plan.receipt, ending: ending)
      try sink.write(report.json.line + "\n")
    }
    Statistics(model: model, summary: summary, firstText: screen.firstText).lines.forEach(
      status.detail)
    ending.note.map(status.note)
    return ending.status
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
  private static func ending(of summary: TaskSummary) -> RunEnding {
    switch summary.stopReason {
    case .endOfTurn, .stopString, .constraintMet, .enoughText:
      guard summary.isSteered else { return .done }
      return RunEnding(
        .incomplete, "the answer was brought to its end at its token limit; -n raises it")
    case .cancelled: return .interrupted
    case .tokenLimit:
      return RunEnding(.incomplete, "the answer was cut at its token limit; -n raises it")
    case .contextFull:
      return RunEnding(
        .incomplete, "the answer was cut because the context is full; --context-size raises it")
    }
  }
}
