import Tasks
import Terminal
import TextModel

/// What `--verbose` says about a run: speeds, times, memory.
struct Statistics {
  let model: any OpenedModel
  let summary: TaskSummary
  /// When the first piece of the answer came.
  let firstText: ContinuousClock.Instant?

  var lines: [String] {
    let phases = model.openingTimes.map { "\($0.phase) \(Self.text($0.time))" }
    return ["\(model.name): \(model.hardware)"]
      + (phases.isEmpty ? [] : ["opening: " + phases.joined(separator: ", ")])
      + [reading, writing, machine]
  }

  private var reading: String {
    let fresh = summary.promptTokens - summary.reusedTokens
    let reused = summary.reusedTokens > 0 ? ", \(summary.reusedTokens) more were known" : ""
    return "read \(fresh) tokens in \(Self.text(summary.readingTime))"
      + Self.rate(fresh, summary.readingTime) + reused
  }

  private var writing: String {
    "wrote \(summary.generatedTokens) tokens in \(Self.text(summary.writingTime))"
      + Self.rate(summary.generatedTokens, summary.writingTime)
  }

  private var machine: String {
    let large = ProcessFacts.largeFilePages.map { ", \(byteText($0)) of it in large pages" } ?? ""
    let memory = "peak memory \(byteText(ProcessFacts.peakMemory))\(large)"
    guard let start = ProcessFacts.age(at: firstText) else { return memory }
    return "first text \(Self.text(start)) after the start of the process, \(memory)"
  }

  private static func rate(_ tokens: Int, _ time: Duration) -> String {
    guard tokens > 0, time > .zero else { return "" }
    let rate = Double(tokens) / time.inSeconds
    return " (\((rate * 10).rounded() / 10) tokens/s)"
  }

  private static func text(_ time: Duration) -> String {
    let seconds = time.inSeconds
    if seconds < 1 { return "\((seconds * 10_000).rounded() / 10) ms" }
    return "\((seconds * 100).rounded() / 100) s"
  }
}
