import Diffs
import Prompting
package import TextModel
package import Workspace

/// Explains files, parts of them, changes, traces, logs, or any other text.
package struct ExplainTask: AssistantTask {
  package static let answerTokens = 1024

  /// Files that came with `--file`: shown, but not what is to be explained.
  var context: [Material]
  /// What is to be explained.
  var materials: [Material]
  var system: String
  /// What the folders among files and targets leave out.
  private var gathered = GatheredFiles()
  private var gatherer: Gatherer
  private var budget: ContextBudget

  /// - Parameters:
  ///   - targets: files, parts of them, folders, revisions, or names in the repository's code.
  ///   - staged: whether to explain what is staged.
  ///   - files: files that help to understand the targets.
  ///   - piped: what came through standard input; nil where it was not read.
  ///   - system: replaces Lathe's own system text; empty means none.
  ///   - surroundings: how much the repository may add around files and names.
  package init(
    targets: [String] = [], staged: Bool = false, files: [String] = [],
    piped: DecodedText? = nil, system: String? = nil, surroundings: ContextBudget = .tokens(0),
    gatherer: Gatherer
  ) throws {
    self.system = system ?? ExplainPrompt.system
    self.gatherer = gatherer
    budget = surroundings
    let beside = try gatherer.files(files)
    context = beside.materials
    var named = GatheredFiles()
    for target in targets { named.add(try gatherer.targets(target)) }
    materials = named.materials
    gathered.add(beside)
    gathered.add(named)
    if staged { materials.append(try gatherer.change(.staged)) }
    if let piped { materials.append(try gatherer.piped(piped)) }
    // Files alone are what is to be explained, however they were named.
    if materials.isEmpty { swap(&materials, &context) }
    guard !materials.isEmpty else { throw TaskError.nothingGiven(task: "explain") }
  }

  package func plan(for model: any TextGenerator, answerTokens: Int) throws -> TaskPlan {
    let guided = GuidedExplanation(task: self, model: model, answerTokens: answerTokens)
    var notes: [String] = []
    do {
      if let plan = try guided.plan() { return gathered.told(in: plan) }
    } catch is PromptError {
      // Both versions of a function need more room than the diff, which may fit all the same.
      notes.append(
        "The diff is not explained function by function: one of them does not fit into a prompt.")
    }
    var plan = try unguided(for: model, answerTokens)
    plan.receipt.notes += notes
    return plan
  }

  /// One prompt over everything, or over a diff file by file where that does not fit.
  private func unguided(for model: any TextGenerator, _ answerTokens: Int) throws -> TaskPlan {
    do {
      let prompt = try widened(for: model, answerTokens)
        .fitted(to: model, answerReserve: answerTokens)
      return gathered.told(
        in: .single(prompt, maxTokens: answerTokens, warnings: warnings))
    } catch let error as PromptError {
      if let ambiguity { throw ambiguity }
      let fold = ExplainFold(task: self, model: model, answerTokens: answerTokens)
      guard let folded = try fold.plan() else { throw error }
      return gathered.told(in: folded)
    }
  }

  /// The prompt over everything, with what the repository holds around code.
  private func widened(
    for model: any TextGenerator, _ answerTokens: Int
  ) throws -> PromptPlan {
    var plan = PromptPlan(system: system, sections: sections, instruction: instruction)
    guard files.isEmpty else { return plan }
    plan = try TraceExcerpts(
      gatherer: gatherer, budget: budget, model: model, answerTokens: answerTokens
    ).added(to: plan, tracesIn: materials)
    let count = plan.sections.count
    plan = try Surroundings(
      gatherer: gatherer, budget: budget, model: model, answerTokens: answerTokens
    ).added(to: plan, targets: materials, shown: context)
    // What is to be explained must be named where there is more to read than that.
    if plan.sections.count > count || !context.isEmpty, plan.instruction == Self.codeInstruction {
      plan.instruction = ExplainPrompt.codeInstruction(of: materials.map(Self.name))
    }
    return plan
  }

  private static func name(_ material: Material) -> String {
    material.symbol.map { "`\($0)` in `\(material.title)`" } ?? "`\(material.title)`"
  }

  /// The name that stands for several places; nil where each was named by itself.
  private var ambiguity: TaskError? {
    for name in materials.compactMap(\.symbol) {
      let places = materials.filter { $0.symbol == name }.map(\.title)
      if places.count > 1 { return .ambiguous(name, places: places) }
    }
    return nil
  }

  var warnings: [String] { (context + materials).flatMap(\.warnings) }

  /// All files of all diffs.
  var files: [FileChange] { materials.compactMap(\.diff).flatMap(\.files) }

  private var sections: [PromptSection] {
    var sections = context.map { $0.section() }
    for material in materials {
      if let diff = material.diff {
        sections += messageSections(diff, title: material.title)
        sections.append(Self.diffSection(diff.files, title: material.title))
      } else {
        sections.append(material.section())
      }
    }
    return sections + [overview].compactMap(\.self)
  }

  /// The changes of a small diff one by one, or the files of a large one.
  private var overview: PromptSection? {
    guard !files.isEmpty else { return nil }
    if let list = ChangeList(files) {
      let text = ExplainPrompt.changesHeading + "\n\n" + list.text
      return PromptSection(title: "list of changes", text: text, origin: .lathe)
    }
    let text = ExplainPrompt.filesHeading + "\n" + DiffText.list(of: files)
    return PromptSection(title: "list of files", text: text, origin: .lathe)
  }

  /// The author's messages that stand before the files of a diff.
  func messageSections(_ diff: UnifiedDiff, title: String) -> [PromptSection] {
    diff.files.compactMap(DiffText.message).map { message in
      PromptSection(
        title: "message of \(title)", heading: ExplainPrompt.messageHeading, fenced: message,
        label: "")
    }
  }

  private static func diffSection(_ files: [FileChange], title: String) -> PromptSection {
    PromptSection(
      title: title, heading: nil,
      fenced: files.map(DiffText.compact).joined(), label: "diff")
  }

  private static let codeInstruction = ExplainPrompt.codeInstruction

  /// The instruction for the most telling kind of material.
  private var instruction: String {
    if !files.isEmpty {
      return ChangeList(files) == nil
        ? ExplainPrompt.diffInstruction : ExplainPrompt.changesInstruction
    }
    let kinds = materials.map { material -> TextKind? in
      if case .text(_, let kind) = material.body { kind } else { nil }
    }
    if kinds.contains(.trace) { return ExplainPrompt.traceInstruction }
    if kinds.contains(.log) { return ExplainPrompt.logInstruction }
    if kinds.contains(nil) { return Self.codeInstruction }
    return ExplainPrompt.plainInstruction
  }
}
