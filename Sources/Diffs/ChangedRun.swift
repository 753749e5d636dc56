/// Lines that were replaced together: a run of removed and added lines without context between.
package struct ChangedRun: Sendable, Equatable {
  package var removed: [String]
  package var added: [String]
  /// The first line of the function or type around the run; empty where none is found.
  package var enclosing: String
  /// The number of the run's first line in the new file, or of the line after a removal.
  package var line: Int

  package init(removed: [String], added: [String], enclosing: String, line: Int) {
    self.removed = removed
    self.added = added
    self.enclosing = enclosing
    self.line = line
  }

  /// All lines without their markers.
  package var lines: [String] { removed + added }
}

extension Hunk {
  /// The runs of changed lines of the hunk, in its order.
  ///
  /// A run of brackets alone belongs to the run before it where at most two lines lie between:
  /// it closes what that run opened. The lines between are then in both versions.
  package var changedRuns: [ChangedRun] {
    var runs: [ChangedRun] = []
    var gap: [String] = []
    var index = 0
    let lines = lines.filter { $0.kind != .remark }
    var newLine = newStart
    while index < lines.count {
      guard lines[index].kind != .context else {
        gap.append(String(lines[index].content))
        index += 1
        newLine += 1
        continue
      }
      let changed = lines[index...].prefix { $0.kind != .context }
      let enclosure = Enclosure(before: lines[..<index], section: section)
      let run = ChangedRun(
        removed: changed.filter { $0.kind == .removed }.map { String($0.content) },
        added: changed.filter { $0.kind == .added }.map { String($0.content) },
        enclosing: enclosure.headline(of: changed.map(\.content)), line: newLine)
      if run.isPunctuation, gap.count <= 2, let last = runs.popLast() {
        runs.append(last.joined(to: run, across: gap))
      } else {
        runs.append(run)
      }
      gap = []
      newLine += run.added.count
      index += changed.count
    }
    return runs
  }
}

extension ChangedRun {
  /// Whether no line of the run has a letter or a digit.
  package var isPunctuation: Bool {
    !lines.contains { line in line.contains { $0.isLetter || $0.isNumber } }
  }

  fileprivate func joined(to other: ChangedRun, across gap: [String]) -> ChangedRun {
    var joined = self
    joined.removed += gap + other.removed
    joined.added += gap + other.added
    return joined
  }
}

/// Finds the function or type that some lines stand in, by indentation and by how heads look.
struct Enclosure {
  /// The lines of the hunk before the run.
  let before: ArraySlice<Hunk.Line>
  /// What git found above the hunk.
  let section: String

  /// The first line of the innermost function or type around the run, without its opening brace.
  func headline(of run: [Substring]) -> String {
    var limit = run.filter { !$0.isBlank }.map(\.indentation).min() ?? 0
    for line in before.reversed() where line.kind != .removed && line.kind != .remark {
      let text = line.content
      guard !text.isBlank, text.indentation < limit else { continue }
      limit = text.indentation
      if Self.isHead(text) { return Self.trimmed(text) }
    }
    return Self.trimmed(section[...])
  }

  static func isHead(_ line: Substring) -> Bool {
    let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard let first = words.first, !control.contains(String(first)) else { return false }
    let end = line.last { !$0.isWhitespace }
    if words.contains(where: { declarations.contains(String($0)) }) { return true }
    return line.contains("(") && (end == "{" || end == ":" || end == "(")
  }

  static let control: Set<String> = [
    "if", "for", "while", "switch", "else", "do", "try", "catch", "guard", "return", "with",
    "elif", "except", "finally", "case", "go", "defer", "select", "match", "loop", "unless",
    "when", "until", "import", "await", "yield", "throw", "raise", "assert", "using", "lock",
  ]

  static let declarations: Set<String> = [
    "func", "def", "function", "fn", "class", "struct", "enum", "extension", "protocol", "actor",
    "interface", "impl", "trait", "module", "namespace", "init", "deinit", "macro_rules",
  ]

  static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0.isWhitespace }
    while let last = text.last, last.isWhitespace || "{:(".contains(last) { text.removeLast() }
    return String(text)
  }
}

extension Substring {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// The columns before the first character that is not blank; a tab counts as four.
  var indentation: Int {
    prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
  }
}
