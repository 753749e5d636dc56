/// Why a task cannot start with what it was given.
package enum TaskError: Error, Sendable, Equatable {
  /// There is no question.
  case noQuestion
  /// Neither a target nor standard input gives the task anything to work on.
  case nothingGiven(task: String)
  /// Standard input was read and held nothing but white space.
  case emptyInput
  /// The argument names neither a file nor a commit.
  case unknownTarget(String)
  /// The change has no differences.
  case emptyChange(String)
  /// The task needs a diff and got something else.
  case notADiff(String)

  package var message: String {
    switch self {
    case .noQuestion:
      "there is no question; give it as an argument or through standard input"
    case .nothingGiven("explain"):
      "there is nothing to explain; name a file, a revision or --staged, or pipe something in"
    case .nothingGiven("review"):
      "there is nothing to review; name a revision or --staged, or pipe a diff in"
    case .nothingGiven(let task):
      "there is nothing to \(task); pipe a stack trace or the output of a test run in"
    case .emptyInput:
      "standard input is empty"
    case .unknownTarget(let target):
      "'\(target)' is neither a file here nor a commit that git knows"
    case .emptyChange(let title):
      "there are no differences in \(title)"
    case .notADiff(let title):
      "\(title) is not a diff"
    }
  }
}
