import Constraints
import TextModel

/// Asks a model again and again, and adds up what it cost.
final class ModelTurns {
  let model: any TextGenerator
  private let options: GenerationOptions
  private let emit: (TaskEvent) throws -> Void
  private(set) var summary = TaskSummary(stopReason: .endOfTurn)

  /// - Parameters:
  ///   - options: how to sample.
  ///   - emit: called in order for every event; an error it throws ends the task.
  init(
    model: any TextGenerator, options: GenerationOptions,
    emit: @escaping (TaskEvent) throws -> Void
  ) {
    self.model = model
    self.options = options
    self.emit = emit
  }

  func tell(_ event: TaskEvent) throws { try emit(event) }

  /// What the model writes after some messages.
  ///
  /// - Parameter stops: what ends the answer, beside the user's own stop strings.
  func ask(
    _ messages: [Message], maxTokens: Int, stops: [String], constraint: Constraint? = nil
  ) throws -> (text: String, summary: GenerationSummary) {
    var options = options
    options.maxTokens = maxTokens
    options.stopStrings += stops
    options.constraint = constraint
    let emit = emit
    var answer = ""
    let result = try model.generate(messages, options: options) { event in
      switch event {
      case .reading(let done, let total): try emit(.reading(done: done, total: total))
      case .text(let text):
        answer += text
        try emit(.text(text))
      }
    }
    summary.add(result)
    return (answer, result)
  }
}
