import Jinja
import OrderedJSON
import TestSupport
import Testing

/// Damaged templates end in a text or an error, never in a crash.
@Suite struct MutationTests {
  @Test(
    .enabled(if: Conformance.isAvailable, Conformance.missing), arguments: ConformanceTests.names)
  func mutatedTemplates(name: String) throws {
    let suite = try TemplateSuite(name)
    let context = try #require(suite.cases.last).context
    var random = SeededGenerator(seed: UInt64(name.utf8.count) &* 7919)
    let limits = Limits(steps: 50_000, textBytes: 4 << 20)
    for _ in 0..<40 {
      let source = Self.mutated(Array(suite.source.utf8), &random)
      _ = try? Template(source).render(context, now: suite.now, limits: limits)
    }
  }

  @Test func shuffledTokens() {
    let words = [
      "{{", "}}", "{%", "%}", "{#", "#}", "if", "else", "endif", "for", "in", "endfor", "set",
      "macro",
      "endmacro", "call", "endcall", "x", "loop", "ns", "namespace", "(", ")", "[", "]", "{", "}",
      ":",
      ",", ".", "|", "~", "+", "-", "*", "**", "//", "%", "==", "<", "is", "not", "and", "or", "1",
      "0",
      "1.5", "'a'", "\"b\"", "items", "tojson", "join", "map", "sort", "defined", "range", " ",
      "\n",
      "é", "🦊", "raw", "endraw", "filter", "recursive", "=", "break", "continue", "slice", "batch",
    ]
    var random = SeededGenerator(seed: 11)
    for _ in 0..<4000 {
      let count = Int.random(in: 1...25, using: &random)
      let body = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }
      for source in [body.joined(separator: " "), "{{ " + body.joined(separator: " ") + " }}"] {
        _ = try? rendering(source, #"{"x": [1, {"a": "b"}]}"#, limits: Limits(steps: 10_000))
      }
    }
  }

  private static func mutated(_ source: [UInt8], _ random: inout SeededGenerator) -> String {
    var bytes = source
    for _ in 0..<Int.random(in: 1...4, using: &random) where bytes.count > 8 {
      let start = Int.random(in: 0..<bytes.count - 4, using: &random)
      let end = min(bytes.count, start + Int.random(in: 1...24, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.removeSubrange(start..<end)
      case 1:
        bytes.insert(
          contentsOf: bytes[start..<end], at: Int.random(in: 0..<start + 1, using: &random))
      case 2: bytes[start] = UInt8.random(in: 0x20..<0x7F, using: &random)
      default: bytes[start..<end].reverse()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64, by Steele, Lea and Flood.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
