import ModelStore
import SequenceModel
import Terminal

/// Downloads a model and shows how far it is.
struct ModelPull {
  let session: Session
  let status: StatusOutput

  /// Downloads a model, or goes on with an unfinished download; returns the path of the weights.
  func run(_ entry: CatalogEntry, into folder: ModelFolder) throws -> String {
    let interruption = session.interruption
    defer {
      status.clearProgress()
      interruption.terminalLine = .empty
    }
    return try interruption.duringModelRun {
      try folder.pull(
        entry, tools: DownloadTools(environment: session.environment),
        isCancelled: { interruption.cancellation.isCancelled },
        report: { show($0, entry) })
    }
  }

  private func show(_ event: PullEvent, _ entry: CatalogEntry) {
    switch event {
    case .checking(let done, let total):
      report("checking \(entry.name)", done, total)
    case .advanced(let done, let total):
      report(entry.name, done, total)
    case .asking(let source):
      status.note("asking \(source)")
    case .failed(let failure):
      status.note("\(failure.source.title): \(failure.problem)")
    }
  }

  private func report(_ label: String, _ done: UInt64, _ total: UInt64) {
    session.interruption.terminalLine = .progress
    status.report(ProgressReport(label: label, done: done, total: total))
  }
}
