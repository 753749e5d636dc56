import Edits
import Foundation
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// Whatever a model writes within the constraint applies.
struct BlockPropertyTests {
  private let fixture: TaskFixture

  init() throws { fixture = try TaskFixture() }

  /// A file by chance: few different lines, or one, CRLF or mixed ends, bytes that are no UTF-8.
  private static func file(_ random: inout RandomValues) -> [UInt8] {
    let words = ["a", "  b", "}", "", "ä€", "x = 1", "=======", ">>>>>>> REPLACE", "\tc\r", "a b"]
    let few = Array(words.shuffled(using: &random).prefix(1 + random.number(below: words.count)))
    var bytes: [UInt8] = random.number(below: 6) == 0 ? [0xEF, 0xBB, 0xBF] : []
    let ends = random.pick([["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]])
    for _ in 0...random.number(below: 24) {
      bytes += random.pick(few).utf8
      if random.number(below: 40) == 0 { bytes.append(0xE9) }
      bytes += random.pick(ends).utf8
    }
    if random.flip(), bytes.last == 0x0A { bytes.removeLast() }
    return bytes
  }

  /// A carriage return and a line feed are one character, but not one line end here.
  private static func lines(_ text: String) -> [Substring] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
  }

  private func outcome(_ seed: UInt64, maxTokens: Int? = nil) throws -> (
    old: [UInt8], outcome: RefactorOutcome, model: RandomTextModel
  )? {
    var random = RandomValues(seed: seed)
    let old = Self.file(&random)
    let path = try fixture.folder.write("a.txt", old)
    let model = RandomTextModel(seed: seed)
    do {
      let task = try RefactorTask(
        targets: [path], instruction: "do it", format: .searchReplace,
        root: try EditRoot(fixture.folder.path), folder: fixture.folder.path,
        gatherer: fixture.gatherer)
      let plan = try task.plan(for: model, answerTokens: maxTokens)
      let runner = RefactorRunner(model: model, options: GenerationOptions()) { _ in }
      return (old, try runner.run(task, plan), model)
    } catch TaskError.blank {
      return nil
    }
  }

  /// The lines before the divider stand in the file at one place, whoever wrote them.
  @Test(arguments: UInt64(0)..<150) func everySearchStandsInTheFileOnce(_ seed: UInt64) throws {
    guard let (old, _, model) = try outcome(seed) else { return }
    var bytes = old[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    var lines = Self.lines(text)
    if lines.last == "" { lines.removeLast() }
    let longest =
      lines.filter { !$0.isEmpty && $0.allSatisfy { $0 == "=" } }.map(\.count).max() ?? 0
    let divider = String(repeating: "=", count: longest == 7 ? 8 : 7)
    for answer in model.answers {
      var written = Self.lines(answer)
      if written.first == "<<<<<<< SEARCH" { written.removeFirst() }
      guard let end = written.firstIndex(where: { $0 == divider }) else { continue }
      let run = written[..<end]
      let places = (0...max(0, lines.count - run.count)).count {
        lines[$0...].prefix(run.count).elementsEqual(run)
      }
      #expect(places == 1, "\(answer.debugDescription) in \(text.debugDescription)")
    }
  }

  /// An edit, or a reason that is none of the search's.
  @Test(arguments: UInt64(0)..<300) func everyBlockIsAnEdit(_ seed: UInt64) throws {
    guard let (old, outcome, _) = try outcome(seed) else { return }
    switch outcome.ending {
    case .edits(let set):
      for edit in set.edits { #expect(edit.updated != old) }
    case .unusable(_, let problem, _):
      let known = ["no code", "are the same", "unique within", "UTF-8", "leaves code out"]
      #expect(known.contains { problem.contains($0) }, "\(problem)")
    case .cut, .cancelled:
      Issue.record("\(outcome.ending)")
    }
  }

  @Test func mostOfThemAreEdits() throws {
    let edits = try (UInt64(0)..<100).count { seed in
      guard case .edits(let set)? = try outcome(seed)?.outcome.ending else { return false }
      return !set.isEmpty
    }
    #expect(edits > 60)
  }

  @Test(arguments: UInt64(0)..<25) func gitAppliesThemByteForByte(_ seed: UInt64) throws {
    guard let (_, outcome, _) = try outcome(seed), case .edits(let set) = outcome.ending,
      let edit = set.edits.first
    else { return }
    try fixture.folder.git("init", "-q")
    try fixture.folder.write("change.diff", set.diff)
    try fixture.folder.git("apply", "--whitespace=nowarn", "change.diff")
    let bytes = FileManager.default.contents(atPath: fixture.folder.path("a.txt"))
    #expect(bytes.map(Array.init) == edit.updated)
  }

  @Test(arguments: UInt64(0)..<40) func aLimitEndsThemAndSaysSo(_ seed: UInt64) throws {
    guard let (_, outcome, model) = try outcome(seed, maxTokens: 40) else { return }
    #expect(model.answers.allSatisfy { $0.unicodeScalars.count <= 40 })
    if case .edits(let set) = outcome.ending { #expect(set.edits.count <= 1) }
  }
}
