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
  /// The file or the lines of it that it is, as a path that opens; nil for everything else.
  package var place: FileTarget?
  /// The name in the code that led to it; nil where it was named by its place.
  package var symbol: String?
  /// What looks private in it, a sentence each.
  package var cautions: [String] = []

  package init(
    title: String, body: Body, repairedSequences: Int = 0, place: FileTarget? = nil,
    symbol: String? = nil, cautions: [String] = []
  ) {
    self.title = title
    self.body = body
    self.repairedSequences = repairedSequences
    self.place = place
    self.symbol = symbol
    self.cautions = cautions
  }

  /// What everything is called that came through standard input.
  static let pipedTitle = "standard input"

  var diff: UnifiedDiff? {
    if case .diff(let diff) = body { diff } else { nil }
  }

  /// What to tell the user about the bytes, and about secrets among them.
  var warnings: [String] {
    guard repairedSequences > 0 else { return cautions }
    let sequences = repairedSequences == 1 ? "1 sequence" : "\(repairedSequences) sequences"
    return ["\(title) is not valid UTF-8: \(sequences) replaced"] + cautions
  }
}
