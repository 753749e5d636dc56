import Prompting

extension Receipt {
  /// What `--strict` asks for.
  ///
  /// - Parameter remedy: what helps beside the general words.
  /// - Throws: `Diagnostic` where anything is left out of the prompt.
  func requireAll(remedy: String? = nil) throws {
    let missing = missing
    guard !missing.isEmpty else { return }
    let shown = missing.prefix(5).joined(separator: ", ")
    let more = missing.count > 5 ? ", and \(missing.count - 5) more" : ""
    throw Diagnostic(
      .context,
      "--strict: \(missing.count == 1 ? "1 part" : "\(missing.count) parts") would be left out of"
        + " the prompt: \(shown)\(more)",
      hints: ["--dry-run without --strict shows the receipt, with the reason for each"]
        + (remedy.map { [$0] } ?? remedies))
  }

  /// What helps against omissions of each origin.
  private var remedies: [String] {
    let expected = leftOut.filter(\.isExpected)
    let isFolder = expected.contains { $0.origin == .user }
    let isContext = expected.contains { $0.origin == .lathe }
    return (isFolder ? ["a file that is named by itself is always read"] : [])
      + (isContext
        ? [Self.budgetRemedy] : [])
  }

  static let budgetRemedy =
    "--context-budget 0 adds nothing of Lathe's choice, a larger number more of it"
}
