import ArgumentParser
import OrderedJSON

/// The object that `--json` prints where a command fails before it has one of its own.
struct FailureReport {
  let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  var json: JSONValue {
    let note = diagnostic.message.isEmpty ? nil : diagnostic.message
    return .object(
      JSONObject(
        [("hints", .array(diagnostic.hints.map(JSONValue.string)))]
          + RunEnding(diagnostic.status, note).members))
  }

  /// Prints the object where the command line asks for JSON, as far as that is possible.
  func print(for arguments: [String], in session: Session) {
    guard Self.isWanted(arguments, session.resolver) else { return }
    let line = json.line + "\n"
    let file = Self.output(arguments).flatMap { try? AnswerSink(path: $0, rescue: session.output) }
    if let sink = file {
      try? sink.write(line)
    } else {
      try? session.output.write(line)
    }
  }

  /// Whether JSON is asked for, also where the parser has refused the command line.
  private static func isWanted(_ arguments: [String], _ resolver: OptionResolver) -> Bool {
    if arguments.prefix(while: { $0 != "--" }).contains("--json") { return true }
    let command = RootCommand.configuration.subcommands.first {
      $0.configuration.commandName == arguments.first
    }
    return command is any ReportingCommand.Type && (try? resolver.isOn(false, "json")) == true
  }

  /// The file of `--output`.
  private static func output(_ arguments: [String]) -> String? {
    let command = (try? RootCommand.parseAsRoot(arguments)) as? any ReportingCommand
    return command?.result.output.flatMap { $0 == "-" ? nil : $0 }
  }
}
