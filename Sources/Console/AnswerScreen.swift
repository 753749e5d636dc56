import Tasks
import Terminal

/// Shows what happens while a task runs: progress while it reads, the answer as it comes.
final class AnswerScreen {
  private let sink: AnswerSink
  private let status: StatusOutput
  private let interruption: Interruption
  private let isJSON: Bool
  private var step = ""
  /// When the first piece of the answer came.
  private(set) var firstText: ContinuousClock.Instant?
  /// The whole answer; kept for JSON only.
  private(set) var answer = ""

  init(sink: AnswerSink, status: StatusOutput, interruption: Interruption, isJSON: Bool) {
    self.sink = sink
    self.status = status
    self.interruption = interruption
    self.isJSON = isJSON
  }

  func show(_ event: TaskEvent) throws {
    switch event {
    case .step(let number, let count, let title):
      step = " \(number) of \(count), \(title)"
      // Code that the limit of one part cut off must not colour the next one.
      try sink.finish()
    case .reading(let done, let total):
      showReading(done, total)
    case .text(let text):
      try show(text)
    }
  }

  /// Leaves the terminal in order after the last event.
  func finish() throws {
    status.clearProgress()
    // Makes the file of an answer that has no text.
    try sink.write("")
    try sink.finish()
    endLine()
  }

  /// Leaves the terminal in order where the answer failed; what was shown stays.
  func abandon() {
    status.clearProgress()
    try? sink.finish()
    endLine()
  }

  /// Ends the line of an answer that does not end with one, as an interrupted one.
  private func endLine() {
    if sink.isTerminal, sink.isMidLine { try? sink.write("\n") }
    interruption.terminalLine = .empty
  }

  private func showReading(_ done: Int, _ total: Int) {
    guard done < total, !sink.isTerminal || !sink.isMidLine else { return }
    interruption.terminalLine = .progress
    status.report(
      ProgressReport(
        label: "reading" + step, done: UInt64(clamping: done), total: UInt64(clamping: total),
        unit: .items("tokens")))
  }

  private func show(_ text: String) throws {
    firstText = firstText ?? .now
    if isJSON {
      answer += text
      return
    }
    status.clearProgress()
    try sink.write(text)
    let isOpen = sink.isTerminal && sink.isMidLine
    interruption.terminalLine = !isOpen ? .empty : sink.isStyled ? .styledAnswer : .answer
  }
}
