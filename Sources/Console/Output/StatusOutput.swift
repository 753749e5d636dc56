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
  private var progress: ProgressLine

  /// - Parameter columns: the width of the terminal; nil where there is none.
  package init(file: OutputFile, columns: Int?, verbosity: Verbosity) {
    self.file = file
    self.verbosity = verbosity
    let style: ProgressLine.Style =
      switch (verbosity, columns) {
      case (.quiet, _): .silent
      case (_, .some(let columns)): .terminal(columns: columns)
      case (_, nil): .log(interval: Self.heartbeat)
      }
    // A message that cannot be written is no reason to stop the answer.
    progress = ProgressLine(style: style, write: { try? file.write($0) }, now: Self.seconds)
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
    try? file.write((file.isTerminal ? filter.filter(line) : line) + "\n")
  }

  /// A clock that never goes back.
  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
