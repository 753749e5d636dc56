import Prompting
import TextModel
import Workspace

extension RefactorTask {
  /// The most tokens of code that a prompt for blocks shows.
  ///
  /// A small model finds the place in less; and reading more takes a minute.
  static let mostShownTokens = 6144
  /// How many tokens are kept for the blocks where the user names no number.
  private static let blockTokens = 1024

  /// A prompt that asks for search-and-replace blocks.
  ///
  /// Where not all of the code can be shown, it shows the parts that the instruction speaks of,
  /// and the receipt names the others.
  func blockStep(
    _ file: CodeFile, _ piece: CodePiece, _ model: any TextGenerator, _ answerTokens: Int?
  ) throws -> TaskPlan.Step {
    let reserve = answerTokens ?? min(Self.blockTokens, model.contextSize / 4)
    let size = model.tokenCount(of: piece.text)
    if size <= Self.mostShownTokens {
      do {
        let plan = plan(showing: [piece.lines], of: file, piece)
        return try step(
          piece, try plan.fitted(to: model, answerReserve: reserve), file, [piece.lines], model,
          answerTokens)
      } catch PromptError.doesNotFit {}
    }
    return try partsStep(file, piece, model, answerTokens, reserve: reserve)
  }

  /// The prompt that shows as many parts as fit.
  private func partsStep(
    _ file: CodeFile, _ piece: CodePiece, _ model: any TextGenerator, _ answerTokens: Int?,
    reserve: Int
  ) throws -> TaskPlan.Step {
    let parts = FileParts(of: file, piece, words: instruction)
    let empty = try model.tokenCount(of: plan(showing: [], of: file, piece).messages)
    var budget = min(Self.mostShownTokens, model.contextSize - reserve - empty - Self.openingTokens)
    while true {
      let shown = parts.best(within: budget) { model.tokenCount(of: $0) }
      let plan = plan(showing: shown, of: file, piece)
      do {
        // Without a part the prompt is refused with the counts of the whole.
        guard !shown.isEmpty else { break }
        let prompt = try plan.fitted(to: model, answerReserve: reserve + Self.openingTokens)
        return try step(piece, prompt, file, shown, model, answerTokens)
      } catch PromptError.doesNotFit {
        budget -= max(16, budget / 10)
      }
    }
    let whole = plan(showing: [piece.lines], of: file, piece)
    return try step(
      piece, try whole.fitted(to: model, answerReserve: reserve), file, [piece.lines], model,
      answerTokens)
  }

  /// What the beginning of the answer may take.
  private static let openingTokens = 32

  private func step(
    _ piece: CodePiece, _ fitted: FittedPrompt, _ file: CodeFile, _ shown: [ClosedRange<Int>],
    _ model: any TextGenerator, _ answerTokens: Int?
  ) throws -> TaskPlan.Step {
    var prompt = fitted
    let regions = regions(of: file, shown)
    let subjects = EditRegion.subjects(of: instruction, among: regions)
    let rules = BlockRules(
      marks: BlockMarks(for: file.text), shown: shown, regions: regions,
      named: subjects.isEmpty ? EditRegion.named(in: instruction, of: regions) : subjects,
      areAll: !subjects.isEmpty)
    prompt.messages.append(Message(.assistant, rules.opening))
    prompt.receipt.promptTokens = try model.tokenCount(of: prompt.messages)
    let room = model.contextSize - prompt.receipt.promptTokens
    let maxTokens =
      answerTokens ?? max(prompt.receipt.answerReserve, min(2 * Self.blockTokens, room))
    return TaskPlan.Step(
      title: piece.title,
      content: .blocks(prompt, rules, maxTokens: maxTokens))
  }

  private func regions(of file: CodeFile, _ shown: [ClosedRange<Int>]) -> [EditRegion] {
    EditRegion.all(in: file.outline, shown: shown, rest: BlockPrompt.rest)
  }

  private func plan(
    showing shown: [ClosedRange<Int>], of file: CodeFile, _ piece: CodePiece
  ) -> PromptPlan {
    let view = PartView(shown: shown, of: piece, in: file.text)
    let heading = view.isWhole ? Self.heading(file, piece) : BlockPrompt.partsHeading(file.path)
    let section = PromptSection(
      title: view.title(file.path, piece), heading: heading, fenced: view.text,
      label: Language.label(forPath: file.path))
    var plan = PromptPlan(
      system: system ?? BlockPrompt.system, sections: context.map { $0.section() } + [section],
      instruction: BlockPrompt.instruction(
        instruction, marks: BlockMarks(for: file.text),
        hasPlaces: !regions(of: file, shown).isEmpty))
    guard !view.isWhole else { return plan }
    plan.leftOut = view.gaps.map { lines in
      Receipt.Omission(
        name: "\(file.path):\(lines.lowerBound)-\(lines.upperBound)", origin: .user,
        cause: "other parts of the file fit the instruction better")
    }
    plan.notes = [view.note(file.path, piece)]
    return plan
  }
}

/// Code of which only some lines are shown.
private struct PartView {
  let text: String
  /// The lines that are not shown.
  let gaps: [ClosedRange<Int>]
  private let shown: [ClosedRange<Int>]

  var isWhole: Bool { gaps.isEmpty }

  init(shown: [ClosedRange<Int>], of piece: CodePiece, in text: String) {
    let table = LineTable(text)
    var view = ""
    var gaps: [ClosedRange<Int>] = []
    var next = piece.lines.lowerBound
    func skip(to line: Int) {
      guard line > next else { return }
      gaps.append(next...line - 1)
      view += BlockPrompt.gap(next...line - 1) + "\n"
    }
    for lines in shown {
      skip(to: lines.lowerBound)
      view += table[lines]
      if view.utf8.last != 0x0A { view += "\n" }
      next = lines.upperBound + 1
    }
    skip(to: piece.lines.upperBound + 1)
    self.text = view
    self.gaps = gaps
    self.shown = shown
  }

  func title(_ path: String, _ piece: CodePiece) -> String {
    guard !isWhole else { return piece.title }
    let names = shown.map { "\($0.lowerBound)-\($0.upperBound)" }
    return "\(path):" + names.joined(separator: ",")
  }

  /// What the user should know about what the model does not see.
  func note(_ path: String, _ piece: CodePiece) -> String {
    let count = shown.reduce(0) { $0 + $1.count }
    return "'\(path)' is too long for one prompt: the model sees \(count) of \(piece.lines.count)"
      + " lines, those that fit the instruction best, and can change only these;"
      + " name lines (\(path):10-40) or a name in it to choose others"
  }
}
