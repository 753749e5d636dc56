import ArgumentParser
import OrderedJSON

struct InspectTokensCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "Print the token ids of a text as a JSON list.")

  @Argument(help: ArgumentHelp("A text file, or '-'.", valueName: "textfile"))
  var file: String

  @Flag(help: "Read the names of special tokens as these tokens.")
  var special = false

  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Display") var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let options = try session.resolver.resolve(model, display)
    let status = session.status(options.verbosity)
    let bytes = try session.bytes(ofFile: file, status: status)
    let request = try ModelOpening(session: session, options: options, status: status).request()
    let tokens = try session.engine.tokens(
      of: bytes, modelPath: request.path, parsesSpecial: special)
    try session.print([JSONValue.array(tokens.map { .integer(Int($0)) }).line])
    return .done
  }
}
