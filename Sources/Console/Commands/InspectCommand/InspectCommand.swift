import ArgumentParser
import Workspace

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "See models, tokens and templates as the engine does.",
    subcommands: [
      InspectTokensCommand.self, InspectTemplateCommand.self, InspectScoresCommand.self,
      InspectGGUFCommand.self,
    ])
}

extension Session {
  /// The bytes of a file that a command is to work on, or of standard input for `-`.
  func bytes(ofFile path: String, status: StatusOutput) throws -> [UInt8] {
    guard path == "-" else { return try FileBytes.contents(of: path, limit: 64 << 20) }
    let text = try input.read(.named, status: status)
    return Array((text?.text ?? "").utf8)
  }

  /// The text of a file that a command is to work on, or of standard input for `-`.
  func text(ofFile path: String, status: StatusOutput) throws -> String {
    try DecodedText.decode(try bytes(ofFile: path, status: status), from: "'\(path)'").text
  }
}
