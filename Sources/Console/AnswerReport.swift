import Prompting
import Tasks
import TextModel

/// The object that `--json` prints for an answer.
struct AnswerReport {
  var answer: String
  var model: String
  var summary: TaskSummary
  var receipt: Receipt

  var json: JSONValue {
    .object([
      .init("answer", .string(answer)),
      .init("model", .string(model)),
      .init("stopReason", .string(summary.stopReason.rawValue)),
      .init("prompts", .int(summary.prompts)),
      .init("promptTokens", .int(summary.promptTokens)),
      .init("generatedTokens", .int(summary.generatedTokens)),
      .init("readingSeconds", .double(summary.readingTime.inSeconds)),
      .init("writingSeconds", .double(summary.writingTime.inSeconds)),
      .init("receipt", receipt.json),
    ])
  }
}

extension Receipt {
  var json: JSONValue {
    let parts = entries.map { entry in
      JSONValue.object([
        .init("title", .string(entry.title)),
        .init("tokens", .int(entry.tokens)),
        .init("origin", .string(entry.origin.rawValue)),
        .init("outcome", .string(entry.outcome.rawValue)),
      ])
    }
    return .object([
      .init("contextSize", .int(contextSize)),
      .init("answerReserve", .int(answerReserve)),
      .init("promptTokens", .int(promptTokens)),
      .init("parts", .array(parts)),
      .init("notes", .array(notes.map(JSONValue.string))),
    ])
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
