import Tasks
import Terminal

/// Shows how far a refactoring is; its text comes as a diff when all is done.
final class RefactorScreen {
  private let status: StatusOutput
  private let interruption: Interruption
  private var place = ""
  private var pieces: UInt64 = 0
  /// When the first piece of the answer came.
  private(set) var firstText: ContinuousClock.Instant?

  init(status: StatusOutput, interruption: Interruption) {
    self.status = status
    self.interruption = interruption
  }

  func show(_ event: TaskEvent) throws {
    interruption.terminalLine = .progress
    switch event {
    case .step(let number, let count, let title):
      place = (count > 1 ? " \(number) of \(count)," : "") + " \(title)"
    case .reading(let done, let total):
      pieces = 0
      guard done < total else { return }
      report("reading", done: UInt64(clamping: done), total: UInt64(clamping: total))
    case .text:
      firstText = firstText ?? .now
      pieces += 1
      report("writing", done: pieces, total: 0)
    }
  }

  /// Leaves the terminal in order.
  func finish() {
    status.clearProgress()
    interruption.terminalLine = .empty
  }

  private func report(_ verb: String, done: UInt64, total: UInt64) {
    status.report(
      ProgressReport(label: verb + place, done: done, total: total, unit: .items("tokens")))
  }
}
