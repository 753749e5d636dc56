/// Measures how long a prompt took to read and an answer to write.
struct Stopwatch {
  private let clock: () -> ContinuousClock.Instant
  private let start: ContinuousClock.Instant
  private var firstToken: ContinuousClock.Instant?
  private var end: ContinuousClock.Instant

  /// Starts to measure.
  init(_ clock: @escaping () -> ContinuousClock.Instant) {
    self.clock = clock
    start = clock()
    end = start
  }

  /// Notes that a token was picked; only the first one counts.
  mutating func markToken() {
    if firstToken == nil { firstToken = clock() }
  }

  /// Notes that the answer is complete.
  mutating func stop() { end = clock() }

  /// Time until the first token, or until the end if there was none.
  var readingTime: Duration { (firstToken ?? end) - start }

  /// Time from the first token to the end.
  var writingTime: Duration { firstToken.map { end - $0 } ?? .zero }
}
