import Edits
import OrderedJSON
import Prompting
import SequenceModel
import Tasks
import Terminal
import TextModel

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
    if options.isDryRun {
      return try DryRun(plan: plan, isJSON: options.isJSON).print(sink, status)
    }
    plan.receipt.lines.forEach(status.detail)
    let screen = RefactorScreen(status: status, interruption: session.interruption)
    let outcome = try rewrite(task, plan, model, screen)
    Statistics(model: model, summary: outcome.summary, firstText: screen.firstText).lines.forEach(
      status.detail)
    switch outcome.ending {
    case .edits(let edits):
      outcome.warnings.forEach { status.note("warning: \($0)") }
      if !edits.isEmpty {
        outcome.unchanged.forEach { status.note("nothing changes in \($0)") }
      }
      return try finish(edits, outcome, model, sink)
    case .unusable(let title, let problem, let code):
      status.note(code)
      throw Diagnostic(
        .edit,
        "the new code of \(title) cannot be used, also not at the second attempt: \(problem)",
        hints: ["nothing was written; say the instruction in other words, or name less code"])
    case .cut(let title, let maxTokens):
      throw Diagnostic(
        .incomplete, "the new code of \(title) did not end within \(maxTokens) tokens",
        hints: ["nothing was written; -n raises the limit, within --context-size"])
    case .cancelled:
      return .interrupted
    }
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
    let runner = RefactorRunner(model: model, options: generation, emit: screen.show)
    defer { screen.finish() }
    return try session.interruption.duringModelRun { try runner.run(task, plan) }
  }

  /// Prints the diff, then applies it where that is wanted.
  ///
  /// The diff comes first, so that it is seen also where a check fails.
  private func finish(
    _ edits: EditSet, _ outcome: RefactorOutcome, _ model: any OpenedModel, _ sink: AnswerSink
  ) throws -> ExitStatus {
    if !options.isJSON { try sink.write(bytes: edits.diff) }
    var ending = ExitStatus.done
    if edits.isEmpty {
      status.note("nothing changes: the new code is the same as the old")
    } else if isApplied {
      ending = try apply(edits)
    }
    if options.isJSON {
      let isKept = isApplied && !edits.isEmpty && ending == .done
      try sink.write(report(edits, outcome, model, isKept).line + "\n")
    }
    return ending
  }

  private func apply(_ edits: EditSet) throws -> ExitStatus {
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
        let isInterrupted = session.interruption.cancellation.isCancelled
        status.fail(
          Diagnostic(
            .edit, "the check '\(check)' ended with status \(ending); the edit was taken back"))
        return isInterrupted ? .interrupted : .edit
      }
    }
    try journal.keep(pending)
    for path in pending.paths { status.note("wrote '\(path)'") }
    status.note("lathe undo takes it back")
    return .done
  }

  private func report(
    _ edits: EditSet, _ outcome: RefactorOutcome, _ model: any OpenedModel, _ isKept: Bool
  ) -> JSONValue {
    let summary = outcome.summary
    return [
      "diff": .string(String(decoding: edits.diff, as: UTF8.self)),
      "files": .array(edits.edits.map { .string($0.path) }),
      "unchanged": .array(outcome.unchanged.map(JSONValue.string)),
      "warnings": .array(outcome.warnings.map(JSONValue.string)),
      "applied": .boolean(isKept),
      "attempts": .integer(summary.prompts),
      "model": .string(model.name),
      "promptTokens": .integer(summary.promptTokens),
      "generatedTokens": .integer(summary.generatedTokens),
      "readingSeconds": .float(summary.readingTime.inSeconds),
      "writingSeconds": .float(summary.writingTime.inSeconds),
    ]
  }
}

/// Shows how far a refactoring is; its text comes as a diff when all is done.
final class RefactorScreen {
  private let status: StatusOutput
  private let interruption: Interruption
  private var place = ""
  private var pieces: UInt64 = 0
  /// When the first piece of the answer came.
  private(set) var firstText: ContinuousClock.Instant?

  init(status: StatusOutput, interruption: Interruption) {
    self.status = status
    self.interruption = interruption
  }

  func show(_ event: TaskEvent) throws {
    interruption.terminalLine = .progress
    switch event {
    case .step(let number, let count, let title):
      place = (count > 1 ? " \(number) of \(count)," : "") + " \(title)"
    case .reading(let done, let total):
      pieces = 0
      guard done < total else { return }
      report("reading", done: UInt64(clamping: done), total: UInt64(clamping: total))
    case .text:
      firstText = firstText ?? .now
      pieces += 1
      report("writing", done: pieces, total: 0)
    }
  }

  /// Leaves the terminal in order.
  func finish() {
    status.clearProgress()
    interruption.terminalLine = .empty
  }

  private func report(_ verb: String, done: UInt64, total: UInt64) {
    status.report(
      ProgressReport(label: verb + place, done: done, total: total, unit: .items("tokens")))
  }
}
