/// Returns a number of bytes as people say it, in powers of a thousand, such as `1.12 GB`.
package func byteText(_ bytes: UInt64) -> String {
  let units: [(size: UInt64, name: String)] = [
    (1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"),
  ]
  guard let unit = units.first(where: { bytes >= $0.size }) else { return "\(bytes) B" }
  let whole = bytes / unit.size
  // Three digits are enough: more of them only flicker.
  if whole >= 100 { return "\(whole) \(unit.name)" }
  let hundredths = bytes / (unit.size / 100) % 100
  if whole >= 10 { return "\(whole).\(hundredths / 10) \(unit.name)" }
  return "\(whole).\(hundredths < 10 ? "0" : "")\(hundredths) \(unit.name)"
}

/// Returns a time in seconds as people say it, such as `2 min 05 s`.
package func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 360_000 else { return "more than 99 h" }
  let whole = max(0, Int(seconds.rounded(.up)))
  func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
  return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
}
