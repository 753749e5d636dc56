/// What the program tells its caller when it ends.
package enum ExitStatus: Int32, Sendable {
  case done = 0
  /// A review found something at or above the level asked for.
  case findings = 1
  /// The command line or the input is not what a command needs.
  case usage = 2
  /// The model is missing or cannot be read.
  case model = 3
  /// What the user named does not fit into the context.
  case context = 4
  /// An edit or its check failed.
  case edit = 5
  /// The answer is not complete: a token limit, or an output that could not be written.
  case incomplete = 6
  /// Lathe itself is at fault.
  case `internal` = 70
  /// The user interrupted the run.
  case interrupted = 130
  /// Whoever read standard output went away, as `head -1` does; what a shell shows for SIGPIPE.
  case closedPipe = 141
  /// The process was asked to end; what a shell shows for SIGTERM.
  case terminated = 143
}
