/// What the checker of a language said about a file.
package struct SyntaxReport: Sendable, Equatable {
  package enum Verdict: Sendable, Equatable {
    case passed
    /// What is wrong, in the checker's words, and in which line where it says so.
    case failed(String, line: Int?)
    /// There is none, for a reason: the old text did not pass either, say.
    case none(String)
  }

  package var path: String
  /// The program that was run.
  package var tool: String
  package var verdict: Verdict

  package init(path: String, tool: String, verdict: Verdict) {
    self.path = path
    self.tool = tool
    self.verdict = verdict
  }

  /// One sentence for a person.
  package var line: String {
    switch verdict {
    case .passed: "\(tool) finds no error in '\(path)' with the new code"
    case .failed(let message, let line):
      "\(tool) finds an error in '\(path)' with the new code: "
        + (line.map { "line \($0): " } ?? "") + message
    case .none(let reason): "\(tool) says nothing about '\(path)': \(reason)"
    }
  }
}
