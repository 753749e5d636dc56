package import SequenceModel
import Synchronization
import Terminal

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Ends the program when the user or the system asks for it.
///
/// Signals are blocked in every thread and taken by one that waits for nothing else, so that no
/// code runs inside a signal handler. Output is never buffered, so the process can be ended at any
/// moment without losing what was printed.
package final class Interruption: Sendable {
  /// Raised by the first signal while a model runs.
  package let cancellation = Cancellation()
  private let isModelRunning = Atomic<Bool>(false)
  private let line = Atomic<Int>(TerminalLine.empty.rawValue)

  package init() {}

  /// What stands on the terminal's current line.
  enum TerminalLine: Int {
    case empty, progress
    /// The beginning of a line of the answer.
    case answer
    /// The same, perhaps in a style that must not be left to what the terminal shows next.
    case styledAnswer
  }

  /// What is to be tidied up if the program ends now.
  var terminalLine: TerminalLine {
    get { TerminalLine(rawValue: line.load(ordering: .relaxed)) ?? .empty }
    set { line.store(newValue.rawValue, ordering: .relaxed) }
  }

  /// How long a cancelled model may take to come back, in microseconds.
  private static let grace: UInt32 = 90_000

  /// Calls `body`, during which the first signal cancels instead of ending the program.
  func duringModelRun<Result>(_ body: () throws -> Result) rethrows -> Result {
    isModelRunning.store(true, ordering: .sequentiallyConsistent)
    defer { isModelRunning.store(false, ordering: .sequentiallyConsistent) }
    return try body()
  }

  /// Starts to take signals; to be called before any other thread is started.
  package func start() {
    // A reader that goes away is told by the write's own error.
    signal(SIGPIPE, SIG_IGN)
    var signals = Self.signals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(&thread, nil, Self.body, context)
    if code == 0 {
      pthread_detach(thread)
    } else {
      // Without the thread the signals must end the process as they always did.
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      Unmanaged<Interruption>.fromOpaque(context).release()
    }
  }

  private static var signals: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    return signals
  }

  private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    context in
    guard let context else { return nil }
    let interruption = Unmanaged<Interruption>.fromOpaque(context).takeRetainedValue()
    while true {
      var signals = Interruption.signals
      var number: Int32 = 0
      if sigwait(&signals, &number) == 0 { interruption.handle(number) }
    }
  }

  private func handle(_ number: Int32) {
    let mayCancel =
      number == SIGINT && !cancellation.isCancelled
      && isModelRunning.load(ordering: .sequentiallyConsistent)
    guard mayCancel else { end(number) }
    cancellation.cancel()
    // The main thread ends the program as soon as the model comes back; a model that does not is
    // not waited for.
    usleep(Self.grace)
    end(number)
  }

  /// Ends the process without any cleaning up but that of the terminal's line.
  private func end(_ number: Int32) -> Never {
    let line = terminalLine
    if line == .styledAnswer, isatty(1) == 1 {
      _ = write(1, TextStyle.end, TextStyle.end.utf8.count)
    }
    if isatty(2) == 1 {
      switch line {
      case .empty: break
      case .progress: _ = write(2, "\r\u{1B}[K", 4)
      case .answer, .styledAnswer: _ = write(2, "\n", 1)
      }
    }
    _exit(number == SIGINT ? ExitStatus.interrupted.rawValue : 128 + number)
  }
}
