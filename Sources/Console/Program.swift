import ArgumentParser

/// The program: arguments in, exit status out.
package enum Program {
  /// Runs a command line; nothing is thrown, all errors become words on standard error.
  package static func run(_ arguments: [String], in session: Session) -> ExitStatus {
    let status = session.status(.normal)
    do {
      return try parseAndRun(arguments, in: session)
    } catch {
      // Who pipes into a command that fails at once must not be struck by a broken pipe.
      defer { session.input.drain() }
      let diagnostic = Diagnostic(error)
      status.fail(diagnostic)
      return diagnostic.status
    }
  }

  private static func parseAndRun(
    _ arguments: [String], in session: Session
  ) throws -> ExitStatus {
    var command: any ParsableCommand
    do {
      command = try RootCommand.parseAsRoot(arguments)
      if let command = command as? any SessionCommand { return try command.run(in: session) }
      try command.run()
      return .done
    } catch let error as any UserFacingError {
      throw error
    } catch {
      return try parserEnd(error, session)
    }
  }

  /// Prints what the argument parser ends with: help, a version, or a usage error.
  private static func parserEnd(_ error: any Error, _ session: Session) throws -> ExitStatus {
    let text = RootCommand.fullMessage(for: error)
    guard RootCommand.exitCode(for: error) != .success else {
      try session.print([text])
      return .done
    }
    throw error
  }
}
