import ArgumentParser
import Terminal

/// The program: arguments in, exit status out.
package enum Program {
  /// Runs a command line; nothing is thrown, all errors become words on standard error.
  package static func run(_ arguments: [String], in session: Session) -> ExitStatus {
    var session = session
    session.color = (try? session.resolver.color(in: arguments)) ?? .auto
    do {
      return try execute(arguments, in: session)
    } catch {
      let diagnostic = Diagnostic(error)
      session.status(.normal).fail(diagnostic)
      switch error {
      // Nobody reads on, or standard output has the object already.
      case OutputError.closed, OutputError.failed: break
      default: FailureReport(diagnostic).print(for: arguments, in: session)
      }
      // Who pipes into a command that fails at once must not be struck by a broken pipe.
      session.input.drain()
      return diagnostic.status
    }
  }

  private static func execute(
    _ arguments: [String], in session: Session
  ) throws -> ExitStatus {
    try checkCommandName(arguments)
    var command: any ParsableCommand
    do {
      command = try RootCommand.parseAsRoot(arguments)
    } catch {
      return try end(error, session)
    }
    if let command = command as? any SessionCommand {
      _ = try session.resolver.color(in: arguments)
      return try command.run(in: session)
    }
    do {
      try command.run()
      return .done
    } catch {
      return try end(error, session)
    }
  }

  /// Prints what the argument parser ends with: help, a version, or a usage error.
  private static func end(_ error: any Error, _ session: Session) throws -> ExitStatus {
    let text = RootCommand.fullMessage(for: error)
    if RootCommand.exitCode(for: error) == .success {
      try session.print([text])
      return .done
    }
    let prefix = "Error: "
    throw Diagnostic(.usage, text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
  }

  /// Says that a command does not exist before the parser takes it for a surplus argument.
  private static func checkCommandName(_ arguments: [String]) throws {
    guard let name = arguments.first, !name.hasPrefix("-"), name != "help" else { return }
    let names = RootCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    guard !names.contains(name) else { return }
    throw Diagnostic(
      .usage, "there is no command '\(name)'",
      hints: ["the commands are " + names.joined(separator: ", "), "see lathe help"])
  }
}
