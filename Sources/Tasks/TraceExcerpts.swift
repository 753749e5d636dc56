import Diffs
import Prompting
import TextModel
import Workspace

/// Adds the lines of the repository that a trace or a log names.
struct TraceExcerpts {
  let gatherer: Gatherer
  let budget: ContextBudget
  let model: any TextGenerator
  let answerTokens: Int

  /// The plan with excerpts after its own sections, and with what was not added in its receipt.
  ///
  /// The place that failed comes first, so that it is the last to be left out.
  ///
  /// - Throws: the errors of counting tokens.
  func added(to plan: PromptPlan, tracesIn materials: [Material]) throws -> PromptPlan {
    let texts = materials.compactMap(\.tracedText)
    guard !texts.isEmpty, budget != .tokens(0) else { return plan }
    let left = model.contextSize - answerTokens - (try model.tokenCount(of: plan.messages))
    var room = budget.tokens(left: left)
    var plan = plan
    for excerpt in gatherer.excerpts(namedIn: texts.joined(separator: "\n")) {
      let section = excerpt.section
      let tokens = model.tokenCount(of: section.text + "\n\n")
      if let cause = excerpt.withheld {
        plan.leftOut.append(excerpt.omission(cause, isExpected: budget != .automatic))
      } else if tokens > room {
        plan.leftOut.append(
          excerpt.omission(
            "needs \(tokens) tokens, \(room) are left", isExpected: budget != .automatic))
      } else {
        plan.sections.append(section)
        room -= tokens
      }
    }
    return plan
  }
}

extension Material {
  /// A trace or a log; nil for everything else.
  fileprivate var tracedText: String? {
    guard case .text(let text, let kind) = body, kind == .trace || kind == .log else { return nil }
    return text
  }
}

extension Excerpt {
  /// The lines as a prompt shows them.
  var section: PromptSection {
    PromptSection(
      title: source.name, heading: DebugPrompt.excerptHeading(source.path, line: line),
      fenced: numberedText, label: source.language, origin: .lathe, reason: Self.reason)
  }

  /// The lines as a receipt lists what is not shown.
  func omission(_ cause: String, isExpected: Bool = true) -> Receipt.Omission {
    Receipt.Omission(
      name: source.name, origin: .lathe, reason: Self.reason, cause: cause, isExpected: isExpected)
  }

  private static var reason: String { "the output names it" }
}
