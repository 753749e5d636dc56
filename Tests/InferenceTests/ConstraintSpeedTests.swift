import Constraints
import Foundation
import GGUF
import Generation
import Inference
import TestSupport
import Testing
import TextModel
import Tokenization

/// What a constraint costs for each token with the vocabulary of a real model.
///
/// The 0.5B model writes a token in about 12 ms on two cores; a mask with its use must take less
/// than a twentieth of that on average. The limits here leave room for a busy machine.
@Suite(.serialized, .enabled(if: RealWeights.isAvailable, RealWeights.missing))
struct ConstraintSpeedTests {
  /// Seconds that this thread has run.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = processorTime()
    try body()
    return processorTime() - start
  }

  /// A source file in which many lines come again.
  private static func sourceFile(lines: Int) -> [UInt8] {
    var random = RandomValues(seed: 3)
    let names = ["value", "count", "index", "node", "token", "state", "buffer", "length"]
    let text = (0..<lines).map { line in
      let indent = String(repeating: "  ", count: random.number(below: 5))
      return switch random.number(below: 6) {
      case 0: indent + "}"
      case 1: ""
      case 2: indent + "return \(random.pick(names))"
      case 3: indent + "let \(random.pick(names))\(line) = \(random.pick(names)) + \(line % 7)"
      case 4: indent + "if \(random.pick(names)) < \(random.pick(names)).\(random.pick(names)) {"
      default: indent + "\(random.pick(names)).append(\(random.pick(names))\(line % 50))"
      }
    }
    return Array(text.joined(separator: "\n").utf8)
  }

  private static let finding = JSONSchema.object([
    .init(
      "path", .strings(["Sources/Constraints/Constraint.swift", "README.md", "Package.swift"])),
    .init("line", .integer(atLeast: 12, atMost: 340)),
    .init("severity", .strings(["low", "medium", "high"])),
    .init("message", .string(atLeast: 1, atMost: 200)),
  ])

  private static let commit = Constraint.sequence([
    .choice(["feat", "fix", "docs", "test", "refactor"]),
    .optional(
      .sequence([
        .literal("("), .repeated(.characters(ScalarSet("a"..."z")), atLeast: 1, atMost: 12),
        .literal(")"),
      ])),
    .literal(": "), .repeated(.characters(ScalarSet("\n"..."\n").inverted), atLeast: 1, atMost: 60),
    .literal("\n"),
  ])

  /// A loop of runs that can be cut in many ways.
  private static let words = Constraint.repeated(
    .sequence([
      .repeated(.characters(ScalarSet("a"..."z", "A"..."Z")), atLeast: 1),
      .optional(.literal(" ")),
    ]), atLeast: 1)

  static let cases: [(name: String, constraint: Constraint)] = [
    ("five choices", .choice(["low", "medium", "high", "critical", "none"])),
    ("lines of a file of 300", .lines(LineSearch(sourceFile(lines: 300)))),
    ("lines of a file of 20,000", .lines(LineSearch(sourceFile(lines: 20_000)))),
    ("JSON findings", .json(.array(finding, atLeast: 3, atMost: 5))),
    ("JSON string of 80", .json(.string(atLeast: 70, atMost: 80))),
    ("JSON string without bound", .json(.string(atLeast: 300))),
    ("commit message", commit),
    ("ambiguous words", words),
    (
      "free text, then JSON",
      .sequence([.free(FreeText(until: "```json\n", limit: 300)), .json(finding)])
    ),
    (
      "free text without bound, then a choice",
      .sequence([.free(FreeText(until: "\nVerdict: ")), .choice(["yes", "no"])])
    ),
  ]

  private static func vocabulary() throws -> TokenVocabulary {
    let path = RealWeights.path("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf")
    return TokenVocabulary(try Tokenizer(file: GGUFFile(path: path)))
  }

  @Test func tablesAreMadeInATenthOfASecond() throws {
    let tokenizer = try Tokenizer(
      file: GGUFFile(path: RealWeights.path("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf")))
    var best = Double.infinity
    for _ in 0..<3 {
      let time = try Self.seconds {
        let vocabulary = TokenVocabulary(tokenizer)
        let masker = try TokenMasker(.choice(["yes", "no"]), vocabulary: vocabulary)
        #expect(masker.mask(for: masker.start).count > 2)
      }
      best = min(best, time)
    }
    print("tables of the vocabulary: \(best * 1e3) ms")
    #expect(best < 0.2)
  }

  @Test func masksCostLittle() throws {
    let vocabulary = try Self.vocabulary()
    for (name, constraint) in Self.cases {
      // The first run makes tables that later ones find; it is told on its own.
      let (compile, cold) = try run(constraint, vocabulary, seed: 0)
      var times = try (1...UInt64(5)).flatMap { try run(constraint, vocabulary, seed: $0).steps }
      times.sort()
      let mean = times.reduce(0, +) / Double(times.count)
      let figures = [
        ("compiled in", compile), ("first run", cold.reduce(0, +)), ("mean", mean),
        ("median", times[times.count / 2]), ("worst", times[times.count - 1]),
      ].map { "\($0) \((($1 * 1e6).rounded()) / 1e3) ms" }
      print("\(name): \(times.count) tokens, \(figures.joined(separator: ", "))")
      #expect(mean < 0.002, "\(name)")
    }
  }

  /// Writes what random logits choose, and measures mask, choice and advance of each token.
  private func run(
    _ constraint: Constraint, _ vocabulary: TokenVocabulary, seed: UInt64
  ) throws -> (compile: Double, steps: [Double]) {
    var masker: TokenMasker?
    let compile = try Self.seconds {
      masker = try TokenMasker(constraint, vocabulary: vocabulary)
    }
    guard let masker else { return (compile, []) }
    var sampler = try Sampler(.greedy)
    var random = RandomValues(seed: seed)
    let row = (0..<vocabulary.count).map { _ in random.unit() }
    var state = masker.start
    var steps: [Double] = []
    while !state.isComplete, steps.count < 200 {
      let cut = random.number(below: row.count)
      let logits = Array(row[cut...] + row[..<cut])
      steps.append(
        try Self.seconds {
          let mask = masker.mask(for: state, tokensLeft: 2000 - steps.count)
          let token = try sampler.nextToken(logits.span, after: [], allowed: mask)
          if let next = masker.next(state, token: Int(token)) { state = next }
        })
    }
    return (compile, steps)
  }
}
