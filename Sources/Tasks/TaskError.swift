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
    }
  }

  private static func suggestion(_ names: [String]) -> String {
    guard let last = names.last else { return "" }
    let others = names.dropLast().joined(separator: ", ")
    return "; did you mean \(others.isEmpty ? "" : others + " or ")\(last)?"
  }
}
