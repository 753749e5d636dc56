import Diffs
import Prompting
package import TextModel
package import Workspace

/// Explains files, parts of them, changes, traces, logs, or any other text.
package struct ExplainTask: AssistantTask, Equatable {
  package static let answerTokens = 1024

  /// Files that came with `--file`: shown, but not what is to be explained.
  var context: [Material]
  /// What is to be explained.
  var materials: [Material]
  var system: String

  /// - Parameters:
  ///   - targets: files, parts of them, or revisions.
  ///   - staged: whether to explain what is staged.
  ///   - files: files that help to understand the targets.
  ///   - piped: what came through standard input; nil where it was not read.
  ///   - system: replaces Lathe's own system text; empty means none.
  package init(
    targets: [String] = [], staged: Bool = false, files: [String] = [],
    piped: DecodedText? = nil, system: String? = nil, gatherer: Gatherer
  ) throws {
    self.system = system ?? ExplainPrompt.system
    context = try files.map(gatherer.file)
    materials = try targets.map(gatherer.target)
    if staged { materials.append(try gatherer.change(.staged)) }
    if let piped { materials.append(try gatherer.piped(piped)) }
    // Files alone are what is to be explained, however they were named.
    if materials.isEmpty { swap(&materials, &context) }
    guard !materials.isEmpty else { throw TaskError.nothingGiven(task: "explain") }
  }

  package func plan(for model: any TextGenerator, answerTokens: Int) throws -> TaskPlan {
    let guided = GuidedExplanation(task: self, model: model, answerTokens: answerTokens)
    if let plan = try? guided.plan() { return plan }
    let plan = PromptPlan(system: system, sections: sections, instruction: instruction)
    do {
      let prompt = try plan.fitted(to: model, answerReserve: answerTokens)
      return .single(prompt, maxTokens: answerTokens, warnings: warnings)
    } catch let error as PromptError {
      let fold = ExplainFold(task: self, model: model, answerTokens: answerTokens)
      guard let folded = try fold.plan() else { throw error }
      return folded
    }
  }

  var warnings: [String] { (context + materials).compactMap(\.warning) }

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
    if kinds.contains(nil) { return ExplainPrompt.codeInstruction }
    return ExplainPrompt.plainInstruction
  }
}
