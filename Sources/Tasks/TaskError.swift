/// Why a task cannot start with what it was given.
package enum TaskError: Error, Sendable, Equatable {
  /// There is no question.
  case noQuestion
  /// Neither a target nor standard input gives the task anything to work on.
  case nothingGiven(task: String)
  /// Standard input was read and held nothing but white space.
  case emptyInput
  /// The argument names neither a file nor a commit, nor anything in the code; some names there
  /// are spelled much like it.
  case unknownTarget(String, near: [String])
  /// The argument names neither a file nor a commit.
  case unknownRevision(String)
  /// The name stands for more code than fits.
  case ambiguous(String, places: [String])
  /// The change has no differences.
  case emptyChange(String)
  /// The task needs a diff and got something else.
  case notADiff(String)
  /// There is no word on what to change.
  case noInstruction
  /// A name without a file, where a file is needed.
  case nameWithoutFile(String)
  /// No unit of the file has the name.
  case unknownUnit(String, path: String, units: String)
  /// Several units of the file have the name.
  case ambiguousUnit(String, places: [String])
  /// The file is too long to be rewritten whole.
  case fileTooLong(path: String, lines: Int, limit: Int, units: String)
  /// There is nothing but white space.
  case blank(String)
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
  /// The text called `name` is no schema that answers can be held to.
  case unusableSchema(name: String, problem: String)

  package var message: String {
    switch self {
    case .noQuestion:
      "there is no question; give it as an argument or through standard input"
    case .nothingGiven("explain"):
      "there is nothing to explain; name a file, a revision or --staged, or pipe something in"
    case .nothingGiven("review"):
      "there is nothing to review; name a revision or --staged, or pipe a diff in"
    case .nothingGiven("refactor"):
      "there is nothing to rewrite; name a file, lines of it (FILE:10-40), or a function or type"
        + " in it (FILE:NAME)"
    case .nothingGiven(let task):
      "there is nothing to \(task); pipe a stack trace or the output of a test run in"
    case .emptyInput:
      "standard input is empty"
    case .unknownTarget(let target, let near):
      "'\(target)' is no file here, no commit that git knows, and no function or type of a"
        + " repository here" + Self.suggestion(near)
    case .unknownRevision(let target):
      "'\(target)' is neither a file here nor a commit that git knows"
    case .ambiguous(let name, let places):
      "'\(name)' stands in \(places.count) places, which are too many for one prompt: "
        + places.prefix(12).joined(separator: ", ")
        + (places.count > 12 ? ", and \(places.count - 12) more" : "")
        + "; name one of them, or a type with it (Type.\(name))"
    case .emptyChange(let title):
      "there are no differences in \(title)"
    case .notADiff(let title):
      "\(title) is not a diff"
    case .noInstruction:
      "there is no instruction; say with -i what to change"
    case .nameWithoutFile(let name):
      "there is no file '\(name)'; a function or type is named with its file: FILE:\(name)"
    case .unknownUnit(let name, let path, let units):
      "'\(path)' has no function or type '\(name)'" + (units.isEmpty ? "" : "; it has \(units)")
    case .ambiguousUnit(let name, let places):
      "'\(name)' is the name of several places; name one by its lines: "
        + places.joined(separator: ", ")
    case .fileTooLong(let path, let lines, let limit, let units):
      "'\(path)' has \(lines) lines, more than the \(limit) that are rewritten whole;"
        + " name lines of it (\(path):10-40)"
        + (units.isEmpty ? "" : ", or a function or type in it (\(path):NAME): \(units)")
    case .blank(let title):
      "there is nothing but white space in \(title), so there is nothing to rewrite"
    case .noPlace(let argument):
      "'\(argument)' names no line; write FILE:LINE or FILE:LINE:COLUMN"
    case .placeZero(let argument):
      "lines and columns count from 1, so there is no place '\(argument)'"
    case .noLine(let line, let name, let count):
      "there is no line \(line) in \(name); its last one is \(count)"
    case .noColumn(let column, let line, let name, let count):
      "there is no column \(column) in line \(line) of \(name); its end is column \(count)"
    case .unusableSchema(let name, let problem):
      "\(name) is no schema for answers: \(problem)"
    case .marks("", _):
      "the mark of the cursor is empty; --cursor names a text"
    case .marks(let mark, 0):
      "the input has no mark '\(mark)' where the cursor is; --cursor names another mark"
    case .marks(let mark, let count):
      "the input has the mark '\(mark)' \(count) times; --cursor names one that is there once"
    }
  }

  private static func suggestion(_ names: [String]) -> String {
    guard let last = names.last else { return "" }
    let others = names.dropLast().joined(separator: ", ")
    return "; did you mean \(others.isEmpty ? "" : others + " or ")\(last)?"
  }
}
