import Constraints
import Prompting
package import TextModel

/// What happens while a task runs.
package enum TaskEvent: Sendable, Equatable {
  /// A prompt is about to be read, one of so many; the title says what it is about.
  case step(number: Int, count: Int, title: String)
  /// So many tokens of the prompt have been read.
  case reading(done: Int, total: Int)
  /// The next piece of the answer.
  case text(String)
}

/// What a task cost and how it ended.
package struct TaskSummary: Sendable, Equatable {
  /// How the last prompt ended; `cancelled` where any was cancelled.
  package var stopReason: GenerationSummary.StopReason
  /// Whether an answer was held to a form and brought to its end by the token limit.
  package var isSteered = false
  /// How many prompts were answered.
  package var prompts = 0
  package var promptTokens = 0
  /// Those of them that the model held already and did not read again.
  package var reusedTokens = 0
  package var generatedTokens = 0
  package var readingTime = Duration.zero
  package var writingTime = Duration.zero

  init(stopReason: GenerationSummary.StopReason) {
    self.stopReason = stopReason
  }

  /// What one answer cost.
  package init(_ summary: GenerationSummary) {
    self.init(stopReason: summary.stopReason)
    add(summary)
  }

  mutating func add(_ summary: GenerationSummary) {
    stopReason = summary.stopReason
    isSteered = isSteered || summary.isSteered
    prompts += 1
    promptTokens += summary.promptTokens
    reusedTokens += summary.reusedTokens
    generatedTokens += summary.generatedTokens
    readingTime += summary.readingTime
    writingTime += summary.writingTime
  }
}

