/// A line that is written over itself while work goes on.
///
/// It knows no file and no clock: both come in as functions. On a terminal the line moves at most
/// ten times a second and leaves no trace; in a log it is a new line now and then, so that nobody
/// takes a long download for a dead one.
package struct ProgressLine {
  /// Where the line goes.
  package enum Style: Sendable, Equatable {
    /// A terminal of so many columns.
    case terminal(columns: Int)
    /// A file or a pipe: a line every so many seconds, the first one only after that time.
    case log(interval: Double)
    /// Nowhere.
    case silent
  }

  private let style: Style
  private let isColored: Bool
  private let write: (String) -> Void
  private let now: () -> Double
  private var rate = RateMeter()
  private var lastShown: Double?
  private var isVisible = false
  private var label: String?

  /// The least time between two lines on a terminal, in seconds.
  private static let frame = 0.1

  /// - Parameters:
  ///   - isColored: whether the label is set off from the numbers.
  ///   - write: gets text for the error output, not a whole line at a time.
  ///   - now: a clock in seconds that never goes back.
  package init(
    style: Style, isColored: Bool = false, write: @escaping (String) -> Void,
    now: @escaping () -> Double
  ) {
    self.style = style
    self.isColored = isColored
    self.write = write
    self.now = now
  }

  /// Shows how far the work is, unless the last line is too recent.
  ///
  /// The rate is measured here; a report with another label begins a new measurement.
  package mutating func update(_ report: ProgressReport) {
    let time = now()
    if report.label != label {
      label = report.label
      rate = RateMeter()
    }
    rate.add(report.done, at: time)
    guard isDue(time, isLast: report.total > 0 && report.done >= report.total) else { return }
    var report = report
    report.rate = report.rate ?? rate.perSecond
    show(report, time)
  }

  /// Takes the line off the terminal, so that other text can be written there.
  package mutating func clear() {
    guard isVisible else { return }
    write(Self.clearing)
    isVisible = false
    lastShown = nil
  }

  /// Writes a line of its own, above the progress line on a terminal.
  package mutating func note(_ text: String) {
    guard style != .silent else { return }
    clear()
    write(text + "\n")
  }

  private mutating func isDue(_ time: Double, isLast: Bool) -> Bool {
    switch style {
    case .silent:
      return false
    case .terminal:
      guard let lastShown else { return true }
      return isLast || time - lastShown >= Self.frame
    case .log(let interval):
      guard let lastShown else {
        lastShown = time
        return false
      }
      return time - lastShown >= interval
    }
  }

  private mutating func show(_ report: ProgressReport, _ time: Double) {
    lastShown = time
    if case .terminal(let columns) = style {
      // The last column stays free: some terminals begin a new line after it.
      write("\r" + styled(report.line(width: max(1, columns - 1)), report) + Self.erasing)
      isVisible = true
    } else {
      write(styled(report.plainLine, report) + "\n")
    }
  }

  /// Returns a report's line with its label set off, unless there was no room for all of it.
  private func styled(_ line: String, _ report: ProgressReport) -> String {
    guard line.hasPrefix(report.label) else { return line }
    return report.label.styled(.bold, isOn: isColored) + line.dropFirst(report.label.count)
  }

  /// Erases from the cursor to the end of the line.
  private static let erasing = "\u{1b}[K"
  private static let clearing = "\r" + erasing
}

/// The speed of the last seconds.
private struct RateMeter {
  private var samples: [(time: Double, done: UInt64)] = []

  /// The seconds that the speed is taken over.
  private static let window = 5.0
  /// The least time between two samples that are kept, in seconds.
  private static let step = 0.1

  mutating func add(_ done: UInt64, at time: Double) {
    // Work that begins again, as a download from another source does, begins a new measurement.
    if let last = samples.last, done < last.done { samples.removeAll() }
    if samples.count >= 2, time - samples[samples.count - 2].time < Self.step {
      samples.removeLast()
    }
    samples.append((time, done))
    while samples.count > 2, time - samples[1].time > Self.window { samples.removeFirst() }
  }

  /// The speed, nil until half a second of it is known.
  var perSecond: Double? {
    guard let first = samples.first, let last = samples.last, last.time - first.time >= 0.5 else {
      return nil
    }
    return Double(last.done - first.done) / (last.time - first.time)
  }
}
