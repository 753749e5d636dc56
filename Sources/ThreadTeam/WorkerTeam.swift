import Synchronization

/// A fixed set of threads that run one piece of work together, again and again.
///
/// The caller is worker 0; the others are threads that live as long as the team. Between pieces of
/// work they spin for some microseconds, because the next piece of a decode step follows at once,
/// and then sleep, because a user may think for minutes.
///
/// A team is used from one thread at a time.
package final class WorkerTeam {
  /// How many workers there are, the caller included; at least 1.
  package let count: Int
  /// Asked before every chunk; when it says true, the rest of the work is left undone.
  ///
  /// Whoever sets it throws away the results of work that was cut short.
  package var isCancelled: (() -> Bool)?
  private let shared: TeamState
  private let threads: [WorkerThread]

  /// Starts `count - 1` threads.
  ///
  /// - Parameter count: the number of workers; values below 1 count as 1. Where the system refuses
  ///   a thread, the team is as large as it could be made.
  package init(count: Int) {
    let state = TeamState()
    var started: [WorkerThread] = []
    for index in 1..<max(count, 1) {
      guard let thread = WorkerThread(body: { state.work(as: index) }) else { break }
      started.append(thread)
    }
    shared = state
    threads = started
    self.count = started.count + 1
    state.workers = started.count
  }

  deinit {
    shared.stop()
    for thread in threads { thread.join() }
  }

  /// Runs `body` once on every worker, with the worker's index, and waits for all of them.
  package func run(_ body: (Int) -> Void) {
    guard count > 1 else { return body(0) }
    withoutActuallyEscaping(body) { job in
      shared.start(job)
      job(0)
      shared.waitForWorkers()
    }
  }

  /// Runs `body` over `0..<total` in chunks of at most `chunk` that the workers take in turn.
  ///
  /// A worker that the system slows down takes fewer chunks, so the others do not wait for it.
  ///
  /// - Parameter body: called with a range and the index of the worker that runs it.
  package func run(total: Int, chunk: Int, _ body: (Range<Int>, Int) -> Void) {
    guard total > 0 else { return }
    let step = max(chunk, 1)
    guard total > step else { return body(0..<total, 0) }
    let next = Atomic<Int>(0)
    let isCancelled = isCancelled
    run { worker in
      while isCancelled?() != true {
        let start = next.wrappingAdd(step, ordering: .relaxed).oldValue
        if start >= total { return }
        body(start..<min(start + step, total), worker)
      }
    }
  }

  /// Runs `body` for every number of `0..<total`; workers take them one at a time and one ahead.
  ///
  /// The last numbers are not taken ahead, so that no worker has two of them while another waits.
  ///
  /// - Parameter body: called with a number, the number that this worker takes next if that is
  ///   known, and the index of the worker.
  package func runAhead(total: Int, _ body: (Int, Int?, Int) -> Void) {
    guard total > 0 else { return }
    let next = Atomic<Int>(0)
    let isCancelled = isCancelled
    run { worker in
      var index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      while index < total, isCancelled?() != true {
        var following: Int?
        if next.load(ordering: .relaxed) < total - self.count {
          following = next.wrappingAdd(1, ordering: .relaxed).oldValue
        }
        // Others may have taken all that was left between the look and the taking.
        body(index, following.flatMap { $0 < total ? $0 : nil }, worker)
        index = following ?? next.wrappingAdd(1, ordering: .relaxed).oldValue
      }
    }
  }
}
