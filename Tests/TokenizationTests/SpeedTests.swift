import Foundation
import TestSupport
import Testing
import Tokenization

/// Start-up time, throughput and growth with the length of the text, with generous limits.
@Suite(.serialized, .enabled(if: Conformance.isAvailable, Conformance.missing))
struct SpeedTests {
  /// The best of some runs, in time of this thread's processor.
  ///
  /// Other tests run at the same time and share caches and memory, so a run that is fast enough
  /// ends the measurement.
  private static func fastest(
    of runs: Int, enough: Double = 0, _ body: () throws -> Void
  ) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs where best > enough {
      let start = processorTime()
      try body()
      best = min(best, processorTime() - start)
    }
    return best
  }

  /// Seconds that this thread has run.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// A dictionary of strings would take half a second; what it takes on a quiet machine is in
  /// Documentation/Performance.md.
  @Test func tablesAreFlat() throws {
    let file = try VocabularyFile(named: "qwen2")
    let time = try Self.fastest(of: 5, enough: 0.1) { _ = try Tokenizer(file.source) }
    #expect(time < 0.2)
  }

  @Test func encodesFiveMegabytesOfSourcePerSecond() throws {
    let tokenizer = try Reference.tokenizer("qwen2")
    let text = [UInt8](
      try ["deque.swift", "shim.c", "textwrap.py", "commit.diff", "nio-readme.md"].reduce(
        into: Data()
      ) {
        $0 += try Conformance.data("tokenizers/corpus/\($1).txt")
      })
    let time = Self.fastest(of: 7) { _ = tokenizer.encode(text.span) }
    let megabytes = Double(text.count) / 1e6 / time
    print("source text: \(megabytes) MB/s")
    #expect(megabytes > 5)
  }

  /// Texts of one pattern, which are one huge piece or very many small ones.
  static let patterns = [
    "a", " ", "\n", "中", "ab", "=", " \n", "a\u{301}", "'", "\u{10FFFF}", "<|im_", "1", "\n ",
    "thequickbrownfox",
  ]

  @Test(arguments: patterns)
  func timeGrowsWithLength(_ pattern: String) throws {
    let tokenizer = try Reference.tokenizer("qwen2")
    let small = Array(String(repeating: pattern, count: 250_000 / pattern.utf8.count).utf8)
    let large = Array(String(repeating: pattern, count: 2_000_000 / pattern.utf8.count).utf8)
    let smallTime = Self.fastest(of: 2) { _ = tokenizer.encode(small.span) }
    let largeTime = Self.fastest(of: 2) { _ = tokenizer.encode(large.span) }
    print("\(pattern.debugDescription): \(smallTime) s for 0.25 MB, \(largeTime) s for 2 MB")
    #expect(largeTime < smallTime * 32 + 0.02)
  }
}
