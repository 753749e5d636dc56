/// Reads a git repository through the git program; nothing here changes one.
package struct Git: Sendable {
  /// The folder that git is asked about: any folder of the repository.
  package var directory: String
  private let environment: [String: String]

  /// - Parameters:
  ///   - directory: any folder of the repository.
  ///   - environment: the variables of this process; git needs its PATH and HOME.
  package init(directory: String = ".", environment: [String: String]) {
    self.directory = directory
    var variables = environment
    // Messages are looked at below, so they must not be translated.
    variables["LC_ALL"] = "C"
    variables["GIT_OPTIONAL_LOCKS"] = "0"
    variables["GIT_TERMINAL_PROMPT"] = "0"
    self.environment = variables
  }

  /// The most bytes of a diff that are read.
  package static let outputLimit = 32 << 20

  /// The repository's top folder.
  package func root() throws(WorkspaceError) -> String {
    let bytes = try run("rev-parse", ["--show-toplevel"])
    return String(decoding: bytes, as: UTF8.self).trimmingNewlines
  }

  /// The paths of all tracked files, below the repository's top folder.
  package func files() throws(WorkspaceError) -> [String] {
    let bytes = try run("ls-files", ["-z", "--full-name", ":/"])
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs `git NAME ARGUMENTS…` and returns its standard output.
  ///
  /// - Throws: `WorkspaceError` with git's own words where git fails.
  func run(_ name: String, _ arguments: [String]) throws(WorkspaceError) -> [UInt8] {
    let child = ChildProcess(
      arguments: ["git", "-C", directory, "--no-pager", "-c", "core.quotePath=false", name]
        + arguments,
      environment: environment, outputLimit: Self.outputLimit)
    let output: ChildProcess.Output
    do {
      output = try child.run()
    } catch {
      throw Self.translated(error, command: name)
    }
    guard output.status == 0 else {
      throw failure(name, output)
    }
    return output.standardOutput
  }

  private static func translated(
    _ failure: ChildProcess.Failure, command: String
  ) -> WorkspaceError {
    switch failure {
    case .notFound: .gitMissing()
    case .system(let code): .gitFailed(command, message: SystemMessage.text(code))
    case .tooMuchOutput: .gitTooLarge(command, limit: outputLimit)
    case .timedOut: .gitFailed(command, message: "it took too long")
    }
  }

  private func failure(_ command: String, _ output: ChildProcess.Output) -> WorkspaceError {
    let words = String(decoding: output.standardError, as: UTF8.self).trimmingNewlines
    if words.contains("not a git repository") { return .notARepository(directory) }
    let first =
      words.split(separator: "\n").first.map(String.init) ?? "exit status \(output.status)"
    let message = first.hasPrefix("fatal: ") ? String(first.dropFirst(7)) : first
    return .gitFailed(command, message: message)
  }
}

extension String {
  /// The text without the line ends at its end.
  fileprivate var trimmingNewlines: String {
    var text = self[...]
    while let last = text.last, last.isNewline { text.removeLast() }
    return String(text)
  }
}
