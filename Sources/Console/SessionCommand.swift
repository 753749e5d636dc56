import ArgumentParser

/// A command that works with a session instead of the process itself.
protocol SessionCommand: ParsableCommand {
  func run(in session: Session) throws -> ExitStatus
}
