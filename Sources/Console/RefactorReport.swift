import Edits
import OrderedJSON
import Prompting
import Tasks
import Workspace

/// The object that `--json` prints for a refactoring, whether it came to an edit or not.
struct RefactorReport {
  var outcome: RefactorOutcome
  var model: String
  /// When the first piece of new code came.
  var firstText: ContinuousClock.Instant?
  var receipt: Receipt

  /// - Parameters:
  ///   - edits: nil where there are none.
  ///   - isApplied: whether the files have the new code and keep it.
  ///   - failure: why there is no edit, or why it was taken back; nil where all went well.
  func json(
    _ edits: EditSet?, isApplied: Bool, _ status: ExitStatus, failure: String?
  ) -> JSONValue {
    let summary = outcome.summary
    let members: [(String, JSONValue)] = [
      ("diff", .string(String(decoding: edits?.diff ?? [], as: UTF8.self))),
      ("files", .array((edits?.edits ?? []).map { .string($0.path) })),
      ("unchanged", .array(outcome.unchanged.map(JSONValue.string))),
      ("warnings", .array(outcome.warnings.map(JSONValue.string))),
      ("applied", .boolean(isApplied)),
      ("attempts", .integer(outcome.attempts)),
      ("model", .string(model)),
      ("promptTokens", .integer(summary.promptTokens)),
      ("generatedTokens", .integer(summary.generatedTokens)),
      ("readingSeconds", .float(summary.readingTime.inSeconds)),
      ("writingSeconds", .float(summary.writingTime.inSeconds)),
      ("firstTextSeconds", .seconds(ProcessFacts.age(at: firstText))),
      ("checkers", .array(outcome.syntaxReports.map(\.json))),
      ("receipt", receipt.json),
    ]
    return .object(JSONObject(members + RunEnding(status, failure).members))
  }
}

extension SyntaxReport {
  var json: JSONValue {
    let (word, message): (String, String) =
      switch verdict {
      case .passed: ("passed", "")
      case .failed(let message, let line): ("failed", (line.map { "line \($0): " } ?? "") + message)
      case .none(let reason): ("none", reason)
      }
    return [
      "file": .string(path), "tool": .string(tool), "verdict": .string(word),
      "message": .string(message),
    ]
  }
}
