import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Numbers that several threads add to.
final class Counters: Sendable {
  private let state: Mutex<[Int]>

  init(_ count: Int) { state = Mutex(Array(repeating: 0, count: count)) }

  var values: [Int] { state.withLock { $0 } }

  func add(_ amount: Int, to index: Int) { state.withLock { $0[index] += amount } }
}

/// What tells one living thread from another.
struct ThreadName: Hashable, Sendable {
  let number: Int

  static var current: ThreadName {
    #if canImport(Darwin)
    ThreadName(number: Int(bitPattern: pthread_self()))
    #else
    ThreadName(number: Int(bitPattern: UInt(pthread_self())))
    #endif
  }
}

/// Puts the thread to sleep.
func pauseThread(microseconds: Int) {
  if microseconds > 0 { usleep(UInt32(clamping: microseconds)) }
}

/// Fewer rounds for teams that are larger than most machines: there a run waits for the system to
/// hand the processors round.
func rounds(_ count: Int, workers: Int) -> Int { workers > 2 ? count / (2 * workers) : count }
