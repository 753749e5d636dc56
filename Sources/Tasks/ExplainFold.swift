import Diffs
import Prompting
import TextModel

/// Explains a diff that is too large for one prompt: file by file, then the whole.
struct ExplainFold {
  let task: ExplainTask
  let model: any TextGenerator
  let answerTokens: Int

  /// How long the answer for one part may be.
  private static let partAnswerTokens = 200
  /// How much of a diff one prompt shows: small models see more in less.
  private static let partTokens = 3000

  private static let partTitle = "part"

  /// The plan; nil where something other than diffs is to be explained.
  ///
  /// - Throws: `PromptError` where not even one part fits beside the files that came with it.
  func plan() throws -> TaskPlan? {
    guard task.materials.allSatisfy({ $0.diff != nil }) else { return nil }
    let splitter = try splitter()
    var steps: [TaskPlan.Step] = []
    var entries: [Receipt.Entry] = []
    for file in task.files {
      let part = try fold(file, splitter)
      steps += part.steps
      entries.append(part.entry)
    }
    return TaskPlan(
      steps: steps, layout: .summaries(closing), receipt: receipt(steps, entries),
      warnings: task.warnings)
  }

  private var partAnswer: Int { min(Self.partAnswerTokens, answerTokens) }

  private func fold(
    _ file: FileChange, _ splitter: DiffSplitter
  ) throws -> (steps: [TaskPlan.Step], entry: Receipt.Entry) {
    let title = DiffText.title(of: file)
    let tokens = model.tokenCount(of: DiffText.compact(file))
    if let known = Self.knownSummary(of: file) {
      let step = TaskPlan.Step(title: title, content: .known(known))
      let isWhole = file.hunks.isEmpty
      return (
        [step], Receipt.Entry(title: title, tokens: tokens, outcome: isWhole ? .folded : .counted)
      )
    }
    let parts = splitter.parts(of: file)
    let steps = try parts.enumerated().map { number, part in
      let name = parts.count == 1 ? title : "\(title), part \(number + 1) of \(parts.count)"
      let list = parts.count == 1 ? ChangeList([file]) : nil
      let prompt = try partPlan(part, list).fitted(to: model, answerReserve: partAnswer)
      return TaskPlan.Step(title: name, content: .prompt(prompt, maxTokens: partAnswer))
    }
    return (steps, Receipt.Entry(title: title, tokens: tokens, outcome: .folded))
  }

  /// What there is to say about a file that no model needs to read.
  private static func knownSummary(of file: FileChange) -> String? {
    if file.hunks.isEmpty { return DiffText.remark(on: file) ?? "no lines changed" }
    return GeneratedFile.isGenerated(file.path) ? "generated file, not read" : nil
  }

  /// The prompt over one part; the list of its changes is left out where it does not fit.
  private func partPlan(_ part: String, _ list: ChangeList? = nil) -> PromptPlan {
    let section = PromptSection(
      title: Self.partTitle, heading: nil, fenced: part, label: "diff")
    let changes = list.map { list in
      PromptSection(
        title: Self.partTitle, text: ExplainPrompt.changesHeading + "\n\n" + list.text,
        origin: .lathe)
    }
    return PromptPlan(
      system: task.system,
      sections: task.context.map { $0.section() } + [section] + [changes].compactMap(\.self),
      instruction: ExplainPrompt.partInstruction)
  }

  private func splitter() throws -> DiffSplitter {
    let empty = try partPlan("").fitted(to: model, answerReserve: partAnswer)
    let room = model.contextSize - partAnswer - empty.receipt.promptTokens
    return DiffSplitter(model: model, room: min(room, Self.partTokens))
  }

  private var closing: Closing {
    let messages = task.materials.flatMap { material in
      material.diff.map { task.messageSections($0, title: material.title) } ?? []
    }
    return Closing(
      system: task.system, sections: messages, heading: ExplainPrompt.summariesHeading,
      instruction: ExplainPrompt.closingInstruction,
      mergeInstruction: ExplainPrompt.mergeInstruction, maxTokens: answerTokens)
  }

  private func receipt(_ steps: [TaskPlan.Step], _ entries: [Receipt.Entry]) -> Receipt {
    let receipts = steps.compactMap(\.prompt?.receipt)
    let context = receipts.first?.entries.filter { $0.title != Self.partTitle } ?? []
    return Receipt(
      contextSize: model.contextSize, answerReserve: answerTokens,
      promptTokens: receipts.map(\.promptTokens).max() ?? 0, entries: context + entries,
      notes: [
        "The diff does not fit into one prompt: \(task.files.count) files are read in"
          + " \(receipts.count) prompts, and the answer is made from their summaries."
      ])
  }
}
