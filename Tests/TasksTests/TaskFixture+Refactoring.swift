import Edits
import Tasks
import TestSupport
import Testing
import TextModel

extension TaskFixture {
  /// What comes of a refactoring of files in the folder, and the model that was asked.
  func refactor(
    _ targets: [String], _ words: String, _ answers: [String], format: EditFormat = .whole
  ) throws -> (outcome: RefactorOutcome, model: FakeTextModel) {
    let task = try RefactorTask(
      targets: targets.map { folder.path($0) }, instruction: words, format: format,
      root: try EditRoot(folder.path), folder: folder.path, gatherer: gatherer)
    let model = FakeTextModel(contextSize: 4096, answers: answers)
    let plan = try task.plan(for: model, answerTokens: nil)
    let runner = RefactorRunner(model: model, options: GenerationOptions()) { _ in }
    return (try runner.run(task, plan), model)
  }
}

extension RefactorOutcome {
  /// The new text of the first file; another ending than edits is an issue of the test.
  var newText: String? {
    guard case .edits(let set) = ending else {
      Issue.record("\(ending)")
      return nil
    }
    return set.edits.first?.updated.map { String(decoding: $0, as: UTF8.self) }
  }
}
