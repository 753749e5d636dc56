import Diffs
import Prompting
package import TextModel
package import Workspace

/// Looks for problems in a change.
package struct ReviewTask: AssistantTask, Equatable {
  package static let answerTokens = 1024

  /// A diff of more tokens is reviewed file by file: small models find more in less text.
  private static let focusTokens = 2000

  private var context: GatheredFiles
  private var materials: [Material]
  private var system: String

  /// - Parameters:
  ///   - revisions: `REV` or `A..B`, or files that hold diffs.
  ///   - staged: whether to review what is staged.
  ///   - files: files that help to understand the change.
  ///   - piped: what came through standard input; nil where it was not read.
  ///   - system: replaces Lathe's own system text; empty means none.
  /// - Throws: `TaskError.notADiff` where a diff is needed and something else was given.
  package init(
    revisions: [String] = [], staged: Bool = false, files: [String] = [],
    piped: DecodedText? = nil, system: String? = nil, gatherer: Gatherer
  ) throws {
    self.system = system ?? ReviewPrompt.system
    context = try gatherer.files(files)
    materials = try revisions.map(gatherer.target)
    if staged { materials.append(try gatherer.change(.staged)) }
    if let piped { materials.append(try gatherer.piped(piped)) }
    guard !materials.isEmpty else { throw TaskError.nothingGiven(task: "review") }
    if let other = materials.first(where: { $0.diff == nil }) {
      throw TaskError.notADiff(other.title)
    }
  }

  package func plan(for model: any TextGenerator, answerTokens: Int) throws -> TaskPlan {
    context.told(in: try reviewPlan(for: model, answerTokens))
  }

  private func reviewPlan(
    for model: any TextGenerator, _ answerTokens: Int
  ) throws -> TaskPlan {
    let files = materials.compactMap(\.diff).flatMap(\.files)
    let readable = files.filter { !$0.hunks.isEmpty }
    let whole = prompt(readable.map(DiffText.numbered).joined(separator: "\n"), title: title)
    let fitted = try? whole.fitted(to: model, answerReserve: answerTokens)
    if let fitted, readable.count <= 1 || fitted.receipt.promptTokens <= Self.focusTokens {
      return .single(fitted, maxTokens: answerTokens, warnings: warnings)
    }
    let steps = try readable.flatMap { try self.steps(for: $0, model, answerTokens) }
    let receipt = receipt(steps, files: readable, model, answerTokens)
    return TaskPlan(steps: steps, layout: .findings, receipt: receipt, warnings: warnings)
  }

  private var warnings: [String] {
    let files = materials.compactMap(\.diff).flatMap(\.files).filter(\.hunks.isEmpty)
    let silent = files.map { "\($0.path) has no changed lines to review" }
    return (context.materials + materials).flatMap(\.warnings) + silent
  }

  private var title: String { materials.map(\.title).joined(separator: ", ") }

  private func prompt(_ diff: String, title: String) -> PromptPlan {
    let section = PromptSection(
      title: title, heading: ReviewPrompt.heading, fenced: diff, label: "")
    return PromptPlan(
      system: system, sections: context.materials.map { $0.section() } + [section],
      instruction: ReviewPrompt.instruction)
  }

  /// One step for a file, or one for each run of hunks, or of a hunk's lines, that fits.
  private func steps(
    for file: FileChange, _ model: any TextGenerator, _ answerTokens: Int
  ) throws -> [TaskPlan.Step] {
    let whole = prompt(DiffText.numbered(file), title: file.path)
    if let fitted = try? whole.fitted(to: model, answerReserve: answerTokens) {
      return [step(file.path, fitted, answerTokens)]
    }
    let halves = Self.halves(of: file.hunks)
    guard halves.count > 1 else {
      return [
        step(file.path, try whole.fitted(to: model, answerReserve: answerTokens), answerTokens)
      ]
    }
    return try halves.flatMap { hunks in
      var half = file
      half.hunks = hunks
      return try steps(for: half, model, answerTokens)
    }
  }

  /// Two halves of the hunks, or of the only hunk's lines; one where a single line is left.
  private static func halves(of hunks: [Hunk]) -> [[Hunk]] {
    if hunks.count > 1 {
      let middle = hunks.count / 2
      return [Array(hunks[..<middle]), Array(hunks[middle...])]
    }
    guard let hunk = hunks.first, hunk.lines.count > 1 else { return [hunks] }
    let middle = hunk.lines.count / 2
    return [[hunk.part(0..<middle)], [hunk.part(middle..<hunk.lines.count)]]
  }

  private func step(_ title: String, _ prompt: FittedPrompt, _ maxTokens: Int) -> TaskPlan.Step {
    TaskPlan.Step(title: title, content: .prompt(prompt, maxTokens: maxTokens))
  }

  private func receipt(
    _ steps: [TaskPlan.Step], files: [FileChange], _ model: any TextGenerator, _ answerTokens: Int
  ) -> Receipt {
    let entries = files.map { file in
      Receipt.Entry(
        title: file.path, tokens: model.tokenCount(of: DiffText.numbered(file)),
        outcome: .folded)
    }
    return Receipt(
      contextSize: model.contextSize, answerReserve: answerTokens,
      promptTokens: steps.compactMap(\.prompt?.receipt.promptTokens).max() ?? 0,
      entries: entries,
      notes: ["\(files.count) files are reviewed one by one, in \(steps.count) prompts."])
  }
}
