import Edits
import Prompting
import SequenceModel
import Tasks
import Terminal
import TextModel
import Workspace

/// The way of a refactoring: model, plan, new code, diff, files.
struct RefactorRun {
  let session: Session
  let options: ResolvedOptions
  let status: StatusOutput
  let ground: EditGround
  let isApplied: Bool
  /// What has to succeed for the edit to stay.
  let check: String?

  func callAsFunction(_ task: RefactorTask) throws -> ExitStatus {
    let sink = try makeSink()
    let model = try ModelOpening(session: session, options: options, status: status).open()
    let plan = try task.plan(for: model, answerTokens: options.maxTokens)
    plan.warnings.forEach { status.note("warning: \($0)") }
    if options.isStrict {
      try plan.receipt.requireAll(remedy: "name lines (FILE:10-40) or a name in the file")
    }
    if options.isDryRun {
      return try DryRun(plan: plan, isJSON: options.isJSON).print(sink, status)
    }
    plan.receipt.lines.forEach(status.detail)
    let screen = RefactorScreen(status: status, interruption: session.interruption)
    let outcome = try rewrite(task, plan, model, screen)
    Statistics(model: model, summary: outcome.summary, firstText: screen.firstText).lines.forEach(
      status.detail)
    outcome.syntaxReports.forEach { status.detail($0.line) }
    let report = RefactorReport(
      outcome: outcome, model: model.name, firstText: screen.firstText, receipt: plan.receipt)
    switch outcome.ending {
    case .edits(let edits):
      outcome.warnings.forEach { status.note("warning: \($0)") }
      if !edits.isEmpty {
        outcome.unchanged.forEach { status.note("nothing changes in \($0)") }
      }
      return try finish(edits, report, sink)
    case .cancelled:
      return try end(.interrupted, "interrupted", report, sink)
    case .unusable, .cut:
      return try fail(outcome.ending, report, sink)
    }
  }

  /// Says why there is no edit.
  private func fail(
    _ ending: RefactorOutcome.Ending, _ report: RefactorReport, _ sink: AnswerSink
  ) throws -> ExitStatus {
    let diagnostic: Diagnostic
    switch ending {
    case .unusable(let title, let problem, let code):
      status.note(code)
      diagnostic = Diagnostic(
        .edit,
        "the new code of \(title) cannot be used, also not at the second attempt: \(problem)",
        hints: ["nothing was written; say the instruction in other words, or name less code"])
    case .cut(let title, let maxTokens):
      diagnostic = Diagnostic(
        .incomplete, "the new code of \(title) did not end within \(maxTokens) tokens",
        hints: ["nothing was written; -n raises the limit, within --context-size"])
    case .edits, .cancelled:
      return .done
    }
    status.fail(diagnostic)
    return try end(diagnostic.status, diagnostic.message, report, sink)
  }

  /// Prints the JSON object of a run without an edit.
  private func end(
    _ ending: ExitStatus, _ failure: String, _ report: RefactorReport, _ sink: AnswerSink
  ) throws -> ExitStatus {
    if options.isJSON {
      try sink.write(report.json(nil, isApplied: false, ending, failure: failure).line + "\n")
    }
    return ending
  }

  private func makeSink() throws -> AnswerSink {
    guard let path = options.output, path != "-" else {
      return AnswerSink(standardOutput: session.output)
    }
    return try AnswerSink(path: path, rescue: session.output)
  }

  private func rewrite(
    _ task: RefactorTask, _ plan: TaskPlan, _ model: any OpenedModel, _ screen: RefactorScreen
  ) throws -> RefactorOutcome {
    let generation = GenerationOptions(
      stopStrings: options.stopStrings, sampling: options.sampling)
    let runner = RefactorRunner(
      model: model, options: generation,
      checker: SyntaxChecker(environment: session.environment), emit: screen.show)
    defer { screen.finish() }
    return try session.interruption.duringModelRun { try runner.run(task, plan) }
  }

  /// Prints the diff, then applies it where that is wanted.
  ///
  /// The diff comes first, so that it is seen also where a check fails.
  private func finish(
    _ edits: EditSet, _ report: RefactorReport, _ sink: AnswerSink
  ) throws -> ExitStatus {
    if !options.isJSON { try sink.write(bytes: edits.diff) }
    var failure: Diagnostic?
    var ending = ExitStatus.done
    if edits.isEmpty {
      status.note("nothing changes: the new code is the same as the old")
    } else if isApplied {
      failure = try apply(edits)
      if let failure {
        status.fail(failure)
        let isInterrupted = session.interruption.cancellation.isCancelled
        ending = isInterrupted ? .interrupted : failure.status
      }
    }
    if options.isJSON {
      let isKept = isApplied && !edits.isEmpty && ending == .done
      try sink.write(
        report.json(edits, isApplied: isKept, ending, failure: failure?.message).line + "\n")
    }
    return ending
  }

  /// Writes the edits, and takes them back where the check fails.
  ///
  /// - Returns: how the check failed; nil where the edits stay.
  private func apply(_ edits: EditSet) throws -> Diagnostic? {
    let journal = try ground.journal()
    let pending = try journal.apply(edits)
    if let check {
      let ending = session.interruption.duringModelRun {
        ShellCheck(command: check, folder: ground.root.path, environment: session.environment).run()
      }
      guard ending == 0 else {
        let undone = try journal.takeBack(pending, force: true)
        for copy in undone.saved {
          status.note("what the check left in '\(copy.path)' was kept as '\(copy.copy)'")
        }
        return Diagnostic(
          .edit, "the check '\(check)' ended with status \(ending); the edit was taken back")
      }
    }
    try journal.keep(pending)
    for path in pending.paths { status.note("wrote '\(path)'") }
    status.note("lathe undo takes it back")
    return nil
  }
}
