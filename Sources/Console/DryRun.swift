import OrderedJSON
import Prompting
import Tasks
import TextModel

/// What `--dry-run` prints: every prompt that is known before the model runs, and the receipt.
struct DryRun {
  let plan: TaskPlan
  let isJSON: Bool

  /// Prints the prompts as the answer, and the receipt beside it; JSON has both in one object.
  func print(_ sink: AnswerSink, _ status: StatusOutput) throws -> ExitStatus {
    let prompts = plan.steps.compactMap(\.shown)
    if isJSON {
      try sink.write(json(prompts).line + "\n")
      return .done
    }
    try sink.write(prompts.map(Self.text).joined(separator: "\n"))
    plan.receipt.lines.forEach(status.note)
    return .done
  }

  private static func text(_ messages: [Message]) -> String {
    messages.map { "[\($0.role.rawValue)]\n\($0.content)\n" }.joined(separator: "\n")
  }

  private func json(_ prompts: [[Message]]) -> JSONValue {
    let prompts = prompts.map { messages in
      JSONValue.array(
        messages.map { message in
          ["role": .string(message.role.rawValue), "content": .string(message.content)]
        })
    }
    return ["prompts": .array(prompts), "receipt": plan.receipt.json]
  }
}

extension TaskPlan.Step {
  /// The messages, with the beginnings of sentences that the model is to end.
  fileprivate var shown: [Message]? {
    guard let prompt else { return nil }
    guard case .guided(_, let leads) = content else { return prompt.messages }
    let beginnings = leads.map { "\($0.text) …" }.joined(separator: "\n")
    return prompt.messages + [Message(.assistant, beginnings)]
  }
}
