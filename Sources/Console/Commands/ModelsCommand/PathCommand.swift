import ArgumentParser
import ModelStore

struct PathCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Print the path of a model's weights.",
    discussion: "The exit status is 3 where the weights are not on this machine.")

  @Argument(
    help: ArgumentHelp(
      "A model of the catalog or a path; without one, the one used by default.",
      valueName: "model"))
  var name: String?

  func run(in session: Session) throws -> ExitStatus {
    try session.print([try session.weights(named: name).path])
    return .done
  }
}
