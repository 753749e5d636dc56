import ArgumentParser
import ModelStore

struct PullCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Download a model, or go on with an unfinished download.")

  @Argument(
    help: ArgumentHelp(
      "A model of the catalog; without one, the best for this machine.", valueName: "model"))
  var name: String?

  @OptionGroup var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let status = session.status(try session.resolver.verbosity(display))
    let entry = try session.entry(named: name ?? session.resolver.text(nil, "model"))
    let folder = try session.modelFolder()
    let isNew = !folder.isInstalled(entry)
    let path = try ModelPull(session: session, status: status).run(entry, into: folder)
    status.note(isNew ? "\(entry.name) is ready" : "\(entry.name) is already here")
    try session.print([path])
    return .done
  }
}
