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
  /// The argument names no line of a file.
  case noPlace(String)
  /// Lines and columns count from 1.
  case placeZero(String)
  /// The text called `name` has only so many lines.
  case noLine(Int, name: String, count: Int)
  /// The line has only so many columns.
  case noColumn(Int, line: Int, name: String, count: Int)
  /// The mark of the cursor is not there exactly once.
  case marks(String, count: Int)

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
    case .noPlace(let argument):
      "'\(argument)' names no line; write FILE:LINE or FILE:LINE:COLUMN"
    case .placeZero(let argument):
      "lines and columns count from 1, so there is no place '\(argument)'"
    case .noLine(let line, let name, let count):
      "there is no line \(line) in \(name); its last one is \(count)"
    case .noColumn(let column, let line, let name, let count):
      "there is no column \(column) in line \(line) of \(name); its end is column \(count)"
    case .marks("", _):
      "the mark of the cursor is empty; --cursor names a text"
    case .marks(let mark, 0):
      "the input has no mark '\(mark)' where the cursor is; --cursor names another mark"
    case .marks(let mark, let count):
      "the input has the mark '\(mark)' \(count) times; --cursor names one that is there once"
    }
  }
}
