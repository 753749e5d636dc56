import ContextSelection
import Prompting
import TextModel
import Workspace

/// Adds what the repository holds around the files that a question is about: the definitions that
/// they use, their callers and tests.
struct Surroundings {
  let gatherer: Gatherer
  let budget: ContextBudget
  let model: any TextGenerator
  let answerTokens: Int

  /// A question about more files than these is answered from them alone.
  private static let targetLimit = 16
  /// The history of a larger repository takes too long to search.
  private static let historyLimit = 5000

  /// The plan with excerpts before its own sections, and with what was not added in its receipt.
  ///
  /// Nothing is added where there is no repository, or where nothing in it was named.
  ///
  /// - Parameters:
  ///   - targets: what the question is about.
  ///   - shown: what stands in the prompt beside the targets.
  ///   - question: names in it are looked for.
  /// - Throws: the errors of counting tokens.
  func added(
    to plan: PromptPlan, targets: [Material], shown: [Material] = [], question: String = ""
  ) throws -> PromptPlan {
    let places = targets.filter { $0.diff == nil }.compactMap(\.place)
    guard let first = places.first, budget != .tokens(0) else { return plan }
    guard places.count <= Self.targetLimit else {
      return plan.noting(
        "No context is added to \(places.count) files; it is for at most \(Self.targetLimit).")
    }
    let left = model.contextSize - answerTokens - (try model.tokenCount(of: plan.messages))
    let tokens = budget.tokens(left: left)
    guard tokens > 0 else { return plan }
    guard let entry = gatherer.indexes.entry(around: first.path) else {
      return plan.noting(
        "No context is added: \(first.path) is in no repository, or in one that is too large.")
    }
    let request = request(
      places, shown.compactMap(\.place), question: question, tokens: tokens, in: entry)
    guard !request.targets.isEmpty else { return plan }
    do {
      let found = try ContextSelector(index: entry.index).select(request, for: model)
      return widened(plan, by: found, of: entry)
    } catch let error as WorkspaceError {
      return plan.noting("No context is added: \(error.message).")
    }
  }

  /// The plan with the code that a question mentions, where no file was named with it.
  ///
  /// Nothing is added outside of a repository, or where no word looks like a name in code.
  ///
  /// - Throws: the errors of counting tokens.
  func added(to plan: PromptPlan, mentionedIn question: String) throws -> PromptPlan {
    guard budget != .tokens(0), ContextSelector.mayMentionCode(question) else { return plan }
    let left = model.contextSize - answerTokens - (try model.tokenCount(of: plan.messages))
    let tokens = budget.tokens(left: left)
    guard tokens > 0, let entry = gatherer.indexes.entry(around: gatherer.directory) else {
      return plan
    }
    let request = ContextRequest(question: question, budget: tokens, showsTargets: false)
    let found = try ContextSelector(index: entry.index).select(request, for: model)
    return found.excerpts.isEmpty && found.leftOut.isEmpty
      ? plan : widened(plan, by: found, of: entry)
  }

  private func request(
    _ targets: [FileTarget], _ shown: [FileTarget], question: String, tokens: Int,
    in entry: CodeIndexes.Entry
  ) -> ContextRequest {
    let root = entry.index.root
    let inside = targets.compactMap { target in
      root.relativePath(of: target.path).map { FileTarget(path: $0, lines: target.lines) }
    }
    let companions =
      entry.fileCount <= Self.historyLimit && root.kind == .repository
      ? gatherer.companions(of: inside.map(\.path), in: root) : []
    return ContextRequest(
      targets: inside, question: question, budget: tokens, companions: companions,
      shown: Set(shown.compactMap { root.relativePath(of: $0.path) }), showsTargets: false)
  }

  private func widened(
    _ plan: PromptPlan, by found: SelectedContext, of entry: CodeIndexes.Entry
  ) -> PromptPlan {
    var plan = plan
    plan.sections = found.sections(includesTargets: false) + plan.sections
    plan.leftOut += found.omissions(areExpected: budget != .automatic)
    guard !entry.folder.isEmpty else { return plan }
    return plan.noting(
      "Context is looked for in \(entry.folder) alone, because \(entry.cause).")
  }
}

extension PromptPlan {
  fileprivate func noting(_ sentence: String) -> PromptPlan {
    var plan = self
    plan.notes.append(sentence)
    return plan
  }
}
