import Prompting
import TextModel

/// Decides how the summaries of many parts become one answer.
struct SummaryFolder {
  typealias Answer = (title: String, text: String)

  let closing: Closing
  let model: any TextGenerator

  /// How long a summary of summaries may be: so short that a batch of two gets smaller.
  var mergedTokens: Int { max(1, min(200, closing.maxTokens, model.contextSize / 8)) }

  func prompt(over answers: [Answer], merging: Bool) -> [Message] {
    closing.plan(over: answers, merging: merging).messages
  }

  /// Batches that each fit into a prompt; nil where all fit into the closing one.
  ///
  /// - Throws: `PromptError` where not even two fit.
  func batches(of answers: [Answer]) throws -> [[Answer]]? {
    if try fits(answers, merging: false) { return nil }
    var batches: [[Answer]] = []
    var rest = answers[...]
    while !rest.isEmpty {
      var size = min(rest.count, max(2, rest.count / 2))
      while size > 2, try !fits(Array(rest.prefix(size)), merging: true) { size /= 2 }
      let batch = Array(rest.prefix(max(size, min(2, rest.count))))
      // Says with counts that even the smallest batch is too much.
      _ = try closing.plan(over: batch, merging: true)
        .fitted(to: model, answerReserve: mergedTokens)
      batches.append(batch)
      rest = rest.dropFirst(batch.count)
    }
    guard batches.count < answers.count else {
      _ = try closing.plan(over: answers, merging: false)
        .fitted(to: model, answerReserve: closing.maxTokens)
      return nil
    }
    return batches
  }

  private func fits(_ answers: [Answer], merging: Bool) throws -> Bool {
    let plan = closing.plan(over: answers, merging: merging)
    let reserve = merging ? mergedTokens : closing.maxTokens
    return try model.tokenCount(of: plan.messages) + reserve <= model.contextSize
  }
}
