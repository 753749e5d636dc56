/// The texts around a request to explain something.
package enum ExplainPrompt {
  package static let system =
    "You are a senior software engineer. You explain code changes to colleagues precisely and"
    + " briefly."

  // MARK: - A diff

  package static let messageHeading = "The author's message for this change:"

  package static let filesHeading = "Files in this diff, with added and removed lines:"

  package static let changesHeading = "The changes in this diff, one by one:"

  /// Follows the numbered list of a small diff's changes.
  package static let changesInstruction = """
    Explain this diff. First write one sentence that sums it up and names the functions that \
    changed. Then explain each numbered change in one or two sentences: name its function, say \
    what the code did before, what it does now, and why that matters when the program runs.
    """

  /// Follows the list of files of a diff with too many changes to number them.
  package static let diffInstruction = """
    Explain this diff. First write one sentence that sums it up. Then explain what changed in \
    each file of the list in one to three sentences: name the functions or types, say what the \
    code did before, what it does now, and why that matters when the program runs.
    """

  // MARK: - One function of a small diff

  /// Two versions of some code, in fences of their own: small models read them better than markers.
  package static func versions(
    of place: String, before: String, after: String, label: String
  ) -> String {
    var parts = ["A change in \(place)."]
    if !before.isEmpty { parts.append("Before:\n" + Fence.wrap(before, label: label)) }
    if !after.isEmpty { parts.append("After:\n" + Fence.wrap(after, label: label)) }
    return parts.joined(separator: "\n\n")
  }

  package static let unitInstruction = """
    Explain this change to a colleague in a few plain sentences: what the code did before, what \
    it does now, and what that changes when the program runs.
    """

  // MARK: - A diff that is too large for one prompt

  package static let partInstruction = """
    This is one part of a larger change. In at most three sentences, write what changed here: \
    name the functions, types or settings concerned, what they did before and what they do now. \
    Write the sentences only.
    """

  package static let summariesHeading =
    "A change was read file by file. Each line names a file, its added and removed lines, and"
    + " what changed in it:"

  package static let closingInstruction = """
    Explain what the whole change does, in at most eight sentences: first its purpose in one \
    sentence, then its main parts and how they belong together, last why it matters when the \
    program runs. Use only the lines above.
    """

  package static let mergeInstruction = """
    Sum up these parts of the change in at most five sentences. Keep the names of the files, \
    functions and types that matter most. Write the sentences only.
    """

  // MARK: - Code

  package static let codeInstruction = "Explain this code.\n" + codeForm

  /// For code that stands beside other code, so that the model does not explain all of it.
  ///
  /// - Parameter names: what is to be explained, between backticks.
  package static func codeInstruction(of names: [String]) -> String {
    "Explain \(names.joined(separator: " and ")). Everything else above is there to help you"
      + " understand it: use it, and do not explain it.\n" + codeForm
  }

  private static let codeForm = """
    First write one sentence on what it is for.
    Then explain how it works, step by step, naming its functions and types.
    Last name anything surprising: side effects, limits, errors it throws or ignores.
    Do not copy the code.
    """

  // MARK: - A trace, a log or other text

  package static let traceInstruction = """
    Explain this stack trace.
    First write one sentence on what failed and where: the error, the file, the line and the \
    function, as the text names them.
    Then explain how the program got there, from the outermost call to the failing one.
    Last name the most likely cause. Do not guess at code that is not shown.
    """

  package static let logInstruction = """
    Explain this output of a compiler or a test run.
    First write one sentence on the result.
    Then explain each error or failed test once: the file and the line as the text names them, \
    and what it means.
    Last name the one problem to look at first.
    """

  package static let plainInstruction =
    "Explain what this text says and what it means for a developer. First write one sentence that"
    + " sums it up, then the details that matter."
}
