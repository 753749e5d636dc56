import Foundation
import TestSupport
import Testing

/// Explanations of small diffs by the default model, each held against the facts it must name.
///
/// The facts stand in `Tests/Fixtures/Diffs/facts.json`. They were written from the diffs. A fact
/// is named where one paragraph of the answer has a word of every group; paragraphs explain one
/// function each. Sampling is greedy, so an answer changes only when the prompt or the arithmetic
/// does. `LATHE_RECORD_TRANSCRIPTS` names a folder to write the answers to.
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

  private struct Fact: Decodable {
    let fact: String
    let words: [[String]]

    func isNamed(in paragraph: String) -> Bool {
      words.allSatisfy { group in group.contains { paragraph.contains($0.lowercased()) } }
    }
  }

  @Test(arguments: names) func theAnswerNamesEveryFact(_ name: String) throws {
    let diff = Self.folder.appendingPathComponent("\(name).diff").path
    let result = try program.shell("$LATHE explain -q -m '\(model)' < '\(diff)'")
    #expect(result.status == 0)
    try Self.record(result.output, as: name)
    let paragraphs = result.output.lowercased().split(separator: "\n").map(String.init)
    for fact in try Self.facts(of: name) {
      #expect(paragraphs.contains(where: fact.isNamed), "\(name) does not say: \(fact.fact)")
    }
  }

  private static func facts(of name: String) throws -> [Fact] {
    let data = try Data(contentsOf: folder.appendingPathComponent("facts.json"))
    let all = try JSONDecoder().decode([String: [Fact]].self, from: data)
    return try #require(all[name])
  }

  private static func record(_ answer: String, as name: String) throws {
    guard let path = ProcessInfo.processInfo.environment["LATHE_RECORD_TRANSCRIPTS"] else { return }
    try answer.write(toFile: "\(path)/\(name).txt", atomically: true, encoding: .utf8)
  }
}
