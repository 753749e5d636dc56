import ArgumentParser
import ModelStore
import Terminal

struct RemoveCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove a model's weights from this machine.")

  @Argument(help: ArgumentHelp("A model of the catalog.", valueName: "model"))
  var name: String

  @OptionGroup var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let status = session.status(try session.resolver.verbosity(display))
    let entry = try session.entry(named: name)
    let freed = try session.modelFolder().remove(entry)
    status.note(
      freed == 0
        ? "\(entry.name) was not here" : "removed \(entry.name), which had \(byteText(freed))")
    return .done
  }
}
