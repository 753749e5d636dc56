package import ContextSelection
package import TextModel
import Workspace

extension PromptSection {
  /// An excerpt of the repository as a prompt shows it.
  package init(_ excerpt: ContextExcerpt) {
    let name = excerpt.name
    let isTarget = excerpt.role == .target
    let note = excerpt.form == .signatures ? ", declarations only" : ""
    self.init(
      title: name + note,
      heading: isTarget
        ? AskPrompt.fileHeading(name) : AskPrompt.contextHeading(name, note: note),
      fenced: excerpt.text, label: Language.label(forPath: excerpt.path),
      origin: isTarget ? .user : .lathe, reason: isTarget ? "" : excerpt.reason)
  }
}

extension ContextSelector {
  /// Chooses excerpts that cost at most the request's budget in tokens of a model, counted over
  /// the sections as the prompt joins them.
  ///
  /// - Throws: `WorkspaceError` where a target cannot be read.
  package func select(
    _ request: ContextRequest, for model: any TextGenerator
  ) throws -> SelectedContext {
    try select(request) { excerpts in
      let text = excerpts.map { PromptSection($0).text + "\n\n" }.joined()
      return model.tokenCount(of: text)
    }
  }
}

extension SelectedContext {
  /// The excerpts as sections, in reading order.
  ///
  /// - Parameter includesTargets: false where the task shows the targets itself.
  package func sections(includesTargets: Bool = true) -> [PromptSection] {
    excerpts.filter { includesTargets || $0.role != .target }.map { PromptSection($0) }
  }

  /// What was left out, as a receipt lists it.
  ///
  /// - Parameter areExpected: whether the user named the number of tokens.
  package func omissions(areExpected: Bool) -> [Receipt.Omission] {
    leftOut.map {
      Receipt.Omission(
        name: $0.name, origin: .lathe, reason: $0.reason, cause: $0.cause,
        isExpected: areExpected)
    }
  }
}
