import Diffs
import Prompting
import Workspace

extension Material {
  /// The material as a prompt shows it to a task that is not about it in particular.
  func section() -> PromptSection {
    switch body {
    case .source(let source):
      PromptSection(
        title: title, heading: AskPrompt.fileHeading(source.name), fenced: source.text,
        label: source.language)
    case .diff(let diff):
      PromptSection(
        title: title, heading: AskPrompt.pipedHeading, fenced: diff.compactText,
        label: "diff")
    case .text(let text, _):
      PromptSection(
        title: title,
        heading: title == Material.pipedTitle
          ? AskPrompt.pipedHeading : AskPrompt.fileHeading(title),
        fenced: text, label: "")
    }
  }
}

extension UnifiedDiff {
  /// The whole diff without git's bookkeeping, each commit's message before its files.
  var compactText: String {
    files.map { file in
      (DiffText.message(in: file).map { $0 + "\n" } ?? "") + DiffText.compact(file)
    }.joined()
  }
}
