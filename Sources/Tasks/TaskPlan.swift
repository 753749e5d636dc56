package import Constraints
package import Prompting

/// All that a task will ask a model, known before the model runs.
package struct TaskPlan: Sendable, Equatable {
  package struct Step: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
      /// The model answers this.
      case prompt(FittedPrompt, maxTokens: Int)
      /// The model ends the sentences that Lathe begins.
      case guided(FittedPrompt, [ChangeLead])
      /// The model answers with search-and-replace blocks.
      case blocks(FittedPrompt, BlockRules, maxTokens: Int)
      /// Lathe knows the answer itself.
      case known(String)
    }

    /// What the step is about; printed above its answer where there are several steps.
    package var title: String
    package var content: Content
    /// What the answer is held to; nil leaves it free.
    package var constraint: Constraint?

    /// The prompt; nil where Lathe knows the answer itself.
    package var prompt: FittedPrompt? {
      switch content {
      case .prompt(let prompt, _), .guided(let prompt, _), .blocks(let prompt, _, _): prompt
      case .known: nil
      }
    }
  }

  /// How the answers of the steps become one answer.
  package enum Layout: Sendable, Equatable {
    /// One step, printed as it comes.
    case single
    /// Each step below its title, and an overall answer made from them at the end.
    case summaries(Closing)
    /// Each step below its title, where it has one; of so many tokens in all.
    case sequence(maxTokens: Int)
    /// The lines of all steps; those that say that there is nothing are left out.
    case findings
  }

  package var steps: [Step]
  package var layout: Layout
  package var receipt: Receipt
  /// What the user should know about the material, whatever the answer is.
  package var warnings: [String]

  /// The plan of a task that asks once.
  static func single(
    _ prompt: FittedPrompt, maxTokens: Int, constraint: Constraint? = nil, warnings: [String]
  ) -> TaskPlan {
    let step = Step(
      title: "", content: .prompt(prompt, maxTokens: maxTokens), constraint: constraint)
    return TaskPlan(
      steps: [step],
      layout: .single, receipt: prompt.receipt, warnings: warnings)
  }
}

/// The question that ends a folded task: its material is the answers before it.
package struct Closing: Sendable, Equatable {
  var system: String
  /// Material that every closing prompt begins with, such as the author's message.
  var sections: [PromptSection]
  var heading: String
  var instruction: String
  /// What to do with some of the answers where not all fit into one prompt.
  var mergeInstruction: String
  var maxTokens: Int

  /// The prompt over some answers.
  func plan(over answers: [(title: String, text: String)], merging: Bool) -> PromptPlan {
    let lines = answers.map { "- \($0.title): \($0.text.joinedLines)" }
    let summaries = PromptSection(
      title: "summaries", text: heading + "\n" + lines.joined(separator: "\n"))
    return PromptPlan(
      system: system, sections: sections + [summaries],
      instruction: merging ? mergeInstruction : instruction)
  }
}

extension String {
  /// The text on one line.
  fileprivate var joinedLines: String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
