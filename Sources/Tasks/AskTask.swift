import Diffs
import Prompting
package import TextModel
package import Workspace

/// Answers a free question about the files and the input that came with it.
package struct AskTask: AssistantTask {
  package static let answerTokens = 2048

  private var question: String
  private var materials: [Material]
  private var files: GatheredFiles
  private var system: String
  private var gatherer: Gatherer
  private var context: ContextBudget
  private var form: AnswerForm?

  /// - Parameters:
  ///   - question: nil where standard input holds the question.
  ///   - files: files, parts of them, folders and patterns.
  ///   - piped: what came through standard input; nil where it was not read.
  ///   - system: replaces Lathe's own system text; empty means none.
  ///   - context: how much the repository may add around the files.
  ///   - form: what the answer is held to; nil leaves it free.
  /// - Throws: `TaskError.noQuestion`, `TaskError.emptyInput`, and the errors of reading files.
  package init(
    question: String?, files: [String] = [], piped: DecodedText? = nil, system: String? = nil,
    context: ContextBudget = .tokens(0), form: AnswerForm? = nil, gatherer: Gatherer
  ) throws {
    self.system = system ?? AskPrompt.system
    self.gatherer = gatherer
    self.context = context
    self.form = form
    self.files = try gatherer.files(files)
    materials = self.files.materials
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
      system: system,
      sections: materials.map { $0.section() } + (form.map { [$0.section] } ?? []),
      instruction: form?.instruction(question) ?? question)
    let surroundings = Surroundings(
      gatherer: gatherer, budget: context, model: model, answerTokens: answerTokens)
    let widened =
      materials.contains { $0.place != nil }
      ? try surroundings.added(to: plan, targets: materials, question: question)
      : try surroundings.added(to: plan, mentionedIn: question)
    let prompt = try widened.fitted(to: model, answerReserve: answerTokens)
    return files.told(
      in: .single(
        prompt, maxTokens: answerTokens, constraint: form?.constraint,
        warnings: materials.flatMap(\.warnings)))
  }
}
