/// Why a file or a part of the repository could not be read.
package struct WorkspaceError: Error, Sendable, Equatable {
  package enum Code: Sendable {
    case notFound, unreadable, notAFile, tooLarge, binary, invalidRange, namesNothing
    case gitMissing, notARepository, unknownRevision, gitFailed
  }

  package let code: Code
  /// What happened, where, and what can be done: one or two sentences.
  package let message: String
}

// Every word that the room says stands below.

extension WorkspaceError {
  static func notFound(_ path: String) -> Self {
    Self(code: .notFound, message: "there is no file '\(path)'")
  }

  static func unreadable(_ path: String, reason: String) -> Self {
    Self(code: .unreadable, message: "cannot read '\(path)': \(reason)")
  }

  static func folder(_ path: String) -> Self {
    Self(code: .notAFile, message: "'\(path)' is a folder; name its files one by one")
  }

  static func specialFile(_ path: String) -> Self {
    Self(code: .notAFile, message: "'\(path)' is not a regular file")
  }

  static func tooLarge(_ name: String, size: Int?, limit: Int) -> Self {
    let found = size.map { "has \($0) bytes" } ?? "goes on"
    return Self(
      code: .tooLarge,
      message: "\(name) \(found), more than the limit of \(limit) bytes; name a part of it")
  }

  static func binary(_ name: String, _ reason: DecodedText.Refusal) -> Self {
    switch reason {
    case .utf16:
      Self(
        code: .binary,
        message: "\(name) looks like UTF-16 text; convert it to UTF-8 (iconv -f utf-16 -t utf-8)")
    case .zeroByte(let offset):
      Self(
        code: .binary, message: "\(name) is not text: it has a zero byte at offset \(offset)")
    case .notUTF8(let invalid, let size):
      Self(
        code: .binary,
        message: "\(name) is not UTF-8 text: \(invalid) invalid sequences in \(size) bytes")
    }
  }

  static func rangeBackwards(_ argument: String, first: Int, last: Int) -> Self {
    Self(
      code: .invalidRange,
      message: "the line range of '\(argument)' runs backwards: \(first) comes after \(last)")
  }

  static func lineZero(_ argument: String) -> Self {
    Self(code: .invalidRange, message: "'\(argument)': lines are counted from 1")
  }

  static func rangePastEnd(_ path: String, first: Int, lineCount: Int) -> Self {
    let lines = lineCount == 1 ? "1 line" : "\(lineCount) lines"
    return Self(
      code: .invalidRange, message: "'\(path)' has \(lines), so line \(first) does not exist")
  }

  package static func namesNothing(_ argument: String, leftOut: [RepositoryFile]) -> Self {
    guard let first = leftOut.first, let reason = first.fileClass.reason else {
      return Self(
        code: .namesNothing, message: "'\(argument)' names no file that git would not ignore")
    }
    let others = leftOut.count > 1 ? ", and \(leftOut.count - 1) more are left out" : ""
    return Self(
      code: .namesNothing,
      message: "'\(argument)' names no text: '\(first.path)' is left out (\(reason))\(others);"
        + " name a file by itself to read it all the same")
  }

  static func namesTooMany(_ argument: String, count: Int, limit: Int) -> Self {
    Self(
      code: .tooLarge,
      message: "'\(argument)' names \(count) files, more than the limit of \(limit);"
        + " name a smaller part")
  }

  static func gitMissing() -> Self {
    Self(code: .gitMissing, message: "git was not found in PATH; install it to name revisions")
  }

  static func notARepository(_ directory: String) -> Self {
    Self(code: .notARepository, message: "'\(directory)' is not inside a git repository")
  }

  static func unknownRevision(_ revision: String) -> Self {
    Self(code: .unknownRevision, message: "git knows no commit called '\(revision)'")
  }

  static func gitFailed(_ command: String, message: String) -> Self {
    Self(code: .gitFailed, message: "git \(command) failed: \(message)")
  }

  static func gitTooLarge(_ command: String, limit: Int) -> Self {
    Self(
      code: .tooLarge,
      message: "git \(command) wrote more than \(limit) bytes; name a smaller change")
  }
}
