/// How far a piece of work is, as a progress line shows it.
package struct ProgressReport: Sendable, Equatable {
  /// What is counted.
  package enum Unit: Sendable, Equatable {
    case bytes
    /// Things with a name in the plural, such as `tokens`.
    case items(String)
  }

  /// What is being done, in a few words.
  package var label: String
  package var done: UInt64
  /// How much there is to do; 0 where that is not known.
  package var total: UInt64
  package var unit: Unit
  /// How fast it goes, per second; nil until that is known.
  package var rate: Double?

  package init(
    label: String, done: UInt64, total: UInt64, unit: Unit = .bytes, rate: Double? = nil
  ) {
    self.label = label
    self.done = done
    self.total = total
    self.unit = unit
    self.rate = rate
  }

  /// The seconds that are left at the present rate, nil where that is not known.
  package var remaining: Double? {
    guard let rate, rate > 0, total >= done, total > 0 else { return nil }
    return Double(total - done) / rate
  }

  /// Returns the report as one line of at most `width` cells.
  ///
  /// Where there is little room, the bar goes first, then the time and the rate, and at last the
  /// label is cut.
  package func line(width: Int) -> String {
    let numbers = [percent, amount, rateText, timeText].compactMap(\.self)
    let text = numbers.joined(separator: "  ")
    let room = width - label.displayWidth - text.displayWidth - 4
    if total > 0, room >= 10 {
      return label + "  " + bar(width: min(room, 30)) + "  " + text
    }
    for count in stride(from: numbers.count, to: 0, by: -1) {
      let line = label + "  " + numbers.prefix(count).joined(separator: "  ")
      if line.displayWidth <= width { return line }
    }
    return label.truncated(toWidth: width)
  }

  /// Returns the report as a line without a bar, for a log.
  package var plainLine: String {
    ([label] + [percent, amount, rateText, timeText].compactMap(\.self)).joined(separator: "  ")
  }

  /// The share that is done, from 0 to 1.
  private var share: Double {
    total == 0 ? 0 : min(1, Double(done) / Double(total))
  }

  private func bar(width: Int) -> String {
    let eighths = Int(share * Double(width * 8))
    let whole = eighths / 8
    let partial = eighths % 8 == 0 ? "" : String(Self.eighths[eighths % 8])
    let filled = String(repeating: "█", count: whole) + partial
    let rest = width - whole - partial.count
    return filled + String(repeating: "░", count: rest)
  }

  /// Blocks of zero to seven eighths of a cell.
  private static let eighths: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// The share in percent; never 100 before the end.
  private var percent: String? {
    guard total > 0 else { return nil }
    let number = done >= total ? 100 : min(99, Int(share * 100))
    return String(repeating: " ", count: number < 10 ? 2 : number < 100 ? 1 : 0) + "\(number) %"
  }

  private var amount: String {
    switch unit {
    case .bytes:
      total > 0 ? "\(byteText(done)) of \(byteText(total))" : byteText(done)
    case .items(let name):
      total > 0 ? "\(done) of \(total) \(name)" : "\(done) \(name)"
    }
  }

  private var rateText: String? {
    guard let rate, rate.isFinite, rate >= 0 else { return nil }
    switch unit {
    case .bytes:
      return byteText(UInt64(min(rate, 1e18))) + "/s"
    case .items:
      return rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(UInt64(min(rate, 1e18)))/s"
    }
  }

  private var timeText: String? {
    guard let remaining, done < total else { return nil }
    return durationText(remaining) + " left"
  }
}
