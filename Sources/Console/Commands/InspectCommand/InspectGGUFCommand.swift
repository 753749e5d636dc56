import ArgumentParser
import ModelStore

struct InspectGGUFCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "gguf", abstract: "Show the metadata and the tensors of a GGUF file.")

  @Argument(help: ArgumentHelp("A GGUF file, or a model of the catalog.", valueName: "file"))
  var file: String

  func run(in session: Session) throws -> ExitStatus {
    let path = try session.modelFolder().resolve(file)
    try session.print(try session.engine.describe(fileAt: path))
    return .done
  }
}
