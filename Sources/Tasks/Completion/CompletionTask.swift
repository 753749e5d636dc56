package import Prompting
package import TextModel
import Workspace

/// Fills in what is missing at a place in a text.
package struct CompletionTask: Sendable {
  /// How many tokens a completion has at most where the user names no number.
  package static let answerTokens = 128
  /// How many tokens of the text around the cursor a model reads where the user names no number.
  ///
  /// Of these a fifth at least is for what comes after the cursor, as far as there is so much.
  package static let windowTokens = 1024

  package let place: CompletionPlace
  /// The most tokens of the text around the cursor.
  package let windowTokens: Int
  package let cut: CompletionCut
  /// What the model reads before the place; nil for nothing.
  package let surroundings: CompletionSurroundings?
  /// What Lathe adds by itself; nil for nothing.
  package let neighbours: CompletionNeighbours?

  package init(
    place: CompletionPlace, windowTokens: Int? = nil, maxLines: Int? = nil,
    surroundings: CompletionSurroundings? = nil, neighbours: CompletionNeighbours? = nil
  ) {
    self.place = place
    self.surroundings = surroundings
    self.neighbours = neighbours
    self.windowTokens = windowTokens ?? Self.windowTokens
    cut = CompletionCut(
      before: place.before, after: place.after, language: place.language, maxLines: maxLines)
  }

  /// Makes the prompt.
  ///
  /// - Parameter answerTokens: the most tokens of the completion.
  /// - Throws: `TextModelError.missingInfillTokens` or `TextModelError.missingFileTokens` for a
  ///   model that cannot complete, and `TextModelError.contextOverflow` where the line of the cursor
  ///   does not fit beside the files.
  package func plan(
    for model: any InfillGenerator, answerTokens: Int
  ) throws -> CompletionPlan {
    let tokens = model.infillTokens
    guard tokens[.prefix] != nil, tokens[.suffix] != nil, tokens[.middle] != nil else {
      throw TextModelError.missingInfillTokens(model: model.name)
    }
    var draft = try draft(for: model, answerTokens)
    var parts = try draft.parts(model)
    var count = try model.tokenCount(of: parts)
    while count >= model.contextSize, draft.narrow() {
      parts = try draft.parts(model)
      count = try model.tokenCount(of: parts)
    }
    guard count < model.contextSize else {
      throw TextModelError.contextOverflow(promptTokens: count, contextSize: model.contextSize)
    }
    return CompletionPlan(
      parts: parts, maxTokens: answerTokens,
      receipt: draft.receipt(promptTokens: count, answerTokens, model),
      leftOut: draft.window.leftOut(of: place))
  }

  private func draft(
    for model: any InfillGenerator, _ answerTokens: Int
  ) throws -> CompletionDraft {
    let named =
      try surroundings?.parts(before: place.name, tokens: model.infillTokens, model: model.name)
      ?? []
    // The tokens between the parts, the one that begins a sequence, and one to spare.
    let room = try model.contextSize - answerTokens - model.tokenCount(of: named) - 5
    let window = TextWindow(place, budget: max(1, min(windowTokens, room)), model: model)
    var draft = CompletionDraft(place: place, window: window, named: surroundings)
    let hasFileTokens = [InfillToken.repository, .fileSeparator].allSatisfy {
      model.infillTokens[$0] != nil
    }
    guard let neighbours, hasFileTokens else { return draft }
    let used = model.tokenCount(of: window.before) + model.tokenCount(of: window.after)
    draft.added = try neighbours.found(
      at: place, window: window, shown: surroundings?.files ?? [], left: room - used,
      model: model)
    return draft
  }
}

/// What a model is asked for a completion, known before it runs.
package struct CompletionPlan: Sendable, Equatable {
  package var parts: [InfillPart]
  package var maxTokens: Int
  package var receipt: Receipt
  /// Sentences about the lines that are not in the prompt; empty where all are.
  package var leftOut: [String]
}

/// A completion, ready to be inserted, and what it cost.
package struct Completion: Sendable, Equatable {
  package var text: String
  package var stop: CompletionCut.Stop
  package var summary: GenerationSummary
}

extension CompletionTask {
  /// Lets a model complete what a plan of this task shows it.
  ///
  /// - Parameter show: is told what happens; the pieces of text are as the model writes them.
  package func run(
    _ plan: CompletionPlan, on model: any InfillGenerator, options: GenerationOptions,
    show: (GenerationEvent) throws -> Void
  ) throws -> Completion {
    var options = options
    options.maxTokens = plan.maxTokens
    var text = ""
    let summary = try model.generate(plan.parts, options: options) { event in
      try show(event)
      guard case .text(let piece) = event else { return }
      text += piece
      if cut.isOver(text) { throw EnoughText() }
    }
    let end = cut.finished(text, reason: summary.stopReason)
    return Completion(text: place.inLineEnds(end.text), stop: end.stop, summary: summary)
  }
}
