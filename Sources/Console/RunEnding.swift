import OrderedJSON

/// How a run of a model ended.
struct RunEnding {
  var status: ExitStatus
  /// What the user should know about it; nil where there is nothing to say.
  var note: String?

  init(_ status: ExitStatus, _ note: String? = nil) {
    self.status = status
    self.note = note
  }

  static let done = RunEnding(.done)
  static let interrupted = RunEnding(.interrupted)

  /// Why the run did not come to what was wanted; nil where it did.
  var failure: String? {
    switch status {
    case .done: nil
    case .interrupted: note ?? "interrupted"
    default: note
    }
  }

  /// What every object of `--json` ends with.
  var members: [(String, JSONValue)] {
    [
      ("failure", failure.map(JSONValue.string) ?? .null),
      ("exitStatus", .integer(Int(status.rawValue))),
    ]
  }
}
