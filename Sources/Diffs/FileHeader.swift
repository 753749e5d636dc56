/// The lines before a file's first hunk.
struct FileHeader {
  enum Start {
    /// `diff --git`, `diff --cc` or `diff --combined`.
    case git
    /// `---` and `+++` alone, as `diff -u` writes them.
    case plain
  }

  private let start: Start
  private var text = ""
  private var oldPath: String?
  private var newPath: String?
  private var oldMode: String?
  private var newMode: String?
  private var kind = FileChange.Kind.modified
  private var isBinary = false
  /// Once `+++` is read, only hunks can follow.
  private var isComplete = false
  /// Whether the lines of a `GIT binary patch` are being passed over.
  private var inBinaryPatch = false

  /// How a file starts at the first of these lines; nil where none does.
  static func start(_ lines: ArraySlice<Substring>) -> Start? {
    guard let first = lines.first else { return nil }
    if isGitHeader(first) { return .git }
    guard first.hasPrefix("--- "), let second = lines.dropFirst().first,
      second.hasPrefix("+++ "), let third = lines.dropFirst(2).first, third.hasPrefix("@@")
    else { return nil }
    return .plain
  }

  static func isGitHeader(_ line: Substring) -> Bool {
    line.hasPrefix("diff --git ") || line.hasPrefix("diff --cc ")
      || line.hasPrefix("diff --combined ")
  }

  init(start: Start, firstLine: Substring) {
    self.start = start
    guard start == .git else { return }
    let names = PathText.bothNames(firstLine.droppingLineEnd)
    oldPath = names?.old
    newPath = names?.new
  }

  /// Reads a line of the header; false where the line is not part of it.
  mutating func take(_ line: Substring) -> Bool {
    let isFirst = text.isEmpty
    guard isFirst || continues(line) else { return false }
    text += line
    read(line.droppingLineEnd)
    return true
  }

  private func continues(_ line: Substring) -> Bool {
    if isComplete || FileHeader.isGitHeader(line) { return false }
    if inBinaryPatch { return !line.hasPrefix("From ") && !line.hasPrefix("commit ") }
    if start == .plain { return line.hasPrefix("+++ ") }
    return Self.extendedPrefixes.contains { line.hasPrefix($0) }
  }

  private static let extendedPrefixes = [
    "--- ", "+++ ", "old mode ", "new mode ", "deleted file mode ", "new file mode ",
    "copy from ", "copy to ", "rename from ", "rename to ", "similarity index ",
    "dissimilarity index ", "index ", "mode ", "Binary files ", "GIT binary patch",
  ]

  private mutating func read(_ line: Substring) {
    if inBinaryPatch { return }
    if let path = line.after("--- ") {
      oldPath = PathText.path(path, prefix: "a/")
      if oldPath == nil { kind = .added }
    } else if let path = line.after("+++ ") {
      newPath = PathText.path(path, prefix: "b/")
      if newPath == nil { kind = .deleted }
      isComplete = true
    } else if line.hasPrefix("Binary files ") {
      isBinary = true
    } else if line == "GIT binary patch" {
      isBinary = true
      inBinaryPatch = true
    } else {
      readExtended(line)
    }
  }

  private mutating func readExtended(_ line: Substring) {
    if let mode = line.after("old mode ") {
      oldMode = String(mode)
    } else if let mode = line.after("new mode ") {
      newMode = String(mode)
    } else if line.hasPrefix("new file mode ") {
      kind = .added
      oldPath = nil
    } else if line.hasPrefix("deleted file mode ") {
      kind = .deleted
      newPath = nil
    } else if let path = line.after("rename from ") ?? line.after("copy from ") {
      kind = line.hasPrefix("rename") ? .renamed : .copied
      oldPath = PathText.unquoted(path)
    } else if let path = line.after("rename to ") ?? line.after("copy to ") {
      newPath = PathText.unquoted(path)
    }
  }

  func change(leading: String, hunks: [Hunk]) -> FileChange {
    var modes: FileChange.Modes?
    if let oldMode, let newMode { modes = .init(old: oldMode, new: newMode) }
    return FileChange(
      oldPath: oldPath, newPath: newPath, kind: kind, isBinary: isBinary, modes: modes,
      hunks: hunks, leadingText: leading, header: text)
  }
}

extension Substring {
  var droppingLineEnd: Substring {
    var line = self
    while let last = line.last, last.isNewline { line.removeLast() }
    return line
  }

  /// The rest of a line that starts with `prefix`; nil where it does not.
  func after(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
