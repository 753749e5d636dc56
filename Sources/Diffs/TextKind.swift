/// What a piped text is, as far as its form tells.
package enum TextKind: String, Sendable, Equatable {
  /// A diff that `UnifiedDiff` reads.
  case diff
  /// A stack trace, or what a crashing program wrote.
  case trace
  /// What a compiler or a test run wrote.
  case log
  /// Anything else.
  case plain

  /// Looks at the text's lines for the marks that diffs, traces and logs carry.
  package init(of text: String) {
    self = Self.detect(text)
  }

  /// How far into a text is looked; a mark stands early or not at all.
  private static let lineLimit = 20_000

  private static func detect(_ text: String) -> TextKind {
    var frames = 0
    var logMarks = 0
    var previous: Substring.UTF8View?
    for line in text.utf8.split(separator: 0x0A, maxSplits: lineLimit) {
      if isDiffStart(line, after: previous) { return .diff }
      previous = line
      if TraceMarks.isCrash(line) { return .trace }
      if TraceMarks.isFrame(line) { frames += 1 }
      if LogMarks.isFinding(line) { logMarks += 1 }
      // A diff starts within its first commit message; a long log need not be read to its end.
      if frames >= 2 { return .trace }
    }
    return frames > 0 ? .trace : logMarks > 0 ? .log : .plain
  }

  private static func isDiffStart(
    _ line: Substring.UTF8View, after previous: Substring.UTF8View?
  ) -> Bool {
    let plain = TerminalColours.removed(from: String(Substring(line.prefix(200))))
    if FileHeader.isGitHeader(plain[...]) { return true }
    guard plain.hasPrefix("+++ "), let previous else { return false }
    let before = TerminalColours.removed(from: String(Substring(previous.prefix(200))))
    return before.hasPrefix("--- ")
  }
}
