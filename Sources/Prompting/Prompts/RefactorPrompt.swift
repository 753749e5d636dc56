/// The texts around a request to rewrite a piece of code.
package enum RefactorPrompt {
  package static let system =
    "You are a precise programmer. You change the code that you are given exactly as you are"
    + " told, keep everything else as it is, and answer with code only."

  /// The heading of the code; the type around a unit is named, because it is not shown.
  package static func heading(_ title: String, container: String) -> String {
    container.isEmpty
      ? "The code of `\(title)`:" : "The code of `\(title)`, which stands in `\(container)`:"
  }

  package static func instruction(_ words: String) -> String {
    """
    Rewrite this code so: \(words)
    Keep its other behaviour, names and comments. Write all of the new code, nothing left out, \
    and nothing that is not part of it. Answer with only the new code in one fenced block.
    """
  }

  /// What follows an answer that cannot be used.
  package static func retry(_ problem: String) -> String {
    """
    This code cannot be used: \(problem)
    Write all of it again without this problem. Answer with only the new code in one fenced block.
    """
  }
}
