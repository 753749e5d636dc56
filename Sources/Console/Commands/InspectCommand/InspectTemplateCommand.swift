import ArgumentParser

struct InspectTemplateCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Render a chat template over a context given as JSON.")

  @Argument(help: ArgumentHelp("A Jinja template, or '-'.", valueName: "template"))
  var template: String

  @Argument(help: ArgumentHelp("A JSON object, or '-'.", valueName: "context"))
  var context: String

  @Option(
    help: ArgumentHelp(
      "The time that the template tells, such as 2026-01-15T09:30:00; else the context's \"now\", "
        + "else the clock.", valueName: "time"))
  var now: String?

  @OptionGroup(title: "Display") var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let status = session.status(try session.resolver.verbosity(display))
    let text = try session.engine.render(
      template: session.text(ofFile: template, status: status),
      context: session.text(ofFile: context, status: status), now: now)
    // The rendered text and nothing else, not even a newline.
    try session.output.write(text)
    return .done
  }
}
