package import Edits
import Outlines
import Prompting
package import TextModel
import Workspace

/// Rewrites units of files as an instruction says.
package struct RefactorTask: Sendable {
  /// The files with their pieces, in the order in which they were named.
  private(set) var files: [CodeFile] = []
  package let instruction: String
  let context: [Material]
  /// What replaces Lathe's own system text; empty means none, nil that it stays.
  let system: String?
  private let format: EditFormat

  /// - Parameters:
  ///   - targets: `path`, `path:10-40` or `path:name`.
  ///   - files: files that help to understand the targets; they are not edited.
  ///   - system: replaces Lathe's own system text; empty means none.
  ///   - format: how the model writes the new code.
  ///   - root: the folder that edits stay in.
  ///   - folder: the absolute path of the folder that the targets are seen from.
  /// - Throws: `TaskError`, `WorkspaceError` and `EditError` for what cannot be rewritten.
  package init(
    targets: [String], instruction: String, files: [String] = [], system: String? = nil,
    format: EditFormat = .auto, root: EditRoot, folder: String, gatherer: Gatherer
  ) throws {
    guard !targets.isEmpty else { throw TaskError.nothingGiven(task: "refactor") }
    guard instruction[...].isCode else { throw TaskError.noInstruction }
    self.instruction = String(instruction[...].trimmed)
    self.system = system
    self.format = format
    context = try files.map(gatherer.file)
    for target in try targets.map(RefactorTarget.init) {
      let file = try CodeFile(path: target.path, in: root, folder: folder)
      // A link and its file are one file.
      let known = self.files.firstIndex { $0.original.path == file.original.path }
      if known == nil { self.files.append(file) }
      try self.files[known ?? self.files.count - 1].add(target.place, format: format)
    }
  }

  /// All pieces with their files.
  var pieces: [(file: CodeFile, piece: CodePiece)] {
    files.flatMap { file in file.pieces.map { (file, $0) } }
  }

  /// Makes the prompts, one for each piece, and checks that they fit.
  ///
  /// - Parameter answerTokens: the most tokens of an answer; nil leaves that to the length of the
  ///   code.
  /// - Throws: `PromptError` where a piece does not fit into the context together with its answer.
  package func plan(for model: any TextGenerator, answerTokens: Int?) throws -> TaskPlan {
    let steps = try pieces.map { try step($0.file, $0.piece, model, answerTokens) }
    let receipts = steps.compactMap(\.prompt?.receipt)
    let largest = receipts.max { $0.promptTokens < $1.promptTokens }
    var receipt =
      largest
      ?? Receipt(
        contextSize: model.contextSize, answerReserve: 0, promptTokens: 0, entries: [])
    if steps.count > 1 {
      receipt.entries = receipts.flatMap(\.entries)
      receipt.leftOut = receipts.flatMap(\.leftOut)
      receipt.notes =
        ["\(steps.count) pieces of code are rewritten one by one."] + receipts.flatMap(\.notes)
    }
    let total = steps.reduce(0) { $0 + $1.maxTokens }
    // What of the code the model does not see is said, also where nobody asks for the receipt.
    return TaskPlan(
      steps: steps, layout: .sequence(maxTokens: total), receipt: receipt,
      warnings: context.flatMap(\.warnings) + receipts.flatMap(\.notes))
  }

  private func step(
    _ file: CodeFile, _ piece: CodePiece, _ model: any TextGenerator, _ answerTokens: Int?
  ) throws -> TaskPlan.Step {
    let isLong = piece.lines.count > CodeFile.wholeLimit
    if format == .searchReplace || format == .auto && isLong {
      return try blockStep(file, piece, model, answerTokens)
    }
    do {
      return try wholeStep(file, piece, model, answerTokens)
    } catch PromptError.doesNotFit where format == .auto {
      return try blockStep(file, piece, model, answerTokens)
    }
  }

  private func wholeStep(
    _ file: CodeFile, _ piece: CodePiece, _ model: any TextGenerator, _ answerTokens: Int?
  ) throws -> TaskPlan.Step {
    let label = Language.label(forPath: file.path)
    let section = PromptSection(
      title: piece.title, heading: Self.heading(file, piece), fenced: piece.text, label: label)
    let plan = PromptPlan(
      system: system ?? RefactorPrompt.system,
      sections: context.map { $0.section() } + reference(file, piece, label) + [section],
      instruction: RefactorPrompt.instruction(
        instruction, name: piece.name,
        others: pieces.map(\.piece).filter { $0 != piece }.map(\.name)))
    let size = model.tokenCount(of: piece.text)
    let reserve = answerTokens ?? size + size / 4 + 64
    var prompt = try plan.fitted(to: model, answerReserve: reserve)
    // The answer is begun, so that it is code from its first line on.
    prompt.messages.append(Message(.assistant, Self.opening(of: piece.text, label: label)))
    prompt.receipt.promptTokens = try model.tokenCount(of: prompt.messages)
    let room = model.contextSize - prompt.receipt.promptTokens
    let maxTokens = answerTokens ?? max(reserve, min(2 * size + 512, room))
    return TaskPlan.Step(title: piece.title, content: .prompt(prompt, maxTokens: maxTokens))
  }

  static func heading(_ file: CodeFile, _ piece: CodePiece) -> String {
    RefactorPrompt.heading(
      piece.unit?.name ?? file.path, container: piece.unit?.container ?? "")
  }

  /// What of the file helps to understand a piece, as a section that may be left out.
  private func reference(
    _ file: CodeFile, _ piece: CodePiece, _ label: String
  ) -> [PromptSection] {
    let text = file.reference(for: piece, instruction: instruction)
    guard !text.isEmpty, !context.contains(where: { $0.place?.path == file.path }) else {
      return []
    }
    return [
      PromptSection(
        title: "\(file.path), parts of it", heading: RefactorPrompt.referenceHeading, fenced: text,
        label: label, origin: .lathe, reason: "what the code to be rewritten uses")
    ]
  }

  /// The line that opens the fence around new code: as long as that around the old.
  ///
  /// In Markdown it is longer than those that new text may have.
  private static func opening(of text: String, label: String) -> String {
    let fence = Fence.wrap(text).prefix { $0 == "`" }
    return (label == "markdown" && fence.count == 3 ? "`" : "") + fence + label + "\n"
  }
}

extension TaskPlan.Step {
  /// The most tokens of the answer.
  var maxTokens: Int {
    switch content {
    case .prompt(_, let maxTokens), .blocks(_, _, let maxTokens): maxTokens
    case .guided, .known: 0
    }
  }
}
