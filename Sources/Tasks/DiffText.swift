import Diffs

/// The forms in which a prompt shows a diff.
enum DiffText {
  /// A file's part of a diff without git's own bookkeeping.
  ///
  /// Object ids cost a model forty tokens and tell it nothing; all that says what changed stays.
  static func header(of file: FileChange) -> String {
    let lines = file.header.split(separator: "\n", omittingEmptySubsequences: false)
    let hasPaths = lines.contains { $0.hasPrefix("+++ ") }
    let kept = lines.filter { line in
      if line.hasPrefix("index ") || line.hasPrefix("similarity index ") { return false }
      return !(hasPaths && line.hasPrefix("diff --git "))
    }
    return kept.joined(separator: "\n")
  }

  /// A file's part of a diff as the model reads it.
  static func compact(_ file: FileChange) -> String {
    file.hunks.reduce(into: header(of: file)) { $0 += $1.text }
  }

  /// A file's part of a diff with the number that each line has in the new file.
  ///
  /// A small model cannot count lines, but it copies a number that stands before it.
  static func numbered(_ file: FileChange) -> String {
    var text = "File \(file.path)\(remark(on: file).map { " (\($0))" } ?? "")\n"
    let last = file.hunks.last?.lines.compactMap(\.newNumber).last ?? 0
    let width = String(last).count
    for hunk in file.hunks {
      text += hunk.section.isEmpty ? "@@\n" : "@@ \(hunk.section)\n"
      for line in hunk.lines where line.kind != .remark {
        text += numbered(line, width: width) + "\n"
      }
    }
    return text
  }

  private static func numbered(_ line: Hunk.Line, width: Int) -> String {
    let number = line.newNumber.map(String.init) ?? ""
    let padding = String(repeating: " ", count: max(0, width - number.count))
    let marker =
      switch line.kind {
      case .added: "+"
      case .removed: "-"
      case .context, .remark: " "
      }
    return "\(padding)\(number) \(marker) \(line.content)"
  }

  /// The file's path with its counts: `Sources/Box.swift (+3 -2)`.
  static func title(of file: FileChange) -> String {
    "\(file.path) (+\(file.addedLines) -\(file.removedLines))"
  }

  /// What happened to the file as a whole; nil where only its lines changed.
  static func remark(on file: FileChange) -> String? {
    var remarks: [String] = []
    switch file.kind {
    case .added: remarks.append("new file")
    case .deleted: remarks.append("deleted")
    case .renamed: remarks.append("renamed from \(file.oldPath ?? "")")
    case .copied: remarks.append("copied from \(file.oldPath ?? "")")
    case .modified: break
    }
    if file.isBinary { remarks.append("binary") }
    if let modes = file.modes { remarks.append("mode \(modes.old) became \(modes.new)") }
    return remarks.isEmpty ? nil : remarks.joined(separator: ", ")
  }

  /// One line for each file: its path, its counts, what happened to it, and where its hunks lie.
  static func list(of files: [FileChange]) -> String {
    files.map { file in
      var line = "- \(title(of: file))"
      if let remark = remark(on: file) { line += ", \(remark)" }
      let sections = sections(of: file)
      return sections.isEmpty ? line : line + ": " + sections.joined(separator: "; ")
    }.joined(separator: "\n")
  }

  /// What git found above the hunks, each once: mostly the first lines of functions and types.
  private static func sections(of file: FileChange) -> [String] {
    var sections: [String] = []
    for section in file.hunks.map(\.section) where !section.isEmpty {
      let short = String(section.prefix(80))
      if !sections.contains(short) { sections.append(short) }
    }
    return sections
  }

  /// What the author wrote about the change, or whatever else stands before a file's header.
  ///
  /// Of a commit's head only the message is kept: its id, author and date explain nothing.
  static func message(in file: FileChange) -> String? {
    let lines = file.leadingText.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let isCommit = lines.first?.hasPrefix("commit ") == true
    let kept = isCommit ? lines.filter { $0.hasPrefix("    ") }.map { $0.dropFirst(4) } : lines
    let text = kept.joined(separator: "\n")
    let trimmed = text.drop { $0.isWhitespace }
    return trimmed.isEmpty ? nil : String(trimmed)
  }
}
