/// The texts around a failure that is to be understood and repaired.
package enum DebugPrompt {
  package static let system =
    "You are a careful debugger. You reason from the given output and code alone, and you name"
    + " files, lines and functions exactly as they are given."

  package static let traceHeading = "A stack trace:"
  package static let logHeading = "The output of a compiler or a test run:"
  package static let plainHeading = "What the program wrote:"

  /// The heading of lines that the output points to.
  package static func excerptHeading(_ name: String, line: Int) -> String {
    "`\(name)`, around line \(line), which the output names:"
  }

  package static let instruction = """
    Find out what went wrong.
    First write one sentence that names the failure, with its file, line and function.
    Then explain the cause: which value or state was wrong, and where it came from.
    Last suggest what to change, as a few lines of code where that is clear. If the given text is \
    not enough to be sure, say what to look at next.
    """
}
