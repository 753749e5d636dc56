package import Diffs
package import Workspace

/// Something that a task works on, read and recognized.
package struct Material: Sendable, Equatable {
  package enum Body: Sendable, Equatable {
    case diff(UnifiedDiff)
    case source(SourceText)
    /// Text without a file: a trace, a log or anything else.
    case text(String, TextKind)
  }

  /// What receipts and messages call it.
  package var title: String
  package var body: Body
  /// How many invalid UTF-8 sequences were replaced in it.
  package var repairedSequences: Int

  package init(title: String, body: Body, repairedSequences: Int = 0) {
    self.title = title
    self.body = body
    self.repairedSequences = repairedSequences
  }

  var diff: UnifiedDiff? {
    if case .diff(let diff) = body { diff } else { nil }
  }

  /// What to tell the user about the bytes; nil where they were in order.
  var warning: String? {
    guard repairedSequences > 0 else { return nil }
    let sequences = repairedSequences == 1 ? "1 sequence" : "\(repairedSequences) sequences"
    return "\(title) is not valid UTF-8: \(sequences) replaced"
  }
}
