import Diffs
import Prompting
import TextModel
import Workspace

/// Explains a small diff function by function, with sentences that Lathe begins.
struct GuidedExplanation {
  let task: ExplainTask
  let model: any TextGenerator
  let answerTokens: Int

  /// A diff of more functions gets a summary instead.
  private static let unitLimit = 8
  private static let lineLimit = 160
  /// A function that changed in more lines is more than three sentences can tell.
  private static let unitLineLimit = 40
  private static let partAnswerTokens = 200

  /// The plan; nil where the diff is too large, or only adds or removes files.
  func plan() throws -> TaskPlan? {
    let files = task.files
    guard task.materials.allSatisfy({ $0.diff != nil }),
      files.reduce(0, { $0 + $1.addedLines + $1.removedLines }) <= Self.lineLimit
    else { return nil }
    let units = files.map { Self.isGuided($0) ? $0.hunks.flatMap(\.changeUnits) : [] }
    let count = units.reduce(0) { $0 + $1.count }
    guard count > 0, count <= Self.unitLimit,
      units.joined().allSatisfy({ $0.changedLines <= Self.unitLineLimit })
    else { return nil }
    var steps: [TaskPlan.Step] = []
    for (file, units) in zip(files, units) {
      steps += try self.steps(for: file, units, isOnly: count == 1 && files.count == 1)
    }
    return TaskPlan(
      steps: steps, layout: .sequence(maxTokens: answerTokens), receipt: receipt(steps, files),
      warnings: task.warnings)
  }

  private static func isGuided(_ file: FileChange) -> Bool {
    file.kind == .modified || file.kind == .renamed || file.kind == .copied
  }

  private func steps(
    for file: FileChange, _ units: [ChangeUnit], isOnly: Bool
  ) throws -> [TaskPlan.Step] {
    let title = Self.title(of: file, units)
    guard !units.isEmpty else { return [try unguided(file, title)] }
    return try units.enumerated().map { index, unit in
      let section = PromptSection(title: file.path, text: Self.versions(unit, in: file))
      let prompt = try plan(section, ExplainPrompt.unitInstruction)
        .fitted(to: model, answerReserve: answerTokens)
      let leads = UnitLeads(unit: unit).all() + (isOnly ? [ChangeLead.sum] : [])
      return TaskPlan.Step(title: index == 0 ? title : "", content: .guided(prompt, leads))
    }
  }

  private static func versions(_ unit: ChangeUnit, in file: FileChange) -> String {
    let place = ([file.path] + unit.headlines).map { "`\($0)`" }.joined(separator: ", in ")
    return ExplainPrompt.versions(
      of: place, before: unit.before.joined(separator: "\n"),
      after: unit.after.joined(separator: "\n"), label: Language.label(forPath: file.path))
  }

  /// A file that is new, gone, binary, or only changed what it imports.
  private func unguided(_ file: FileChange, _ title: String) throws -> TaskPlan.Step {
    if file.hunks.isEmpty {
      let known = DiffText.remark(on: file) ?? "no lines changed"
      return TaskPlan.Step(title: title, content: .known(known))
    }
    let section = PromptSection(
      title: file.path, heading: nil, fenced: DiffText.compact(file), label: "diff")
    let prompt = try plan(section, ExplainPrompt.partInstruction)
      .fitted(to: model, answerReserve: answerTokens)
    return TaskPlan.Step(
      title: title, content: .prompt(prompt, maxTokens: Self.partAnswerTokens))
  }

  private func plan(_ section: PromptSection, _ instruction: String) -> PromptPlan {
    let messages = task.materials.flatMap { material in
      material.diff.map { task.messageSections($0, title: material.title) } ?? []
    }
    return PromptPlan(
      system: task.system, sections: task.context.map { $0.section() } + messages + [section],
      instruction: instruction)
  }

  /// The file with its counts and the functions that changed: all of it is exact.
  private static func title(of file: FileChange, _ units: [ChangeUnit]) -> String {
    var names: [String] = []
    for name in units.compactMap(\.name) where !names.contains(name) { names.append(name) }
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    let remark = DiffText.remark(on: file).map { ", \($0)" } ?? ""
    let title = "`\(file.path)` (+\(file.addedLines) -\(file.removedLines)\(remark))"
    return names.isEmpty ? title : "\(title): \(list)"
  }

  private func receipt(_ steps: [TaskPlan.Step], _ files: [FileChange]) -> Receipt {
    let receipts = steps.compactMap(\.prompt?.receipt)
    let entries = files.map { file in
      Receipt.Entry(
        title: DiffText.title(of: file), tokens: model.tokenCount(of: DiffText.compact(file)),
        outcome: .included)
    }
    let shared = receipts.first?.entries.filter { entry in
      !files.contains { $0.path == entry.title }
    }
    return Receipt(
      contextSize: model.contextSize, answerReserve: answerTokens,
      promptTokens: receipts.map(\.promptTokens).max() ?? 0, entries: (shared ?? []) + entries,
      notes: receipts.count > 1 ? ["\(receipts.count) changes are explained one by one."] : [])
  }
}
