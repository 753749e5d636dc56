package import ContextSelection
package import TextModel
import Workspace

extension PromptSection {
  /// An excerpt of the repository as a prompt shows it.
  package init(_ excerpt: ContextExcerpt) {
    let name = excerpt.name
    let note = excerpt.form == .signatures ? ", declarations only" : ""
    self.init(
      title: excerpt.role == .target ? name : "\(name)\(note), \(excerpt.reason)",
      heading: AskPrompt.fileHeading(name + note), fenced: excerpt.text,
      label: Language.label(forPath: excerpt.path),
      origin: excerpt.role == .target ? .user : .lathe)
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

  /// What was left out, a sentence each, for the notes of a receipt.
  package var notes: [String] {
    leftOut.map { "left out: \($0.name) (\($0.reason)): \($0.cause)" }
  }
}
