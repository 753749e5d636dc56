import Synchronization

/// What the workers of a team share: the current job, and who is at it.
///
/// A job is published by raising `generation`; a worker runs each generation once and then lowers
/// `remaining`. `job` is written only while `remaining` is 0, so that no worker reads it then:
/// this is what makes the unchecked conformance hold.
final class TeamState: @unchecked Sendable {
  /// How many threads wait for jobs, the caller not counted; set once, before the first job.
  var workers = 0
  private var job: ((Int) -> Void)?
  private let generation = Atomic<Int>(0)
  private let remaining = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private let gate = SleepGate()

  /// Spins before a thread sleeps: about 50 µs, longer than any pause within a decode step.
  private static let spins = 4000

  func start(_ body: @escaping (Int) -> Void) {
    job = body
    remaining.store(workers, ordering: .relaxed)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    gate.wakeAll()
  }

  func waitForWorkers() {
    var spins = 0
    while remaining.load(ordering: .acquiring) != 0 {
      spinPause()
      spins += 1
      // The worker may have lost its core to another process: give it ours.
      if spins > Self.spins { yieldProcessor() }
    }
    job = nil
  }

  func stop() {
    stopping.store(true, ordering: .relaxed)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    gate.wakeAll()
  }

  /// The life of worker `index`.
  func work(as index: Int) {
    var seen = 0
    while true {
      seen = waitForGeneration(after: seen)
      if stopping.load(ordering: .relaxed) { return }
      job?(index)
      remaining.wrappingSubtract(1, ordering: .releasing)
    }
  }

  private func waitForGeneration(after seen: Int) -> Int {
    for _ in 0..<Self.spins {
      let current = generation.load(ordering: .acquiring)
      if current != seen { return current }
      spinPause()
    }
    gate.sleep { self.generation.load(ordering: .sequentiallyConsistent) == seen }
    return generation.load(ordering: .acquiring)
  }
}
