/// What went wrong, in the words that the user reads, and how the program ends for it.
package struct Diagnostic: Error, Sendable, Equatable {
  package var status: ExitStatus
  /// What happened, where, and with which numbers; empty where nothing is to be said.
  package var message: String
  /// What the user can do about it, one step each.
  package var hints: [String]

  package init(_ status: ExitStatus, _ message: String, hints: [String] = []) {
    self.status = status
    self.message = message
    self.hints = hints
  }

  /// The end of a run whose output nobody reads any more: nothing is said.
  static let closedPipe = Diagnostic(.closedPipe, "")

  /// What the line of the message begins with.
  static let label = "lathe:"

  /// The lines for standard error.
  package var lines: [String] {
    message.isEmpty ? [] : ["\(Self.label) \(message)"] + hints.map { "hint: \($0)" }
  }
}
