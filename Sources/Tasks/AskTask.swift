import Diffs
import Prompting
package import TextModel
package import Workspace

/// Answers a free question about the files and the input that came with it.
package struct AskTask: AssistantTask, Equatable {
  package static let answerTokens = 2048

  private var question: String
  private var materials: [Material]
  private var system: String

  /// - Parameters:
  ///   - question: nil where standard input holds the question.
  ///   - files: files or parts of them.
  ///   - piped: what came through standard input; nil where it was not read.
  ///   - system: replaces Lathe's own system text; empty means none.
  /// - Throws: `TaskError.noQuestion`, `TaskError.emptyInput`, and the errors of reading files.
  package init(
    question: String?, files: [String] = [], piped: DecodedText? = nil, system: String? = nil,
    gatherer: Gatherer
  ) throws {
    self.system = system ?? AskPrompt.system
    materials = try files.map(gatherer.file)
    let input = try piped.map(gatherer.piped)
    if let question {
      self.question = question
      if let input { materials.append(input) }
    } else if let piped {
      self.question = piped.text
    } else {
      throw TaskError.noQuestion
    }
    guard self.question.contains(where: { !$0.isWhitespace }) else { throw TaskError.noQuestion }
  }

  package func plan(for model: any TextGenerator, answerTokens: Int) throws -> TaskPlan {
    let plan = PromptPlan(
      system: system, sections: materials.map { $0.section() }, instruction: question)
    let prompt = try plan.fitted(to: model, answerReserve: answerTokens)
    return .single(prompt, maxTokens: answerTokens, warnings: materials.compactMap(\.warning))
  }
}
