import Terminal

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Everything that is said beside the answer: progress, warnings, statistics, errors.
package final class StatusOutput {
  package enum Verbosity: Sendable {
    case quiet, normal, verbose
  }

  private let file: OutputFile
  private let verbosity: Verbosity
  private let isColored: Bool
  private var progress: ProgressLine

  /// - Parameters:
  ///   - columns: the width of the terminal; nil where there is none.
  ///   - isColored: whether the labels of lines are set off.
  package init(file: OutputFile, columns: Int?, verbosity: Verbosity, isColored: Bool = false) {
    self.file = file
    self.verbosity = verbosity
    self.isColored = isColored
    let style: ProgressLine.Style =
      switch (verbosity, columns) {
      case (.quiet, _): .silent
      case (_, .some(let columns)): .terminal(columns: columns)
      case (_, nil): .log(interval: Self.heartbeat)
      }
    // A message that cannot be written is no reason to stop the answer.
    progress = ProgressLine(
      style: style, isColored: isColored, write: { try? file.write($0) }, now: Self.seconds)
  }

  /// How often a log is told that the work goes on, in seconds.
  private static let heartbeat = 30.0

  /// Shows how far the work is.
  func report(_ report: ProgressReport) { progress.update(report) }

  /// Takes the progress line away, before an answer is printed on the same terminal.
  func clearProgress() { progress.clear() }

  /// Says something that the user should know; silent with `--quiet`.
  package func note(_ text: String) {
    if verbosity != .quiet { write(text) }
  }

  /// Says something that only `--verbose` asks for.
  func detail(_ text: String) {
    if verbosity == .verbose { write(text) }
  }

  /// Says why the program ends; `--quiet` does not silence it.
  func fail(_ diagnostic: Diagnostic) {
    diagnostic.lines.forEach(write)
  }

  private func write(_ line: String) {
    progress.clear()
    // Names of files and words of other programs are not trusted either.
    var filter = EscapeFilter()
    let text = file.isTerminal || isColored ? filter.filter(line) : line
    try? file.write((isColored ? Self.labelled(text) : text) + "\n")
  }

  /// Returns the line with its label set off: the first word, where a colon follows.
  private static func labelled(_ line: String) -> String {
    let word = line.prefix { !$0.isWhitespace }
    guard word.hasSuffix(":"), word.count < line.count else { return line }
    let label = String(word)
    let rest = line.dropFirst(label.count)
    switch label {
    case Diagnostic.label: return label.styled(.bold, .red, isOn: true) + rest
    case "warning:": return label.styled(.bold, .yellow, isOn: true) + rest
    default: return label.styled(.bold, isOn: true) + rest
    }
  }

  /// A clock that never goes back.
  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
