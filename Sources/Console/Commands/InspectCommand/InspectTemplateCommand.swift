import ArgumentParser

struct InspectTemplateCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Render a chat template over a context given as JSON.")

  @Argument(help: ArgumentHelp("A Jinja template, or '-'.", valueName: "template"))
  var template: String

  @Argument(help: ArgumentHelp("A JSON object, or '-'.", valueName: "context"))
  var context: String

  @OptionGroup(title: "Display") var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let status = session.status(try session.resolver.verbosity(display))
    let text = try session.engine.render(
      template: session.text(ofFile: template, status: status),
      context: session.text(ofFile: context, status: status))
    // The rendered text and nothing else, not even a newline.
    try session.output.write(text)
    return .done
  }
}
