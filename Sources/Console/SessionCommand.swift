import ArgumentParser

/// A command that works with a session instead of the process itself.
protocol SessionCommand: ParsableCommand {
  func run(in session: Session) throws -> ExitStatus
}

/// A command that prints one JSON object where that is asked for, also where it fails.
protocol ReportingCommand: SessionCommand {
  var result: ResultArguments { get }
}
