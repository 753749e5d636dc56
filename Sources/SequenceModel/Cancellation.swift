import Synchronization

/// A flag that asks a running computation to stop; it can be raised from any thread.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  /// Asks the computation to stop; can be called any number of times.
  package func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether `cancel` was called.
  package var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
