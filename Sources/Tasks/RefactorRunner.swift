package import Edits
import Prompting
package import TextModel

/// What came of a refactoring before anything is written.
package struct RefactorOutcome: Sendable {
  package enum Ending: Sendable, Equatable {
    /// All pieces were rewritten; the set is empty where nothing changes.
    case edits(EditSet)
    /// New code cannot be used, also not that of the second attempt.
    case unusable(title: String, problem: String, code: String)
    /// The model wrote more than it may.
    case cut(title: String, maxTokens: Int)
    case cancelled
  }

  package var ending: Ending
  package var summary: TaskSummary
  /// Pieces whose new code is the old one, by their titles.
  package var unchanged: [String] = []
  /// What the user should know about the new code, in whole sentences.
  package var warnings: [String] = []
}

/// Asks a model for new code, piece by piece, and puts it into the files.
package final class RefactorRunner {
  private let model: any TextGenerator
  private let options: GenerationOptions
  private let emit: (TaskEvent) throws -> Void
  private var summary = TaskSummary(stopReason: .endOfTurn)
  private var unchanged: [String] = []
  private var warnings: [String] = []

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

  /// Runs the plan of a task.
  ///
  /// - Throws: `EditError` where new code cannot stand in a file, and the errors of the model.
  package func run(_ task: RefactorTask, _ plan: TaskPlan) throws -> RefactorOutcome {
    var code: [String] = []
    for (index, place) in task.pieces.enumerated() where index < plan.steps.count {
      let step = plan.steps[index]
      try emit(.step(number: index + 1, count: plan.steps.count, title: step.title))
      let check = RewriteCheck(file: place.file, piece: place.piece)
      switch try rewrite(check, step) {
      case .code(let text):
        code.append(text)
        note(text, check)
      case .failed(let ending): return RefactorOutcome(ending: ending, summary: summary)
      }
    }
    var edits: [FileEdit] = []
    for file in task.files {
      edits.append(try file.edit(Array(code.prefix(file.pieces.count))))
      code.removeFirst(min(file.pieces.count, code.count))
    }
    let set = try EditSet(edits, title: task.instruction)
    return RefactorOutcome(
      ending: .edits(set), summary: summary, unchanged: unchanged, warnings: warnings)
  }

  /// Notes what is remarkable about new code that can be used.
  private func note(_ code: String, _ check: RewriteCheck) {
    if check.isSame(code) { unchanged.append(check.piece.title) }
    let lost = check.lostUnits(in: code).map { "'\($0)'" }
    guard !lost.isEmpty else { return }
    let names = lost.prefix(10).joined(separator: ", ")
    let more = lost.count > 10 ? " and \(lost.count - 10) more" : ""
    warnings.append("the new code of \(check.piece.title) has no \(names)\(more) any more")
  }

  private enum Rewriting {
    case code(String)
    case failed(RefactorOutcome.Ending)
  }

  /// Asks once, and once more where the code cannot be used.
  private func rewrite(_ check: RewriteCheck, _ step: TaskPlan.Step) throws -> Rewriting {
    guard let prompt = step.prompt, let opening = prompt.messages.last else {
      return .failed(.unusable(title: step.title, problem: "there is no prompt.", code: ""))
    }
    var messages = prompt.messages
    for attempt in 1...2 {
      let answer = try ask(messages, opening.content, step.maxTokens)
      let fence = opening.content.prefix { $0 == "`" }.count
      let found = CodeAnswer(answer, fence: fence)
      switch summary.stopReason {
      case .cancelled: return .failed(.cancelled)
      case .tokenLimit where !found.isClosed, .contextFull where !found.isClosed:
        return .failed(.cut(title: step.title, maxTokens: step.maxTokens))
      default: break
      }
      let code = check.indented(found.code)
      guard let problem = try check.problem(in: code) else { return .code(code) }
      let retry = Self.retry(prompt.messages, opening, found.code, problem)
      let room = model.contextSize - step.maxTokens
      guard attempt == 1, try model.tokenCount(of: retry) <= room else {
        return .failed(.unusable(title: step.title, problem: problem, code: code))
      }
      messages = retry
    }
    return .failed(.cancelled)
  }

  /// The conversation that goes on with what is wrong.
  private static func retry(
    _ messages: [Message], _ opening: Message, _ code: String, _ problem: String
  ) -> [Message] {
    let fence = opening.content.prefix { $0 == "`" }
    return messages.dropLast() + [
      Message(.assistant, opening.content + code + "\n" + fence),
      Message(.user, RefactorPrompt.retry(problem)), opening,
    ]
  }

  /// What the model writes up to the fence that closes what the prompt opened.
  private func ask(
    _ messages: [Message], _ opening: String, _ maxTokens: Int
  ) throws -> String {
    var options = options
    options.maxTokens = maxTokens
    options.stopStrings.append("\n" + opening.prefix { $0 == "`" })
    let emit = emit
    var answer = ""
    let result = try model.generate(messages, options: options) { event in
      switch event {
      case .reading(let done, let total): try emit(.reading(done: done, total: total))
      case .text(let text):
        answer += text
        try emit(.text(text))
      }
    }
    summary.add(result)
    return answer
  }
}
