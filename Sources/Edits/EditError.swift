/// Why an edit could not be made, applied or taken back.
package struct EditError: Error, Sendable, Equatable {
  package enum Code: Sendable {
    /// The target: where it is, and what.
    case notFound, outsideRoot, notAFile, tooLarge, readOnly
    /// The replacement.
    case invalidPlace, overlap, encoding
    /// A file is not as it was read.
    case changed
    /// Another run holds the lock.
    case busy
    case nothingToUndo
    case damagedJournal
    /// The system refused something.
    case diskFull, permission, system
    /// Taking back failed on the way; the next run tries again.
    case unfinished
  }

  package let code: Code
  /// What happened, where, and what can be done: one or two sentences.
  package let message: String
}

// Every word that the room says about errors stands below.

extension EditError {
  // MARK: Targets

  static func notFound(_ path: String) -> Self {
    Self(code: .notFound, message: "there is no file '\(path)'")
  }

  static func noRoot(_ path: String) -> Self {
    Self(code: .notFound, message: "there is no folder '\(path)' to edit files in")
  }

  static func outsideRoot(_ path: String, root: String) -> Self {
    Self(code: .outsideRoot, message: "'\(path)' lies outside of '\(root)' and is not edited")
  }

  static func linkOut(_ path: String, to target: String, root: String) -> Self {
    Self(
      code: .outsideRoot,
      message: "'\(path)' is a link to '\(target)', which lies outside of '\(root)';"
        + " edit that file where it is")
  }

  static func emptyLink(_ path: String) -> Self {
    Self(code: .notAFile, message: "'\(path)' is a link that leads nowhere")
  }

  static func gitFolder(_ path: String) -> Self {
    Self(code: .outsideRoot, message: "'\(path)' belongs to git itself and is not edited")
  }

  static func badPath(_ path: String) -> Self {
    Self(code: .notFound, message: "'\(path)' cannot be the path of a file")
  }

  static func folder(_ path: String) -> Self {
    Self(code: .notAFile, message: "'\(path)' is a folder; name a file in it")
  }

  static func specialFile(_ path: String) -> Self {
    Self(code: .notAFile, message: "'\(path)' is not a regular file")
  }

  static func tooLarge(_ path: String, size: Int, limit: Int) -> Self {
    Self(
      code: .tooLarge,
      message: "'\(path)' has \(size) bytes, more than the limit of \(limit) for edits;"
        + " it was not read")
  }

  static func readOnly(_ path: String) -> Self {
    Self(
      code: .readOnly, message: "'\(path)' is read-only; make it writable (chmod u+w) to edit it")
  }

  // MARK: Replacements

  static func linesPastEnd(_ path: String, first: Int, last: Int, count: Int) -> Self {
    let lines = first == last ? "line \(first)" : "lines \(first)-\(last)"
    let found = count == 1 ? "1 line" : "\(count) lines"
    return Self(
      code: .invalidPlace,
      message: "'\(path)' has \(found), so \(lines) cannot be replaced; lines are counted from 1")
  }

  static func bytesPastEnd(_ path: String, _ range: Range<Int>, size: Int) -> Self {
    Self(
      code: .invalidPlace,
      message: "'\(path)' has \(size) bytes, so bytes \(range.lowerBound) up to"
        + " \(range.upperBound) cannot be replaced")
  }

  static func overlap(_ path: String, offset: Int) -> Self {
    Self(
      code: .overlap,
      message: "two edits of '\(path)' concern the same bytes from offset \(offset) on;"
        + " nothing was changed")
  }

  static func sameFile(_ path: String) -> Self {
    Self(code: .overlap, message: "'\(path)' is edited twice in one set; nothing was changed")
  }

  static func encoding(_ path: String, line: Int) -> Self {
    Self(
      code: .encoding,
      message: "'\(path)' is not UTF-8, and the new text from line \(line) on would damage it;"
        + " convert the file first (iconv -f latin1 -t utf-8), or edit lines of plain ASCII")
  }

  // MARK: Applying

  static func changed(_ paths: [String], undoing: Bool) -> Self {
    let files = paths.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    let more = paths.count > 5 ? " and \(paths.count - 5) more" : ""
    let since =
      undoing
      ? "since the edit was applied; nothing was undone (forced, an undo keeps copies of them)"
      : "on the disk since the edit was made; nothing was applied"
    return Self(code: .changed, message: "\(files)\(more) changed \(since)")
  }

  static func alreadyThere(_ path: String) -> Self {
    Self(code: .changed, message: "'\(path)' exists already; nothing was changed")
  }

  static func busy(_ root: String) -> Self {
    Self(
      code: .busy,
      message: "another run is editing files in '\(root)'; try again when it is done")
  }

  static func nothingToUndo(_ root: String) -> Self {
    Self(code: .nothingToUndo, message: "there is no edit in '\(root)' to undo")
  }

  static func damagedJournal(_ path: String) -> Self {
    Self(
      code: .damagedJournal,
      message: "the record of an earlier edit in '\(path)' is damaged, so that edit cannot be"
        + " taken back; look at the files in that folder, then remove it")
  }

  static func unfinished(_ paths: [String], why: EditError, journal: String) -> Self {
    let files = paths.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    return Self(
      code: .unfinished,
      message: "\(why.message); \(files) could not be put back. The old bytes are in '\(journal)',"
        + " and the next run tries again")
  }

  /// What the system refused, and that nothing came of it.
  static func system(_ failure: SystemFailure) -> Self {
    let words = "cannot \(failure.action.rawValue) '\(failure.path)': \(failure.words)"
    switch failure.kind {
    case .full:
      return Self(code: .diskFull, message: words + "; free some space and try again")
    case .denied: return Self(code: .permission, message: words)
    case .other: return Self(code: .system, message: words)
    }
  }

  /// The same error with the word that all files are as they were.
  var afterRollback: Self {
    Self(code: code, message: message + "; all files are as they were")
  }
}
