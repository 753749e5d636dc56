import ModelStore
import Tasks
import Terminal
import ThreadTeam
import Workspace

/// What a command may touch: the streams, the variables, the engine.
package struct Session {
  package var environment: [String: String]
  package var input: StandardInput
  package var output: OutputFile
  package var errorOutput: OutputFile
  package var interruption: Interruption
  package var engine: any Engine
  /// The folder that the user is in; edits stay in the repository around it.
  package var folder = "."
  /// What the command line or its variable says about colours.
  var color = ColorChoice.auto

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
  var gatherer: Gatherer {
    Gatherer(git: Git(environment: environment), indexes: indexes())
  }

  /// Indexes of repositories, read with all threads.
  ///
  /// - Parameter byteLimit: how much code is read; nil leaves it to `CodeIndexes`.
  func indexes(byteLimit: Int? = nil) -> CodeIndexes {
    CodeIndexes(byteLimit: byteLimit) { count, body in
      let team = WorkerTeam(count: ProcessorBudget.recommendedThreads())
      team.run(total: count, chunk: 8) { range, _ in range.forEach(body) }
    }
  }

  func modelFolder() throws -> ModelFolder { try ModelFolder(environment: environment) }

  func status(_ verbosity: StatusOutput.Verbosity) -> StatusOutput {
    let columns = errorOutput.isTerminal ? WindowSize(fileDescriptor: 2)?.columns ?? 80 : nil
    let isColored = color.usesColor(isTerminal: errorOutput.isTerminal, environment: environment)
    return StatusOutput(
      file: errorOutput, columns: columns, verbosity: verbosity, isColored: isColored)
  }

  /// Whether answers on standard output have styles.
  ///
  /// A pipe or a file gets the exact text unless the user says `always`: a `FORCE_COLOR` that was
  /// meant for messages must not change what a script reads.
  var stylesAnswer: Bool {
    color == .always
      || (output.isTerminal && color.usesColor(isTerminal: true, environment: environment))
  }

  /// Prints lines on standard output.
  func print(_ lines: [String]) throws {
    try output.write(lines.map { $0 + "\n" }.joined())
  }
}