/// Asks a model what a plan says and puts the answers together.
package final class TaskRunner {
  private let model: any TextGenerator
  private let options: GenerationOptions
  private let emit: (TaskEvent) throws -> Void
  private var summary = TaskSummary(stopReason: .endOfTurn)

  /// - Parameters:
  ///   - options: how to sample; the plan says how long the answers may be.
  ///   - emit: called in order for every event; an error it throws ends the task.
  package init(
    model: any TextGenerator, options: GenerationOptions, emit: @escaping (TaskEvent) throws -> Void
  ) {
    self.model = model
    self.options = options
    self.emit = emit
  }

  /// Runs the plan; an answer always ends with a newline.
  package func run(_ plan: TaskPlan) throws -> TaskSummary {
    switch plan.layout {
    case .single: try runSingle(plan)
    case .summaries(let closing): try runSummaries(plan, closing)
    case .sequence(let maxTokens): try runSequence(plan, maxTokens)
    case .findings: try runFindings(plan)
    }
    return summary
  }

  private func runSingle(_ plan: TaskPlan) throws {
    for step in plan.steps {
      var tidy = AnswerText()
      try answer(step) { try emitText(tidy.piece($0)) }
      try emitText(tidy.end())
    }
  }

  private func runSummaries(_ plan: TaskPlan, _ closing: Closing) throws {
    let count = plan.steps.count + 1
    var answers: [(title: String, text: String)] = []
    for (index, step) in plan.steps.enumerated() {
      try emit(.step(number: index + 1, count: count, title: step.title))
      try emitText("\(step.title)\n")
      var tidy = AnswerText()
      try answer(step) { try emitText(tidy.piece($0)) }
      try emitText(tidy.end() + "\n")
      if summary.stopReason == .cancelled { return }
      answers.append((step.title, tidy.text))
    }
    // A part that reached its limit was cut short on purpose.
    summary.stopReason = .endOfTurn
    try emit(.step(number: count, count: count, title: "the whole change"))
    try close(closing, over: answers)
  }

  /// Asks for the overall answer, after merging summaries where not all fit into one prompt.
  private func close(
    _ closing: Closing, over answers: [(title: String, text: String)]
  ) throws {
    let folder = SummaryFolder(closing: closing, model: model)
    var answers = answers
    while let batches = try folder.batches(of: answers) {
      var merged: [(title: String, text: String)] = []
      for batch in batches {
        var text = ""
        try ask(folder.prompt(over: batch, merging: true), maxTokens: folder.mergedTokens) {
          text += $0
        }
        if summary.stopReason == .cancelled { return }
        merged.append(("\(batch.count) files from \(batch[0].title)", text))
      }
      answers = merged
    }
    try emitText("The whole change\n")
    var tidy = AnswerText()
    try ask(folder.prompt(over: answers, merging: false), maxTokens: closing.maxTokens) {
      try emitText(tidy.piece($0))
    }
    try emitText(tidy.end())
  }

  private func runSequence(_ plan: TaskPlan, _ maxTokens: Int) throws {
    for (index, step) in plan.steps.enumerated() {
      let room = maxTokens - summary.generatedTokens
      guard room > 0 else {
        summary.stopReason = .tokenLimit
        return
      }
      if index > 0 { try emitText("\n") }
      if plan.steps.count > 1 {
        try emit(.step(number: index + 1, count: plan.steps.count, title: step.title))
      }
      if !step.title.isEmpty { try emitText("\(step.title)\n") }
      var tidy = AnswerText()
      try answer(step, maxTokens: room) { try emitText(tidy.piece($0)) }
      try emitText(tidy.end())
      if summary.stopReason == .cancelled { return }
    }
  }

  private func runFindings(_ plan: TaskPlan) throws {
    var findings = FindingLines()
    for (index, step) in plan.steps.enumerated() {
      try emit(.step(number: index + 1, count: plan.steps.count, title: step.title))
      try answer(step) { try emitText(findings.piece($0)) }
      try emitText(findings.endOfStep())
      if summary.stopReason == .cancelled { return }
    }
    try emitText(findings.end())
  }

  private func answer(
    _ step: TaskPlan.Step, maxTokens limit: Int = .max, _ handler: (String) throws -> Void
  ) throws {
    switch step.content {
    case .known(let text): try handler(text)
    case .guided(let prompt, let leads):
      try complete(leads, after: prompt.messages, maxTokens: limit, handler)
    case .prompt(let prompt, let maxTokens), .blocks(let prompt, _, let maxTokens):
      try ask(
        prompt.messages, maxTokens: min(maxTokens, limit), constraint: step.constraint, handler)
    }
  }

  private func ask(
    _ messages: [Message], maxTokens: Int, stops: [String] = [], constraint: Constraint? = nil,
    _ handler: (String) throws -> Void
  ) throws {
    var options = options
    options.maxTokens = maxTokens
    options.stopStrings += stops
    options.constraint = constraint
    let emit = emit
    let result = try model.generate(messages, options: options) { event in
      switch event {
      case .reading(let done, let total): try emit(.reading(done: done, total: total))
      case .text(let text): try handler(text)
      }
    }
    summary.add(result)
  }

  /// Lets the model end one sentence after another.
  ///
  /// The beginnings are part of the conversation, so that the model reads what it has said so far
  /// and little else is read again.
  private func complete(
    _ leads: [ChangeLead], after messages: [Message], maxTokens: Int,
    _ handler: (String) throws -> Void
  ) throws {
    var paragraph = GuidedParagraph()
    var room = maxTokens
    for lead in leads where room > 0 {
      guard paragraph.begin(lead) else { continue }
      let before = summary.generatedTokens
      try ask(
        messages + [Message(.assistant, paragraph.beginning)],
        maxTokens: min(room, GuidedParagraph.sentenceTokens), stops: paragraph.stops
      ) { try handler(paragraph.piece($0)) }
      room -= summary.generatedTokens - before
      if summary.stopReason == .cancelled { return }
      try handler(paragraph.end(summary.stopReason))
    }
    summary.stopReason = room > 0 ? .endOfTurn : .tokenLimit
  }

  private func emitText(_ text: String) throws {
    if !text.isEmpty { try emit(.text(text)) }
  }
}
