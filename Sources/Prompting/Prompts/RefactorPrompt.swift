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

  /// The heading of code that is not to be rewritten.
  package static let referenceHeading = "For reference, not to be rewritten:"

  /// What to do with the code.
  ///
  /// - Parameters:
  ///   - name: what the code is called.
  ///   - others: what else the instruction is carried out on, each in a prompt of its own.
  package static func instruction(
    _ words: String, name: String = "", others: [String] = []
  ) -> String {
    """
    Rewrite this code so: \(words)
    \(share(name, others))\
    Keep its other behaviour, names and comments. Write all of the new code, nothing left out, \
    and nothing that is not part of it. Answer with only the new code in one fenced block.
    """
  }

  /// A small model writes all that the instruction speaks of, unless it is told its share.
  private static func share(_ name: String, _ others: [String]) -> String {
    guard !others.isEmpty else { return "" }
    let names = others.map { "`\($0)`" }.joined(separator: ", ")
    let rest =
      others.count == 1
      ? "is changed elsewhere, so do not write it" : "are changed elsewhere, so do not write them"
    return "Do only what concerns `\(name)`: \(names) \(rest).\n"
  }

  /// What follows an answer that is the old code.
  package static func unchanged(_ words: String) -> String {
    """
    This is the old code, nothing has changed. Change it so: \(words)
    Write all of the new code. Answer with only the new code in one fenced block.
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
