import ArgumentParser
import ModelStore

struct ShowCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what the catalog says about a model.")

  @Argument(
    help: ArgumentHelp(
      "A model of the catalog; without one, the one used by default.", valueName: "model"))
  var name: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run(in session: Session) throws -> ExitStatus {
    let entry = try session.entry(named: name)
    let folder = try session.modelFolder()
    let report = ModelReport(entry: entry, state: folder.state(of: entry), folder: folder)
    try session.print(json ? [report.json.line] : report.lines)
    return .done
  }
}
