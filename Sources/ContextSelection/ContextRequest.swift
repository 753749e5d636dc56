package import Workspace

/// What context is wanted for.
package struct ContextRequest: Sendable {
  /// What the question is about, with paths below the root; empty where it names no file.
  package var targets: [FileTarget]
  /// The question; names in it are looked for.
  package var question: String
  /// How many tokens all excerpts may cost together.
  package var budget: Int
  /// Files that were often changed together with the targets.
  package var companions: [Git.Companion]
  /// Paths that stand in the prompt already and must not be shown again.
  package var shown: Set<String>
  /// Whether the targets are among the excerpts and the budget pays for them; false where the
  /// prompt shows them already.
  package var showsTargets: Bool

  package init(
    targets: [FileTarget] = [], question: String = "", budget: Int,
    companions: [Git.Companion] = [], shown: Set<String> = [], showsTargets: Bool = true
  ) {
    self.targets = targets
    self.question = question
    self.budget = budget
    self.companions = companions
    self.shown = shown
    self.showsTargets = showsTargets
  }
}

/// What was chosen for a request.
package struct SelectedContext: Sendable, Equatable {
  /// In the order in which the model should read them: what seldom changes first, targets last.
  package var excerpts: [ContextExcerpt]
  /// What would have been of use, the most useful first.
  package var leftOut: [LeftOutContext]
  /// What the excerpts cost together.
  package var tokens: Int

  package init(excerpts: [ContextExcerpt], leftOut: [LeftOutContext] = [], tokens: Int) {
    self.excerpts = excerpts
    self.leftOut = leftOut
    self.tokens = tokens
  }
}
