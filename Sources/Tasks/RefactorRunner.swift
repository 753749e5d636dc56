package import Edits
import Prompting
package import TextModel
package import Workspace

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
  /// How often the model was asked for new code; an answer in several blocks counts once.
  package var attempts = 0
  /// Pieces whose new code is the old one, by their titles.
  package var unchanged: [String] = []
  /// What the user should know about the new code, in whole sentences.
  package var warnings: [String] = []
  /// What the languages' own checkers said about new code, in the order in which they ran.
  package var syntaxReports: [SyntaxReport] = []
}

/// Asks a model for new code, piece by piece, and puts it into the files.
package final class RefactorRunner {
  private let turns: ModelTurns
  private let checker: SyntaxChecker?
  private var attempts = 0
  private var unchanged: [String] = []
  private var warnings: [String] = []
  private var syntaxReports: [SyntaxReport] = []

  /// - Parameters:
  ///   - options: how to sample; the plan says how long the answers may be.
  ///   - checker: runs the checkers of languages on new code; nil for none.
  ///   - emit: called in order for every event; an error it throws ends the task.
  package init(
    model: any TextGenerator, options: GenerationOptions, checker: SyntaxChecker? = nil,
    emit: @escaping (TaskEvent) throws -> Void
  ) {
    turns = ModelTurns(model: model, options: options, emit: emit)
    self.checker = checker
  }

  /// Runs the plan of a task.
  ///
  /// - Throws: `EditError` where new code cannot stand in a file, and the errors of the model.
  package func run(_ task: RefactorTask, _ plan: TaskPlan) throws -> RefactorOutcome {
    var code: [String] = []
    for (index, place) in task.pieces.enumerated() where index < plan.steps.count {
      let step = plan.steps[index]
      try turns.tell(.step(number: index + 1, count: plan.steps.count, title: step.title))
      let check = RewriteCheck(
        file: place.file, piece: place.piece, instruction: task.instruction)
      switch try rewrite(check, step) {
      case .code(let text):
        code.append(text)
        note(text, check)
      case .failed(let ending): return outcome(ending)
      }
    }
    var edits: [FileEdit] = []
    for file in task.files {
      edits.append(try file.edit(Array(code.prefix(file.pieces.count))))
      code.removeFirst(min(file.pieces.count, code.count))
    }
    return outcome(.edits(try EditSet(edits, title: task.instruction)))
  }

  private func outcome(_ ending: RefactorOutcome.Ending) -> RefactorOutcome {
    RefactorOutcome(
      ending: ending, summary: turns.summary, attempts: attempts, unchanged: unchanged,
      warnings: warnings, syntaxReports: syntaxReports)
  }

  /// Notes what is remarkable about new code that can be used.
  private func note(_ code: String, _ check: RewriteCheck) {
    if check.isSame(code) { unchanged.append(check.piece.title) }
    warnings += check.warnings(aboutLost: check.lostUnits(in: code))
  }

  private enum Rewriting {
    case code(String)
    case failed(RefactorOutcome.Ending)
  }

  /// What the model made of a piece at one attempt.
  private struct Draft {
    enum Ending {
      /// The new code of the whole piece.
      case code(String)
      /// What is wrong, and what the model wrote.
      case problem(String, shown: String)
      case cut
      case cancelled
    }

    var ending: Ending
    /// What the conversation goes on with after a problem: the answer as it stands in it.
    var written: String
    /// What the user should know where the code is used.
    var warnings: [String] = []
  }

  /// Asks once, and once more where the code cannot be used or is the old code.
  private func rewrite(_ check: RewriteCheck, _ step: TaskPlan.Step) throws -> Rewriting {
    guard let prompt = step.prompt, let opening = prompt.messages.last else {
      return .failed(.unusable(title: step.title, problem: "there is no prompt.", code: ""))
    }
    var messages = prompt.messages
    var unchanged: String?
    for attempt in 1...2 {
      attempts += 1
      let draft = try draft(check, step, messages)
      let problem: String
      let shown: String
      switch draft.ending {
      case .cancelled: return .failed(.cancelled)
      case .cut:
        if let unchanged { return .code(unchanged) }
        return .failed(.cut(title: step.title, maxTokens: step.maxTokens))
      case .problem(let found, let code): (problem, shown) = (found, code)
      case .code(let code):
        if let found = try check.problem(in: code) ?? syntaxProblem(in: code, check) {
          (problem, shown) = (found, Self.isBlocks(step) ? draft.written : code)
        } else if attempt == 1, check.isSame(code) {
          (problem, shown, unchanged) = (Self.same, code, code)
        } else {
          if !check.isSame(code) { warnings += draft.warnings }
          return .code(code)
        }
      }
      let words = words(problem, step, check)
      let retry =
        Array(prompt.messages.dropLast()) + [
          Message(.assistant, draft.written), Message(.user, words), opening,
        ]
      let room = turns.model.contextSize - step.maxTokens
      guard attempt == 1, try turns.model.tokenCount(of: retry) <= room else {
        if let unchanged { return .code(unchanged) }
        return .failed(.unusable(title: step.title, problem: problem, code: shown))
      }
      messages = retry
    }
    return .failed(.cancelled)
  }

  private static func isBlocks(_ step: TaskPlan.Step) -> Bool {
    if case .blocks = step.content { true } else { false }
  }

  private static let same = "the new code is the old code."

  /// What the conversation goes on with after a problem.
  private func words(_ problem: String, _ step: TaskPlan.Step, _ check: RewriteCheck) -> String {
    if problem == Self.same { return RefactorPrompt.unchanged(check.instruction) }
    return Self.isBlocks(step) ? BlockPrompt.retry(problem) : RefactorPrompt.retry(problem)
  }

  private func draft(
    _ check: RewriteCheck, _ step: TaskPlan.Step, _ messages: [Message]
  ) throws -> Draft {
    if case .blocks(_, let rules, let maxTokens) = step.content {
      return try blocks(check, rules, messages, maxTokens)
    }
    return try wholeCode(check, messages, step.maxTokens)
  }

  /// Lets the model write all of the code, up to the fence that closes what the prompt opened.
  private func wholeCode(
    _ check: RewriteCheck, _ messages: [Message], _ maxTokens: Int
  ) throws -> Draft {
    let opening = messages.last?.content ?? ""
    let fence = String(opening.prefix { $0 == "`" })
    let (answer, summary) = try turns.ask(messages, maxTokens: maxTokens, stops: ["\n" + fence])
    let found = CodeAnswer(answer, fence: fence.count)
    let own = check.own(found.code)
    let written = opening + own.code + "\n" + fence
    switch summary.stopReason {
    case .cancelled: return Draft(ending: .cancelled, written: written)
    case .tokenLimit where !found.isClosed, .contextFull where !found.isClosed:
      return Draft(ending: .cut, written: written)
    default: break
    }
    let code = check.finished(own.code)
    if let problem = own.problem {
      return Draft(ending: .problem(problem, shown: code), written: written)
    }
    let warnings = check.warnings(about: own.changedNeighbours)
    guard let part = PartialAnswer(code, of: check) else {
      return Draft(ending: .code(code), written: written, warnings: warnings)
    }
    return Draft(
      ending: .code(part.merged), written: written,
      warnings: warnings + [check.warning(aboutPart: part.names)])
  }

  /// Lets the model write search-and-replace blocks, and puts their lines into the piece.
  private func blocks(
    _ check: RewriteCheck, _ rules: BlockRules, _ messages: [Message], _ maxTokens: Int
  ) throws -> Draft {
    var writer = BlockWriter(
      check: check, rules: rules, prompt: messages, maxTokens: maxTokens, turns: turns)
    let answer = try writer.write()
    let ending: Draft.Ending =
      switch answer.ending {
      case .cancelled: .cancelled
      case .cut: .cut
      case .problem(let problem): .problem(problem, shown: answer.written)
      case .replacements(let replacements):
        .code(
          check.piece.text.replacing(replacements, first: check.piece.lines.lowerBound))
      }
    return Draft(
      ending: ending, written: answer.written,
      warnings: check.warnings(about: answer.changedNeighbours))
  }

  /// What the language's own checker finds in a file with new code, in one sentence.
  private func syntaxProblem(in code: String, _ check: RewriteCheck) throws -> String? {
    guard let checker, let updated = try check.edit(code).updated,
      let report = checker.report(
        on: updated, replacing: check.file.original.bytes ?? [], path: check.file.path)
    else { return nil }
    syntaxReports.append(report)
    return check.problem(report, in: code)
  }
}
