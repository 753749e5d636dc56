import ModelStore
import Tasks
import Terminal
import Workspace

/// What a command may touch: the streams, the variables, the engine.
package struct Session {
  package var environment: [String: String]
  package var input: StandardInput
  package var output: OutputFile
  package var errorOutput: OutputFile
  package var interruption: Interruption
  package var engine: any Engine

  package init(
    environment: [String: String], input: StandardInput, output: OutputFile,
    errorOutput: OutputFile, interruption: Interruption, engine: any Engine
  ) {
    self.environment = environment
    self.input = input
    self.output = output
    self.errorOutput = errorOutput
    self.interruption = interruption
    self.engine = engine
  }

  var resolver: OptionResolver { OptionResolver(environment: environment) }

  /// Reads what targets and pipes name, in the current folder.
  var gatherer: Gatherer { Gatherer(git: Git(environment: environment)) }

  func modelFolder() throws -> ModelFolder { try ModelFolder(environment: environment) }

  func status(_ verbosity: StatusOutput.Verbosity) -> StatusOutput {
    let columns = errorOutput.isTerminal ? WindowSize(fileDescriptor: 2)?.columns ?? 80 : nil
    return StatusOutput(file: errorOutput, columns: columns, verbosity: verbosity)
  }

  /// Prints lines on standard output.
  func print(_ lines: [String]) throws {
    try output.write(lines.map { $0 + "\n" }.joined())
  }
}
