import ArgumentParser
import ModelStore
import SequenceModel
import Terminal

struct WarmCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "warm",
    abstract: "Read a model's file into memory, so that the next answer begins sooner.",
    discussion: """
      Linux keeps files that were read in memory as long as it has no other use for it. A file \
      that was read in this way lies in large pages, where the system has them, which makes every \
      answer faster; one that was copied or written lies in small ones. After `lathe models pull` \
      this has been done already; after the machine was started it takes as long as the disk \
      needs.
      """)

  @Argument(
    help: ArgumentHelp(
      "A model of the catalog or a path; without one, the one used by default.",
      valueName: "model"))
  var name: String?

  @OptionGroup var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let status = session.status(try session.resolver.verbosity(display))
    let (name, path) = try session.weights(named: name)
    guard try ModelWarming(session: session, status: status).run(path, name: name) else {
      return .interrupted
    }
    try session.print([path])
    return .done
  }
}

/// Reads a model's file into memory and shows how far it is.
struct ModelWarming {
  let session: Session
  let status: StatusOutput

  /// Returns whether the whole file was read: false after an interruption.
  func run(_ path: String, name: String) throws -> Bool {
    let interruption = session.interruption
    defer {
      status.clearProgress()
      interruption.terminalLine = .empty
    }
    let isWhole = try interruption.duringModelRun {
      try PageCache.warm(
        path, isCancelled: { interruption.cancellation.isCancelled },
        report: { done, total in
          interruption.terminalLine = .progress
          status.report(ProgressReport(label: "reading \(name)", done: done, total: total))
        })
    }
    if isWhole { status.note("\(name) is in memory") }
    return isWhole
  }
}
