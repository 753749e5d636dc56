import Foundation
import TestSupport
import Testing

/// Explanations of five diffs by the default model, each held against the facts it must name.
///
/// The facts stand in `Tests/Fixtures/Diffs/facts.json`: for each diff a list of facts, and for each
/// fact the words of which one has to occur. Sampling is greedy, so an answer changes only when the
/// prompt or the arithmetic does. `LATHE_RECORD_TRANSCRIPTS` names a folder to write the answers to.
@Suite(.enabled(if: RealWeights.isAvailable, RealWeights.missing), .serialized)
struct ExplanationTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Diffs")

  private let program: BuiltProgram
  private let model = RealWeights.path("qwen2.5-coder-1.5b-instruct-q4_k_m.gguf")

  init() throws { program = try BuiltProgram() }

  static let names = [
    "cart-off-by-one", "config-overflow", "download-retry", "graceful-shutdown", "lru-recency",
  ]

  /// Greedy answers change with the last bit of the arithmetic, so that a single fact may come and
  /// go with a faster kernel: each answer must name most of its facts, and all together nearly all.
  @Test func theAnswersNameTheFacts() throws {
    var misses: [String] = []
    var count = 0
    for name in Self.names {
      let facts = try Self.facts(of: name)
      let missing = try missingFacts(facts, of: name)
      #expect(missing.count * 2 < facts.count, "\(name) lacks \(missing)")
      misses += missing.map { "\(name): \($0)" }
      count += facts.count
    }
    #expect(misses.count * 8 <= count, "of \(count) facts are missing: \(misses)")
  }

  private func missingFacts(_ facts: [[String]], of name: String) throws -> [[String]] {
    let diff = Self.folder.appendingPathComponent("\(name).diff").path
    let result = try program.shell("$LATHE explain -q -m '\(model)' < '\(diff)'")
    #expect(result.status == 0)
    try Self.record(result.output, as: name)
    let answer = result.output.lowercased()
    return facts.filter { fact in !fact.contains { answer.contains($0.lowercased()) } }
  }

  private static func facts(of name: String) throws -> [[String]] {
    let data = try Data(contentsOf: folder.appendingPathComponent("facts.json"))
    let all = try JSONDecoder().decode([String: [[String]]].self, from: data)
    return try #require(all[name])
  }

  private static func record(_ answer: String, as name: String) throws {
    guard let path = ProcessInfo.processInfo.environment["LATHE_RECORD_TRANSCRIPTS"] else { return }
    try answer.write(toFile: "\(path)/\(name).txt", atomically: true, encoding: .utf8)
  }
}
