import Edits
import Foundation
import Inference
import SequenceModel
import Tasks
import TestSupport
import Testing
import TextModel
import Workspace

/// Search-and-replace blocks of a real engine with random weights.
struct RandomWeightsEditTests {
  private static let files: [(name: String, text: String)] = [
    ("crlf.txt", "one\r\ntwo\r\n\r\nthree\r\ntwo\r\n"),
    ("few.txt", "x\nx\nx\ny\nx\nx\n"),
    ("line.txt", "only one line"),
    ("code.txt", "func a() {\n  return 1\n}\n\nfunc b() {\n  return 1\n}\n"),
    ("marks.rst", "A\n=======\n\nB\n=======\n"),
  ]

  /// What the model wrote, prompt by prompt.
  private struct Written {
    var outcome: RefactorOutcome
    var text: String
  }

  private func write(
    _ name: String, seed: UInt64, temperature: Float, in folder: TemporaryFolder
  ) throws -> Written {
    let model = try ChatModel(
      path: TinyModel(seed: seed).write(into: folder), name: "tiny",
      options: RuntimeOptions(contextSize: 2048), cancellation: Cancellation())
    let gatherer = Gatherer(
      git: Git(directory: folder.path, environment: TemporaryFolder.environment))
    let task = try RefactorTask(
      targets: [folder.path(name)], instruction: "change it", format: .searchReplace,
      root: try EditRoot(folder.path), folder: folder.path, gatherer: gatherer)
    let sampling = SamplingOptions(temperature: temperature, seed: seed)
    var text = ""
    let runner = RefactorRunner(model: model, options: GenerationOptions(sampling: sampling)) {
      if case .text(let piece) = $0 { text += piece }
    }
    let outcome = try runner.run(task, try task.plan(for: model, answerTokens: 160))
    return Written(outcome: outcome, text: text)
  }

  /// Whatever it writes: a search that stands in the file once, a divider, and an end; and the
  /// lines before the divider, replaced by those behind it, are a diff that git applies.
  @Test(arguments: UInt64(1)...4, [0, 1.5] as [Float])
  func everyBlockApplies(_ seed: UInt64, _ temperature: Float) throws {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    for (name, text) in Self.files {
      try folder.write(name, text)
      let written = try write(name, seed: seed, temperature: temperature, in: folder)
      let divider = name == "marks.rst" ? "========" : "======="
      let lines = written.text.split(separator: "\n", omittingEmptySubsequences: false)
      let end = try #require(lines.firstIndex { $0 == divider }, "\(written.text)")
      let search = lines[..<end].map { $0 + "\n" }.joined()
      guard case .found(let place) = LineSearch(search, in: Array(text.utf8)).result else {
        Issue.record("\(search.debugDescription) of \(name)")
        continue
      }
      let new = lines[(end + 1)...].prefix(3).map { $0 + "\n" }.joined()
      let original = OriginalFile(path: name, bytes: Array(text.utf8))
      let edit = try FileEdit(original, replacing: [.lines(place, text: new)])
      try check(edit, name, folder)
      if case .edits(let set) = written.outcome.ending {
        for edit in set.edits { try check(edit, name, folder) }
      }
    }
  }

  /// Where code has names, the model names a place first; a function is then written whole.
  @Test(arguments: UInt64(1)...6) func codeWithNamesIsAnEditOrARefusal(_ seed: UInt64) throws {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    let text = "let x = 1\n\nfunc a() {\n  return 1\n}\n\nfunc b() {\n  return 1\n}\n"
    try folder.write("code.swift", text)
    let written = try write("code.swift", seed: seed, temperature: 1, in: folder)
    let name = written.text.prefix { $0 != "`" }
    #expect(["<top level>", "a", "b"].contains(String(name)))
    switch written.outcome.ending {
    case .edits(let set):
      for edit in set.edits { try check(edit, "code.swift", folder) }
    case .unusable(_, let problem, _): #expect(!problem.isEmpty)
    case .cut(_, let maxTokens): #expect(maxTokens == 160)
    case .cancelled: Issue.record("nobody asked for that")
    }
  }

  private func check(_ edit: FileEdit, _ name: String, _ folder: TemporaryFolder) throws {
    guard !edit.isEmpty else { return }
    try folder.write(name, edit.original.bytes ?? [])
    try folder.write("change.diff", try EditSet([edit]).diff)
    try folder.git("apply", "--whitespace=nowarn", "change.diff")
    #expect(FileManager.default.contents(atPath: folder.path(name)).map(Array.init) == edit.updated)
  }

  @Test func anEmptyFileIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("empty.txt", "")
    let error = #expect(throws: TaskError.self) {
      try write("empty.txt", seed: 1, temperature: 0, in: folder)
    }
    #expect(error?.message.contains("there is nothing but white space in") == true)
  }
}
