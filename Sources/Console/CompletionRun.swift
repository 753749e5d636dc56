import OrderedJSON
import Prompting
import Tasks
import Terminal
import TextModel

/// The way of a completion: model, plan, text.
struct CompletionRun {
  let session: Session
  let options: ResolvedOptions
  let status: StatusOutput

  func callAsFunction(_ task: CompletionTask) throws -> ExitStatus {
    let sink = try makeSink()
    let model = try ModelOpening(session: session, options: options, status: status)
      .open(hasConversations: false)
    let plan = try plan(task, for: model)
    if options.isStrict { try requireAll(of: plan) }
    if options.isDryRun { return try show(plan, for: model, on: sink) }
    // Editors show every word beside the text, so the receipt waits for --verbose.
    plan.receipt.lines.forEach(status.detail)
    var firstText: ContinuousClock.Instant?
    let completion = try run(task, plan, model) { firstText = firstText ?? .now }
    let ending = Self.ending(of: completion)
    let report = CompletionReport(
      completion: completion, place: task.place, plan: plan, model: model.name,
      firstText: firstText, ending: ending)
    try write(report, to: sink)
    let summary = TaskSummary(completion.summary)
    Statistics(model: model, summary: summary, firstText: firstText).lines.forEach(status.detail)
    ending.note.map(status.note)
    if let hint = Self.hint(for: completion) { status.detail(hint) }
    return ending.status
  }

  /// - Throws: `Diagnostic` where the line of the cursor does not fit: of a line no part is taken.
  private func plan(_ task: CompletionTask, for model: any OpenedModel) throws -> CompletionPlan {
    do {
      return try task.plan(
        for: model, answerTokens: options.maxTokens ?? CompletionTask.answerTokens)
    } catch TextModelError.contextOverflow(let tokens, let contextSize) {
      let hasFiles = task.surroundings != nil
      throw Diagnostic(
        .context,
        "the line of the cursor\(hasFiles ? " and the files of -f need" : " needs") \(tokens)"
          + " tokens, but the context holds \(contextSize)",
        hints: (hasFiles ? ["name fewer files, or lines of them (-f FILE:10-40)"] : [])
          + ["--context-size sets the size of the context, up to what the model was made for"])
    }
  }

  /// - Throws: `Diagnostic` where lines of the text, or of what a named budget was for, are left out.
  private func requireAll(of plan: CompletionPlan) throws {
    let others = plan.receipt.leftOut.filter(\.isExpected).map {
      "\($0.name) is left out: \($0.cause)"
    }
    let missing = plan.leftOut + others
    guard !missing.isEmpty else { return }
    let window = "--window makes room for more, up to --context-size; without --strict they may go"
    throw Diagnostic(
      .context, missing.joined(separator: "; "),
      hints: (plan.leftOut.isEmpty ? [] : [window]) + (others.isEmpty ? [] : [Receipt.budgetRemedy])
    )
  }

  private func makeSink() throws -> AnswerSink {
    guard let path = options.output, path != "-" else {
      return AnswerSink(standardOutput: session.output)
    }
    return try AnswerSink(path: path, rescue: session.output)
  }

  private func run(
    _ task: CompletionTask, _ plan: CompletionPlan, _ model: any OpenedModel,
    noteText: () -> Void
  ) throws -> Completion {
    defer { status.clearProgress() }
    let generation = GenerationOptions(
      stopStrings: options.stopStrings, sampling: options.sampling)
    return try session.interruption.duringModelRun {
      try task.run(plan, on: model, options: generation) { event in
        guard case .reading(let done, let total) = event else { return noteText() }
        guard done < total else { return }
        status.report(
          ProgressReport(
            label: "reading", done: UInt64(clamping: done), total: UInt64(clamping: total),
            unit: .items("tokens")))
      }
    }
  }

  private func write(_ report: CompletionReport, to sink: AnswerSink) throws {
    if options.isJSON { return try sink.write(report.json.line + "\n") }
    // An editor must not insert what an interruption left.
    let completion = report.completion
    try sink.write(completion.stop == .cancelled ? "" : completion.text)
    if sink.isTerminal, sink.isMidLine { try sink.write("\n") }
  }

  /// The exit status; a completion that a limit cut is one, as long as there is something of it.
  private static func ending(of completion: Completion) -> RunEnding {
    guard completion.text.isEmpty || completion.stop == .cancelled else { return .done }
    switch completion.stop {
    case .cancelled:
      return .interrupted
    case .tokenLimit, .contextFull:
      return RunEnding(
        .incomplete, "nothing came before the limit; \(limit(of: completion)) raises it")
    case .repetition:
      return RunEnding(.done, "the model would only repeat what follows the cursor")
    default:
      return RunEnding(.done, "the model has nothing to add here")
    }
  }

  /// What `--verbose` says of a completion that a limit cut.
  private static func hint(for completion: Completion) -> String? {
    guard [.tokenLimit, .contextFull].contains(completion.stop), !completion.text.isEmpty else {
      return nil
    }
    return "the completion was cut at its limit; \(limit(of: completion)) raises it"
  }

  private static func limit(of completion: Completion) -> String {
    completion.stop == .tokenLimit ? "-n" : "--context-size"
  }

  private func show(
    _ plan: CompletionPlan, for model: any OpenedModel, on sink: AnswerSink
  ) throws -> ExitStatus {
    let spellings = model.infillTokens
    let texts = plan.parts.map { part in
      switch part {
      case .text(let text): text
      case .token(let role): spellings[role] ?? ""
      }
    }
    if options.isJSON {
      let json: JSONValue = [
        "prompts": .array([.string(texts.joined())]), "receipt": plan.receipt.json,
      ]
      try sink.write(json.line + "\n")
      return .done
    }
    try sink.write(texts.joined() + "\n")
    plan.receipt.lines.forEach(status.note)
    return .done
  }
}
